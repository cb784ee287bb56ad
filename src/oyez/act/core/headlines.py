"""The line under which a case stands in a list: the beginning of what the customer said."""

LONGEST = 80


def headline(text: str, longest: int = LONGEST) -> str:
    """The text in one line, cut at a word; "" where nothing was said.

    Not the first sentence: many complaints begin with praise.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line.removesuffix(".")
    cut = line[: longest - 1]
    words = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return words.rstrip(",;:.") + "…"
