"""Mail that is due, and what waits in the inbox."""

import oyez.journal.readers
import oyez.kit.outbox
import oyez.kit.texting  # noqa: F401  # importing registers the steps
