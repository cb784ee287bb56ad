"""SVG that needs nothing else: colours in attributes, the font inside."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from oyez.kit.sheets.format import FORMATS, Format
from oyez.kit.sheets.picture import picture, with_fonts
from oyez.kit.sheets.sheet import Sheet


def save(sheet: Sheet, path: Path) -> None:
    path.write_text(with_fonts(picture(sheet)), "utf-8")


FORMATS.add(
    "svg", Format(name="svg", label=_("SVG, a drawing"), media="image/svg+xml", write=save, is_picture=True)
)
