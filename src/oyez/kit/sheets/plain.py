"""Drawings with their looks in attributes instead of classes, so that they look the same anywhere."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from oyez.kit.charts.drawing import Svg
from oyez.kit.sheets.palette import rules
from oyez.kit.sheets.words import printable

NAMESPACE = "http://www.w3.org/2000/svg"
BESIDE = 30  # of the edge around a drawing
WIDEST = 0.58  # of the size of a letter, on average
LEFT_OUT = frozenset({"c-chart__hit"})  # there for a pointer alone

ET.register_namespace("", NAMESPACE)


def wide(drawing: Svg) -> ET.Element:
    """The first of the proportions of a drawing, which is the wide one, with attributes for looks."""
    end = drawing.index("</svg>") + len("</svg>")
    markup = drawing[:end].replace("<svg ", f'<svg xmlns="{NAMESPACE}" ', 1)
    root = ET.fromstring(printable(markup))  # noqa: S314  # our own drawing
    dress(root, ())
    for words in root.iter(f"{{{NAMESPACE}}}text"):
        _shorten(words)
    return root


def _shorten(words: ET.Element) -> None:
    """A label that ends at its place and would begin outside the picture is cut: nothing there can be scrolled."""
    if words.get("text-anchor") != "end" or not words.text:
        return
    room = float(words.get("x") or 0) + BESIDE
    most = int(room / (WIDEST * float(words.get("font-size") or 12)))
    if len(words.text) > most:
        words.text = f"{words.text[: max(1, most - 1)].rstrip()}…"


def dress(one: ET.Element, above: Sequence[frozenset[str]]) -> None:
    """Give an element and all below it what the style sheet says."""
    known = frozenset([*(one.get("class") or "").split(), f"<{_bare(one.tag)}>"])
    line = (*above, known)
    for rule in rules():
        if rule.parts[-1] <= known and _stands_in(rule.parts[:-1], above):
            for name, value in rule.sets:
                one.set(name, value)
    one.attrib.pop("class", None)
    for child in list(one):
        if LEFT_OUT & set((child.get("class") or "").split()):
            one.remove(child)
        else:
            dress(child, line)


def size_of(drawing: ET.Element) -> tuple[float, float]:
    """Width and height in user units."""
    _x, _y, width, height = (float(part) for part in (drawing.get("viewBox") or "0 0 860 260").split())
    return width, height


def _stands_in(wanted: Sequence[frozenset[str]], above: Sequence[frozenset[str]]) -> bool:
    """Whether the ancestors hold the other parts of a selector, in their order."""
    rest = list(above)
    for part in reversed(wanted):
        while rest and not part <= rest[-1]:
            rest.pop()
        if not rest:
            return False
        rest.pop()
    return True


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]
