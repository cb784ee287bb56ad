"""SPSS: a system file with variable labels, value labels, missing values and measurement levels.

Written batch by batch, uncompressed, in UTF-8. Layout: “System File Format” of the PSPP developers' guide.
"""

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oyez.kit.errors import Refused
from oyez.kit.sheets.format import FORMATS, Format
from oyez.kit.sheets.sheet import Sheet

MOST_COLUMNS = 4_096


def save(sheet: Sheet, path: Path) -> None:
    """The dictionary first, then the cases; how many there were is written into the header at the end."""
    from oyez.kit.sheets.spss import cases, dictionary, variables

    if len(sheet.columns) > MOST_COLUMNS:
        raise Refused(
            _("SPSS is given at most %(most)s variables, and these are %(count)s. Take CSV or Parquet.")
            % {"most": f"{MOST_COLUMNS:,}", "count": f"{len(sheet.columns):,}"}
        )
    known = variables.variables(sheet)
    written = 0
    with path.open("wb") as out:
        out.write(dictionary.dictionary(sheet, known))
        for count, block in cases.cases(sheet, known):
            out.write(block)
            written += count
        out.seek(dictionary.CASES_AT)
        out.write(dictionary.int32(written))


FORMATS.add("sav", Format(name="sav", label=gettext_lazy("SPSS"), media="application/x-spss-sav", write=save))
