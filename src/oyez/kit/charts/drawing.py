"""SVG written as text: elements, coordinates, and the marked string they end in."""

from dataclasses import dataclass
from functools import cache
from html import escape

Attribute = str | float | None


class Svg(str):
    """Markup that is already escaped: a template prints it as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True)
class Size:
    """The proportions of one drawing, in user units; phones get a drawing of their own."""

    width: int
    height: int
    css: str = ""


def coordinate(value: float) -> str:
    """One decimal is a tenth of a pixel; more only makes pages heavy."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, /, *inside: str, **given: Attribute) -> Svg:
    """Text inside is escaped unless it is Svg; `text_anchor` is written as `text-anchor`, `class_` as `class`."""
    written = attributes(**given)
    if not inside:
        return Svg(f"<{name}{written}/>")
    return Svg(f"<{name}{written}>{join(*inside)}</{name}>")


def attributes(**given: Attribute) -> str:
    """As they stand in an opening tag, each after a space; what is None is left out."""
    return "".join([_attribute(key, value) for key, value in given.items() if value is not None])


def join(*parts: str) -> Svg:
    return Svg("".join(part if isinstance(part, Svg) else escape(part) for part in parts))


def text(words: str, x: float, y: float, anchor: str = "start", css: str | None = None) -> Svg:
    return element("text", words, class_=css, x=x, y=y, text_anchor=anchor)


def line(css: str, x1: float, y1: float, x2: float, y2: float) -> Svg:
    return element("line", class_=css, x1=x1, x2=x2, y1=y1, y2=y2)


def picture(size: Size, title: str, description: str, *inside: str, css: str = "c-chart") -> Svg:
    """A drawing with a name and a description for those who do not see it."""
    return element(
        "svg",
        element("title", title),
        *([element("desc", description)] if description else []),
        *inside,
        class_=f"{css} {size.css}".strip(),
        viewBox=f"0 0 {size.width} {size.height}",
        role="img",
    )


def width_of(words: str) -> float:
    """Roughly, at 12 px: enough to leave room for a label, never to place one exactly."""
    return 6.8 * len(words)


def _attribute(key: str, value: Attribute) -> str:
    written = escape(value) if isinstance(value, str) else coordinate(value or 0)
    return f' {_named(key)}="{written}"'


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
