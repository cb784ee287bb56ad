"""The steps of `share`."""

import oyez.share.jobs  # noqa: F401
