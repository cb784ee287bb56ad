"""Cases for what is news."""

import oyez.act.jobs  # noqa: F401  # importing registers the step
