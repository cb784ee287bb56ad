"""One picture that stands by itself: what it says, its legend, the drawing, what it rests on."""

import base64
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from oyez.kit.charts import legend
from oyez.kit.errors import Refused
from oyez.kit.sheets.palette import colours, found
from oyez.kit.sheets.plain import NAMESPACE, size_of
from oyez.kit.sheets.plain import wide as plain
from oyez.kit.sheets.sheet import Drawn, Part, Sheet
from oyez.kit.sheets.words import printable

WIDTH = 960
EDGE = 40
INNER = WIDTH - 2 * EDGE
FAMILY = "Inter, 'Noto Sans', 'DejaVu Sans', sans-serif"
PANELS_A_ROW = 3
ROOM = 24
RIGHT_TO_LEFT, CLOSED = "\N{RIGHT-TO-LEFT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
LATIN, MORE_LATIN = "inter-latin.woff2", "inter-latin-ext.woff2"
BEYOND_LATIN = range(0x0100, 0x2000)


@dataclass
class Place:
    """How far down the picture is filled."""

    y: float = EDGE


def picture(sheet: Sheet, *, with_words: bool = True) -> str:
    """The SVG of a sheet; `with_words` puts title, sentence and footnote around the drawing."""
    drawn = sheet.drawn
    if drawn is None or not (drawn.parts or drawn.figure):
        raise Refused(_("There is nothing to draw here: take the table along as CSV or XLSX."))
    place, body = Place(EDGE if with_words else 8.0), []
    if with_words:
        body += _heading(sheet, place)
    body += _keys(drawn, place)
    body += _figure(drawn, place) if drawn.figure else _drawings(drawn.parts, place)
    if with_words:
        body += _footnote(sheet, place)
    ground = [_ground(place.y + EDGE / 2)] if with_words else []
    return _whole(sheet, [*ground, *body], place.y + (EDGE / 2 if with_words else 8))


def _heading(sheet: Sheet, place: Place) -> list[ET.Element]:
    """The sentence largest: it is what the picture says."""
    parts = []
    for line in wrapped(sheet.sentence or sheet.title, 19, INNER):
        parts.append(_words(line, place, 19, "ink", weight="600", step=27))
    if sheet.sentence:
        for line in wrapped(sheet.title, 13.5, INNER):
            parts.append(_words(line, place, 13.5, "ink-2", step=20))
    place.y += 8
    return parts


def _footnote(sheet: Sheet, place: Place) -> list[ET.Element]:
    place.y += 10
    return [_words(line, place, 11, "ink-2", step=16) for line in wrapped(sheet.footnote, 11, INNER)]


def _keys(drawn: Drawn, place: Place) -> list[ET.Element]:
    """The legend: small drawings, each with its words beside it."""
    pairs = [key.strip().partition("=")[::2] for key in drawn.keys.split(",") if "=" in key]
    if not pairs:
        return []
    parts, x = [], float(EDGE)
    for mark, said in pairs:
        length = 24 + width_at(said, 12) + 20
        if x > EDGE and x + length > WIDTH - EDGE:
            x, place.y = float(EDGE), place.y + 20
        drawing = plain(legend.key(mark))
        drawing.attrib |= {"x": f"{x:.0f}", "y": f"{place.y - 8:.0f}", "width": "16", "height": "16"}
        parts += [drawing, _text(said, x + 22, place.y + 4, 12, "ink-2")]
        x += length
    place.y += 24
    return parts


def _figure(drawn: Drawn, place: Place) -> list[ET.Element]:
    """A number alone, with its interval and n below it."""
    value, rest = drawn.figure or ("", "")
    place.y += 60
    parts = [_text(value, EDGE, place.y, 64, "ink", weight="600")]
    place.y += 34
    parts.append(_text(rest, EDGE, place.y, 16, "ink-2"))
    place.y += 20
    return parts


def _drawings(parts: Iterable[Part], place: Place) -> list[ET.Element]:
    """One drawing over the whole width; several three in a row, each under its name."""
    shown = list(parts)
    if len(shown) == 1 and not shown[0].name:
        return [_put(plain(shown[0].drawing), EDGE, place, INNER)]
    width = (INNER + ROOM) / PANELS_A_ROW - ROOM
    found: list[ET.Element] = []
    for start in range(0, len(shown), PANELS_A_ROW):
        top, lowest = place.y, place.y
        for at, part in enumerate(shown[start : start + PANELS_A_ROW]):
            place.y, x = top, EDGE + at * (width + ROOM)
            place.y += 14
            name = _fitting(part.name, 13, width - width_at(part.note, 12) - ROOM / 2)
            found.append(_text(name, x, place.y, 13, "ink", weight="600"))
            found.append(_text(part.note, x + width, place.y, 12, "ink-2", anchor="end"))
            place.y += 10
            found.append(_put(plain(part.drawing), x, place, width))
            lowest = max(lowest, place.y)
        place.y = lowest + 14
    return found


