"""The words that the sender of a mail wrote anew: not quoted, not signed, not put below by a program.

Every test looks at a bounded piece, so that time grows with the length of the mail and not faster.
"""

import re

from oyez.contact.core.inbound.replies.attributions import lines_of_attribution
from oyez.contact.core.inbound.replies.boundaries import begins_original
from oyez.contact.core.inbound.replies.signatures import begins_signature

LONGEST = 60_000
MOST_LINES = 2_000
WRAPPED_QUOTE = 60  # a quoted line this long may have been broken, and its rest lost its mark
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
RULES = re.compile(r"(?:^|\n)[ \t]*[-=_*~—–]{2,}[ \t]*$")


def own_words(text: str) -> str:
    """What the sender wrote; where nothing is left of a mail that quotes nothing, all of it."""
    lines = _lines(text)
    kept = _unquoted(lines)
    end = next((at for at in range(len(kept)) if begins_signature(kept, at)), len(kept))
    return _tidy("\n".join(kept[:end]))


def _lines(text: str) -> list[str]:
    plain = INVISIBLE.sub("", text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    return [line.rstrip() for line in plain.split("\n")[:MOST_LINES]]


def _unquoted(lines: list[str]) -> list[str]:
    """The lines that are neither quoted nor introduce a quote, up to where an unmarked original begins."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if _is_quoted(lines, at):
            at += 1
        elif count := lines_of_attribution(lines, at):
            if not _introduces_marked(lines, at + count) and _has_words(kept):
                break
            at += count
        elif begins_original(lines, at) and _has_words(kept):
            break
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _is_quoted(lines: list[str], at: int) -> bool:
    return lines[at].lstrip().startswith((">", "｜>")) or _is_rest_of_quote(lines, at)


def _is_rest_of_quote(lines: list[str], at: int) -> bool:
    """A line between two quoted ones, no blank about it, the first of them long: the wrapped rest of a quote."""
    if not 0 < at < len(lines) - 1 or not lines[at].strip():
        return False
    before, after = lines[at - 1], lines[at + 1]
    return before.startswith(">") and after.startswith(">") and len(before) > WRAPPED_QUOTE


def _introduces_marked(lines: list[str], at: int) -> bool:
    """Whether the next line with words is marked as a quote: then the sender may go on below it."""
    following = next((line for line in lines[at:] if line.strip()), "")
    return following.lstrip().startswith(">")


def _has_words(lines: list[str]) -> bool:
    return any(re.search(r"\w|[\U0001F000-\U0001FAFF]", line) for line in lines)


def _tidy(text: str) -> str:
    """Without blank ends, drawn rules at the end, and more than one blank line on end."""
    cut = text.strip()
    while RULES.search(cut):
        cut = RULES.sub("", cut).strip()
    return re.sub(r"\n{3,}", "\n\n", cut)
