"""The line under which a case stands in a list: the beginning of what the customer said."""

import re

LONGEST = 90
SENTENCE = re.compile(r"(.{12,}?[.!?…。؟])(\s|$)", re.DOTALL)


def headline(text: str, longest: int = LONGEST) -> str:
    """The first sentence without its full stop, cut at a word; "" where nothing was said."""
    text = " ".join(text.split())
    found = SENTENCE.match(text)
    line = found[1].rstrip(".。") if found else text.rstrip(".")
    if len(line) <= longest:
        return line
    cut = line[: longest - 1].rsplit(" ", 1)[0] if " " in line[: longest - 1] else line[: longest - 1]
    return cut.rstrip(",;:") + "…"
