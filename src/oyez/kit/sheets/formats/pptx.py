"""One wide slide: the sentence, the picture, a table where it is small, what it rests on; the notes say the rest."""

import io
from pathlib import Path
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from oyez.kit.sheets.format import FORMATS, Format
from oyez.kit.sheets.formats.png import rendered
from oyez.kit.sheets.picture import picture
from oyez.kit.sheets.sheet import Sheet
from oyez.kit.sheets.words import printable, written

MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDTH, HEIGHT = 13.333, 7.5
EDGE = 0.6
TITLE_ONLY = 5
MOST_ROWS, MOST_COLUMNS = 7, 5
SHARPNESS = 3
LONGEST_PROPERTY = 255


def save(sheet: Sheet, path: Path) -> None:
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.core_properties.title = printable(sheet.title)[:LONGEST_PROPERTY]
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _title(slide, sheet)
    top, bottom = 1.6, HEIGHT - 0.85
    beside = _fits(sheet)
    _picture(slide, sheet, (EDGE, top, (7.4 if beside else WIDTH - 2 * EDGE), bottom - top))
    if beside:
        _table(slide, sheet, (8.2, top + 0.2, WIDTH - 8.2 - EDGE))
    _words(slide, sheet.footnote, (EDGE, HEIGHT - 0.75, WIDTH - 2 * EDGE, 0.5), 11)
    slide.notes_slide.notes_text_frame.text = printable(notes(sheet))
    deck.save(str(path))


def notes(sheet: Sheet) -> str:
    """How it was computed, and the address that computes it again."""
    said = [f"{note.about}: {note.words}" for note in sheet.notes]
    return "\n".join([sheet.title, sheet.sentence, *said])


def _title(slide: Any, sheet: Sheet) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    title = slide.shapes.title
    title.left, title.top = Inches(EDGE), Inches(0.35)
    title.width, title.height = Inches(WIDTH - 2 * EDGE), Inches(1.1)
    said = printable(sheet.sentence or sheet.title)
    title.text_frame.word_wrap = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    title.text_frame.text = said
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if get_language_bidi() else PP_ALIGN.LEFT
    paragraph.font.bold = True
    paragraph.font.size = Pt(26 if len(said) < 90 else 20 if len(said) < 200 else 15)


def _picture(slide: Any, sheet: Sheet, box: tuple[float, float, float, float]) -> None:
    """As large as its place lets it be, in its own proportions."""
    from pptx.util import Inches

    left, top, width, height = box
    image = io.BytesIO(rendered(picture(sheet, with_words=False), SHARPNESS))
    shape = slide.shapes.add_picture(image, Inches(left), Inches(top), width=Inches(width))
    shape.name = printable(sheet.title)[:LONGEST_PROPERTY]
    shape._element._nvXxPr.cNvPr.set("descr", printable(" ".join([sheet.title, sheet.footnote])))
    if shape.height > Inches(height):
        shape.width, shape.height = int(shape.width * Inches(height) / shape.height), Inches(height)
    shape.left = Inches(left) + (Inches(width) - shape.width) // 2


def _fits(sheet: Sheet) -> bool:
    """Whether a table leaves the picture room enough and can still be read."""
    return 1 < sheet.count <= MOST_ROWS and len(_chosen(sheet)) >= 2


def _chosen(sheet: Sheet) -> list[int]:
    """The first columns that hold anything, which are what the table is about."""
    rows = list(sheet.shown_rows)
    return [at for at in range(len(sheet.columns)) if any(row[at] is not None for row in rows)][:MOST_COLUMNS]


def _table(slide: Any, sheet: Sheet, box: tuple[float, float, float]) -> None:
    from pptx.util import Inches, Pt

    left, top, width = box
    chosen, rows = _chosen(sheet), list(sheet.shown_rows)
    table = slide.shapes.add_table(
        len(rows) + 1, len(chosen), Inches(left), Inches(top), Inches(width), Inches(0.4 * (len(rows) + 1))
    ).table
    for at, column in enumerate(chosen):
        cells = [
            sheet.columns[column].label,
            *(written(sheet.columns[column], row[column], row[-1]) for row in rows),
        ]
        for line, words in enumerate(cells):
            cell = table.cell(line, at)
            cell.text = printable(words)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(11)


def _words(slide: Any, said: str, box: tuple[float, float, float, float], size: float) -> None:
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_textbox(*(Inches(part) for part in box)).text_frame
    frame.word_wrap = True
    frame.text = printable(said)
    frame.paragraphs[0].font.size = Pt(size)


FORMATS.add("pptx", Format(name="pptx", label=_("PPTX, a slide"), media=MEDIA, write=save, is_picture=True))