def _put(drawing: ET.Element, x: float, place: Place, width: float) -> ET.Element:
    """A drawing at its place; none is blown up beyond its own size by more than a tenth."""
    across, down = size_of(drawing)
    scale = min(width / across, 1.1)
    drawing.attrib |= {
        "x": f"{x:.1f}", "y": f"{place.y:.1f}", "width": f"{across * scale:.1f}", "height": f"{down * scale:.1f}",
        "overflow": "visible",
    }  # fmt: skip
    place.y += down * scale
    return drawing


def _whole(sheet: Sheet, body: list[ET.Element], height: float) -> str:
    root = ET.Element(
        f"{{{NAMESPACE}}}svg",
        {
            "viewBox": f"0 0 {WIDTH} {height:.0f}", "width": str(WIDTH), "height": f"{height:.0f}",
            "role": "img", "font-family": FAMILY, "font-size": "12",
        },
    )  # fmt: skip
    ET.SubElement(root, f"{{{NAMESPACE}}}title").text = sheet.title
    ET.SubElement(root, f"{{{NAMESPACE}}}desc").text = " ".join(
        filter(None, [sheet.sentence, sheet.footnote])
    )
    root.extend(body)
    return printable(ET.tostring(root, "unicode"))


def _ground(height: float) -> ET.Element:
    """Paper below the words; a drawing alone lies on whatever it is put on."""
    said = {"width": str(WIDTH), "height": f"{height:.0f}", "fill": colours()["surface"]}
    return ET.Element(f"{{{NAMESPACE}}}rect", said)


def with_fonts(markup: str) -> str:
    """The same with our font in it, so that it looks the same where nobody has that."""
    names = [LATIN, *([MORE_LATIN] if any(ord(letter) in BEYOND_LATIN for letter in markup) else [])]
    faces = "".join(
        f"@font-face{{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,{_encoded(name)})"
        ' format("woff2")}'
        for name in names
    )
    return markup.replace("<title>", f"<style>{faces}</style><title>", 1)


def _encoded(name: str) -> str:
    return base64.b64encode(Path(found(f"oyez/fonts/{name}")).read_bytes()).decode()


def _words(
    said: str, place: Place, size: float, colour: str, *, weight: str = "400", step: float
) -> ET.Element:
    right = get_language_bidi()
    x, anchor = (WIDTH - EDGE, "end") if right else (EDGE, "start")
    said = f"{RIGHT_TO_LEFT}{said}{CLOSED}" if right else said
    one = _text(said, x, place.y + size * 0.8, size, colour, weight=weight, anchor=anchor)
    place.y += step
    return one


def _text(
    said: str, x: float, y: float, size: float, colour: str, *, weight: str = "400", anchor: str = "start"
) -> ET.Element:
    one = ET.Element(
        f"{{{NAMESPACE}}}text",
        {
            "x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}", "fill": colours()[colour],
            "font-weight": weight, "text-anchor": anchor,
        },
    )  # fmt: skip
    one.text = said
    return one


def wrapped(words: str, size: float, width: float) -> Iterator[str]:
    """Words in lines that fit; a word longer than a line is cut."""
    line = ""
    for word in words.split():
        for piece in _pieces(word, size, width):
            longer = f"{line} {piece}".strip()
            if line and width_at(longer, size) > width:
                yield line
                longer = piece
            line = longer
    if line:
        yield line


def _fitting(words: str, size: float, width: float) -> str:
    """One line of them, with a mark where there is more."""
    first, *rest = [*wrapped(words, size, width)] or [""]
    return f"{first}…" if rest else first


def _pieces(word: str, size: float, width: float) -> Iterator[str]:
    most = max(1, int(width / size))
    if width_at(word, size) <= width:
        yield word
        return
    for start in range(0, len(word), most):
        yield word[start : start + most]


def width_at(words: str, size: float) -> float:
    """Roughly: Latin letters are half as wide as high, those of East Asia as wide."""
    return sum(1.0 if ord(letter) > 0x2E7F else 0.53 for letter in words) * size
