"""Invitations, waves, and answers that stood still."""

import oyez.surveys.jobs  # noqa: F401  # importing registers the steps
