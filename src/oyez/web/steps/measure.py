"""The grid and the analytics store."""

import oyez.measure.jobs  # noqa: F401  # importing registers the steps
