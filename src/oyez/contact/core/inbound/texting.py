"""Whether a text message asks for no more of them: one word, as people write it and as providers advise it."""

import unicodedata

from oyez.contact.core.inbound.stopping import WORDS

STRONG = frozenset(("stop", "stopp", "arret", "arrêt", "unsubscribe"))  # also with one word more
ALONE = WORDS | STRONG | {"stopall", "cancel", "end", "quit"}
EDGES = " \t\r\n\u00a0.!?,;:\"'„“”«»-–"


def wants_to_stop(text: str) -> bool:
    """`STOP!` and `Stop alle`, not `Cancel order` or `I could not stop laughing`."""
    said = unicodedata.normalize("NFKC", text[:200]).casefold().split()
    words = [bare for word in said if (bare := word.strip(EDGES))]
    return (len(words) == 1 and words[0] in ALONE) or (len(words) == 2 and words[0] in STRONG)
