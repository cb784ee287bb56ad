"""What a page prints is escaped; the few places that print markup of their own are known."""

import re
from collections.abc import Iterator

from tests.house.names import used
from tests.house.sources import Finding, Source, expect_none, python, templates

# Places that make markup, each with the reason why nothing of a customer's passes through unescaped.
ALLOWED = {
    "kit/charts": "drawings are built from numbers and escaped labels",
}

UNESCAPED = re.compile(r"\|\s*(safe|safeseq)\b|\{%\s*autoescape\s+off")
MARKS = {
    "django.utils.safestring.mark_safe",
    "django.utils.safestring.SafeString",
    "django.utils.html.SafeString",
}


def prints_raw(source: Source) -> Iterator[Finding]:
    """Each line of a template that switches escaping off."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if UNESCAPED.search(line):
            yield Finding(source.path, number, "prints without escaping")


def marks_safe(source: Source) -> Iterator[Finding]:
    """Each line of code that declares a text to be markup."""
    for line, name in used(source):
        if name in MARKS:
            yield Finding(source.path, line, f"{name.rpartition('.')[2]} outside the places that make markup")


def is_allowed(source: Source) -> bool:
    return any("/".join(source.parts).startswith(place) for place in ALLOWED)


def test_templates_escape_everything() -> None:
    pages = [source for source in templates() if source.path.endswith(".html") and not is_allowed(source)]
    expect_none(finding for source in pages for finding in prints_raw(source))


def test_markup_is_made_in_known_places_only() -> None:
    expect_none(finding for source in python() if not is_allowed(source) for finding in marks_safe(source))


def test_a_page_that_does_not_escape_is_seen() -> None:
    assert list(prints_raw(Source("share/templates/share/person.html", "<p>{{ text|safe }}</p>")))
    assert list(prints_raw(Source("share/templates/share/person.html", "<p>{{ texts | safeseq }}</p>")))
    assert list(prints_raw(Source("share/templates/share/person.html", "{% autoescape off %}")))


def test_code_that_declares_markup_is_seen() -> None:
    assert list(
        marks_safe(Source("share/views.py", "from django.utils.safestring import mark_safe\nmark_safe(x)"))
    )
