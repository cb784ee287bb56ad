"""The parts that pages are made of: `{% load oyez %}`, then `{% figure … %}`, `{% verdict … %}`, `{{ n|number }}`."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from oyez.kit.charts import icons, legend, numerals, progress, strip, table
from oyez.kit.charts.drawing import Svg
from oyez.kit.charts.figure import Figure
from oyez.kit.charts.progress import Progress
from oyez.kit.charts.strip import Strip
from oyez.kit.charts.table import Table
from oyez.kit.sheets.writing import offered

register = template.Library()
THEMES = {"light", "dark"}
TONES = {"": "information", "good": "done", "wait": "warning", "bad": "failed"}
TONE_OF_LEVEL = {"success": "good", "warning": "wait", "error": "bad"}


@register.filter
def number(value: float | Decimal | None, decimals: int = 0) -> str:
    return "" if value is None else numerals.number(value, decimals)


@register.filter
def signed(value: float | Decimal | None, decimals: int = 0) -> str:
    return "" if value is None else numerals.signed(value, decimals)


@register.filter
def points(share: float | None, n: int = 0) -> str:
    return "" if share is None else numerals.points(share, n)


@register.filter
def percent(share: float | None, n: int = 0) -> str:
    return "" if share is None else numerals.percent(share, n)


@register.filter
def money(amount: float | Decimal | None, currency: str = "EUR") -> str:
    return "" if amount is None else numerals.money(amount, currency)


@register.filter
def short_money(amount: float | Decimal | None, currency: str = "EUR") -> str:
    return "" if amount is None else numerals.short_money(amount, currency)


@register.filter
def initials(name: str) -> str:
    """Marta Kessler → MK; one word gives one letter."""
    words = str(name).split()
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()


@register.filter
def tone(level: str) -> str:
    """The tone of a message's level: success is good, a warning waits, an error is bad."""
    return TONE_OF_LEVEL.get(level, "")


@register.simple_tag(takes_context=True)
def theme(context: Context) -> SafeString | str:
    """The attribute of a chosen theme; without a choice the page follows the system."""
    request = context.get("request")
    chosen = request.COOKIES.get("oyez_theme") if request else None
    return format_html(' data-theme="{}"', chosen) if chosen in THEMES else ""


@register.simple_tag
def icon(name: str, css: str = "c-icon") -> Svg:
    return icons.icon(name, css)


@register.simple_tag(name="strip")
def draw_strip(given: Strip | None) -> Svg:
    return strip.draw(given) if given else strip.empty()


@register.simple_tag(name="progress")
def draw_progress(share: float, title: str = "", tone: Any = "accent", height: int = 8) -> Svg:
    return progress.draw(Progress(share=share, title=title, tone=tone, height=height))


@register.simple_tag(name="key")
def draw_key(mark: str) -> Svg:
    return legend.key(mark)


@register.inclusion_tag("parts/verdict.html")
def verdict(kind: str, words: str = "") -> dict[str, str]:
    """Three shapes, three words: met, missed, undecided; `words` says it differently (Rising)."""
    usual = {"met": _("Met"), "missed": _("Missed"), "undecided": _("Undecided")}
    return {"kind": kind, "words": words or usual.get(kind, kind)}


@register.inclusion_tag("parts/figure.html")
def figure(given: Figure) -> dict[str, Any]:
    return {"figure": given}


@register.inclusion_tag("parts/figures.html")
def figures(given: Iterable[Figure], label: str = "") -> dict[str, Any]:
    return {"figures": given, "label": label}


@register.inclusion_tag("parts/table.html", name="table")
def show_table(given: Table, cards: bool = True) -> dict[str, Any]:
    return {"table": given, "body": table.body(given, _mark), "cards": cards}


def _mark(kind: str, words: str) -> str:
    return render_to_string("parts/verdict.html", verdict(kind, words))


@register.inclusion_tag("parts/chart.html")
def chart(drawing: Svg, behind: Table | None = None, title: str = "", keys: str = "") -> dict[str, Any]:
    """A drawing with the table behind it; `keys` is its legend, `line=Region, band=95% interval`."""
    return {"drawing": drawing, "table": behind, "title": title, "keys": _keys(keys)}


@register.inclusion_tag("parts/legend.html", name="legend")
def show_legend(keys: str) -> dict[str, Any]:
    return {"keys": _keys(keys)}


@register.inclusion_tag("parts/panels.html")
def panels(drawn: Iterable[Any], behind: Table | None = None) -> dict[str, Any]:
    return {"panels": drawn, "table": behind}


@register.inclusion_tag("parts/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "", icon: str = "empty") -> dict[str, str]:
    """Nothing here yet: why, and what to do next."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Previous and next, keeping everything else that stands in the address."""
    request = context.get("request")
    return {"page": page, "query": request.GET if request else QueryDict()}


@register.inclusion_tag("parts/take_along.html", takes_context=True)
def take_along(
    context: Context, drawn: Any = True, compared: Any = None, query: str = "", segments: Any = None
) -> dict[str, Any]:
    """What the page shows as a file: tables in four formats, pictures where something is `drawn`.

    `query` is the question where the address does not say it yet.
    """
    request = context.get("request")
    said = QueryDict(query) if query else request.GET if request else QueryDict()
    formats = offered(with_pictures=bool(drawn))
    return {"formats": formats, "compared": compared, "segments": segments, "query": said}


@register.inclusion_tag("parts/older.html")
def older(url: str = "", newest: str = "") -> dict[str, str]:
    """For lists that only know what comes next: a link to older entries, one back to the newest."""
    return {"url": url, "newest": newest}


@register.inclusion_tag("parts/quote.html")
def quote(text: str, language: str = "") -> dict[str, str]:
    return {"text": text, "language": language}


@register.inclusion_tag("parts/score.html")
def score(value: float | str, maximum: float | str = "", look: str = "") -> dict[str, Any]:
    """One person's score; `look` is low or high where the company decided so."""
    return {"value": value, "maximum": maximum, "look": look}


@register.inclusion_tag("parts/timeline_entry.html")
def timeline_entry(entry: Any) -> dict[str, Any]:
    return {"entry": entry}


@register.inclusion_tag("parts/inbox_row.html")
def inbox_row(row: Any) -> dict[str, Any]:
    return {"row": row}


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField) -> dict[str, BoundField]:
    return {"field": bound}


@register.simple_block_tag
def callout(content: str, tone: str = "") -> SafeString:
    """A few sentences set apart; the tone has an icon, never colour alone."""
    mark = icons.icon(TONES[tone], "c-callout__icon")
    css = f"c-callout is-{tone}" if tone else "c-callout"
    return format_html('<div class="{}">{}<div class="c-callout__body">{}</div></div>', css, mark, content)


@register.simple_block_tag
def disclosure(content: str, summary: str, is_open: bool = False) -> SafeString:
    """What most readers skip: how it was computed, the table behind."""
    return format_html(
        '<details class="c-disclosure"{}><summary>{}</summary><div>{}</div></details>',
        Svg(" open") if is_open else "",
        summary,
        content,
    )


def _keys(written: str) -> list[tuple[str, str]]:
    """`line=Region, band=95% interval` → pairs of mark and words."""
    pairs = (item.partition("=") for item in str(written).split(",") if item.strip())
    return [(mark.strip(), words.strip()) for mark, _equals, words in pairs]
