"""Imports that pages began."""

import oyez.collect.jobs  # noqa: F401  # importing registers the step
