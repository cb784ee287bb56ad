"""What a page prints is escaped; the few places that print markup of their own are known."""

import ast
import re
from collections.abc import Iterator

from tests.house.names import aliases, calls, dotted, used
from tests.house.sources import Finding, Source, expect_none, python, templates

# Places that make markup, each with the reason why nothing of a customer's passes through unescaped.
ALLOWED = {
    "kit/charts": "drawings are built from numbers and escaped labels",
    "surveys/rendering": "the style inside the public page: a file of ours, and colours of a checked form",
    "web/templatetags": "parts of a page are built with format_html; only fixed attributes are markup",
}

UNESCAPED = re.compile(r"\|\s*(safe|safeseq)\b|\{%\s*autoescape\s+off")
MARK = "django.utils.safestring.mark_safe"
MARKUP = {
    "django.utils.safestring.SafeString",
    "django.utils.html.SafeString",
    "oyez.kit.charts.drawing.Svg",
}


def prints_raw(source: Source) -> Iterator[Finding]:
    """Each line of a template that switches escaping off."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if UNESCAPED.search(line):
            yield Finding(source.path, number, "prints without escaping")


def marks_safe(source: Source) -> Iterator[Finding]:
    """Each line of code that declares a text to be markup."""
    for line, name in used(source):
        if name == MARK:
            yield Finding(source.path, line, "mark_safe outside the places that make markup")
    for call in calls(source):
        name = dotted(call.func)
        if name and aliases(source).get(name, name) in MARKUP:
            yield Finding(source.path, call.lineno, f"{name}(…) outside the places that make markup")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef) and node.name == "__html__":
            yield Finding(source.path, node.lineno, "__html__ outside the places that make markup")


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
    place = "from django.utils.safestring import SafeString, mark_safe\n"
    assert list(marks_safe(Source("share/views.py", place + "mark_safe(x)")))
    assert list(marks_safe(Source("share/views.py", place + "list(map(mark_safe, texts))")))
    assert list(marks_safe(Source("share/views.py", place + "SafeString(x)")))
    assert list(marks_safe(Source("share/views.py", "class Row(str):\n    def __html__(self): ...")))
    assert not list(marks_safe(Source("share/views.py", place + "def mark() -> SafeString: ...")))
