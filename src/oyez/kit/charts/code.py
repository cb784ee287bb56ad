"""A QR code as a drawing: dark on white whatever the page's theme, as scanners need it."""

from html import escape

import segno

from oyez.kit.charts.drawing import Svg

QUIET = 4  # modules of white around it


def code(text: str, label: str) -> Svg:
    """The code of a text, drawn at the size that its class gives it."""
    made = segno.make(text, error="m")
    drawn: str = made.svg_inline(
        border=QUIET, dark="#000", light="#fff", svgclass="c-code", lineclass=None, omitsize=True
    )
    return Svg(drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))
