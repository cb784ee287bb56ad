"""Cells of a sheet as people read them."""

import re
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oyez.kit.charts import numerals
from oyez.kit.sheets.sheet import Column, Kind

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(words: str) -> str:
    """Without the few characters that no XML can hold."""
    return UNPRINTABLE.sub("", words)


def written(column: Column, cell: Any, reason: Any = None) -> str:
    """A cell in the language of the reader; a dash where nothing is, “hidden” where nothing may be."""
    if cell is None:
        return _("hidden") if column.hideable and reason else "–"
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, date):
        return str(date_format(cell, "j M Y"))
    if isinstance(cell, str):
        return cell
    decimals = 0 if column.kind in (Kind.WHOLE, Kind.MONEY) else 1
    return numerals.number(cell, decimals)
