"""PNG at twice the size of a screen, sharp on a slide."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from oyez.kit.sheets.format import FORMATS, Format
from oyez.kit.sheets.picture import picture
from oyez.kit.sheets.sheet import Sheet

SHARPNESS = 2
FONTS = Path(__file__).parents[1] / "fonts"


def save(sheet: Sheet, path: Path) -> None:
    path.write_bytes(rendered(picture(sheet)))


def rendered(markup: str, sharpness: float = SHARPNESS) -> bytes:
    """Our font for what it has; fonts of the system for other scripts."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=markup,
            zoom=sharpness,
            font_files=[str(FONTS / f"inter-{weight}.ttf") for weight in ("regular", "semibold")],
            font_family="Inter",
            sans_serif_family="Inter",
        )
    )


FORMATS.add(
    "png", Format(name="png", label=_("PNG, a picture"), media="image/png", write=save, is_picture=True)
)
