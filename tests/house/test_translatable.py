"""Every word on a page can be translated: a template holds no bare text, nor an attribute that is read out."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.house.sources import Finding, Source, expect_none, templates

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
READ_OUT = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription"}
NOT_READ = {"script", "style", "svg"}
NAMES = {"Oyez", "CSV", "NPS", "CSAT", "CES", "API", "JSON", "YAML"}
CLASS = re.compile(r"\b(is|c|u)-[\w-]+")  # in a block that stands inside an attribute
WORD = re.compile(r"[^\W\d_]{2,}")


class _Texts(HTMLParser):
    """Collects what a reader of the page would read, with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in NOT_READ
        self.found += [(self.getpos()[0], value) for name, value in attrs if name in READ_OUT and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in NOT_READ

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append((self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n"), data))


def bare_texts(source: Source) -> Iterator[Finding]:
    """Each text that stands in a template outside `translate`."""
    markup = source.text
    for pattern in (COMMENT, TRANSLATED, TAG):
        markup = pattern.sub(_blank, markup)
    reader = _Texts()
    reader.feed(markup)
    for line, text in reader.found:
        if set(WORD.findall(CLASS.sub("", text))) - NAMES:
            yield Finding(source.path, line, f"not translatable: {' '.join(text.split())[:50]}")


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def test_every_text_of_a_page_is_translatable() -> None:
    pages = [source for source in templates() if source.path.endswith(".html")]
    expect_none(finding for source in pages for finding in bare_texts(source))


def seen(markup: str) -> int:
    return len(list(bare_texts(Source("share/templates/share/person.html", markup))))


def test_a_bare_text_is_seen() -> None:
    assert seen("<h1>Timeline</h1>") == 1
    assert seen("<p>{{ name }} was here</p>") == 1
    assert seen('<button aria-label="Close">×</button>') == 1
    assert seen('<img alt="{{ name }} smiling">') == 1


def test_translated_and_given_texts_are_left_alone() -> None:
    assert seen("<h1>{% translate 'Timeline' %}</h1>") == 0
    assert seen("<p>{% blocktranslate %}{{ name }} was here{% endblocktranslate %}</p>") == 0
    assert seen("<p>{{ name }} · 3 – 4 %</p>{# a note #}") == 0
    assert seen('<script type="module">import "x"</script>') == 0
    assert seen("<title>Oyez</title>") == 0
