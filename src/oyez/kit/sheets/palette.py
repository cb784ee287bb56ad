"""The style sheet of drawings with every variable replaced by its light colour: for places that have no style sheet."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders

from oyez.kit.sheets.mixing import unmixed

TOKEN = re.compile(r"--([\w-]+):\s*light-dark\(([^,]+),[^)]+\);")
VARIABLE = re.compile(r"var\(--([\w-]+)\)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DRAWN = re.compile(r"\.c-(chart|bubble|hatch|strip)")
PROPERTIES = {
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity",
    "font-size", "font-weight", "text-anchor", "dominant-baseline", "paint-order",
}  # fmt: skip


class Rule(NamedTuple):
    """One selector, as the classes or the name that each of its parts asks for, and what it sets."""

    parts: tuple[frozenset[str], ...]
    sets: tuple[tuple[str, str], ...]


@cache
def colours() -> dict[str, str]:
    """The light colour of each token."""
    return {name: colour.strip() for name, colour in TOKEN.findall(_text("tokens.css"))}


@cache
def rules() -> tuple[Rule, ...]:
    """The rules for drawings, in the order of the style sheet; what needs a pointer or a page is left out."""
    found: list[tuple[int, Rule]] = []
    for sheet in ("charts.css", "numbers.css"):
        for selectors, body in RULE.findall(COMMENT.sub("", _text(sheet))):
            sets = _declared(body)
            for selector in selectors.split(","):
                if sets and DRAWN.search(selector) and ":" not in selector and "@" not in selector:
                    parts = tuple(_wanted(part) for part in selector.split())
                    found.append((sum(map(len, parts)), Rule(parts, sets)))
    return tuple(rule for _weight, rule in sorted(found, key=lambda pair: pair[0]))


def _declared(body: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.split(":", 1) for part in body.split(";") if ":" in part)
    known = [(name.strip(), value.strip()) for name, value in pairs]
    return tuple((name, _resolved(value)) for name, value in known if name in PROPERTIES)


def _resolved(value: str) -> str:
    return unmixed(VARIABLE.sub(lambda match: colours().get(match[1], "none"), value)).removesuffix("px")


def _wanted(part: str) -> frozenset[str]:
    """`.c-chart__dot.is-thin` wants two classes, `text` wants an element."""
    name, *classes = part.strip().split(".")
    return frozenset([*classes, *([f"<{name}>"] if name else [])])


def _text(name: str) -> str:
    return Path(found(f"oyez/css/{name}")).read_text("utf-8")


def found(name: str) -> str:
    """Where a static file lies."""
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path
