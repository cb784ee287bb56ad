"""The contact rules: what they have to know of the journal, and of whom."""

import oyez.contact.jobs  # noqa: F401  # importing registers the steps
