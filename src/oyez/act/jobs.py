"""The step that reads what is news and opens cases."""

from oyez.act.changes.opening import react
from oyez.journal.readers import Reader, register

register(Reader("triggers", react, only_news=True))
