"""A page of HTML as the text that a reader sees, with quotes marked as in plain mail."""

import re
from html.parser import HTMLParser

LONGEST = 1_000_000
DEEPEST = 5  # quotes within quotes, told apart no further
UNSEEN = {"script", "style", "head", "title", "template", "object"}
BREAKING = {
    "p",
    "div",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "pre",
    "blockquote",
    "section",
}
PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol"}


class _Reader(HTMLParser):
    """Lines of text, each with how deep it is quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[int, str]] = []
        self.line: list[str] = []
        self.unseen = 0
        self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag in ("br", "hr") or tag in BREAKING:
            self.end_line()
        if tag in PARAGRAPHS:
            self.lines.append((self.quoted, ""))
        if tag == "hr":
            self.lines.append((self.quoted, "_" * 32))
        if tag == "blockquote":
            self.quoted += 1
        if tag == "li":
            self.line.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in BREAKING:
            self.end_line()
        if tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)
        if tag in PARAGRAPHS:
            self.lines.append((self.quoted, ""))

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.line.append(data)

    def end_line(self) -> None:
        text = " ".join("".join(self.line).split())
        if self.line:
            self.lines.append((self.quoted, text))
        self.line = []


def text_of(html: str) -> str:
    """What a page says; a blockquote's lines begin with “> ”, a rule is a line of underscores."""
    reader = _Reader()
    try:
        reader.feed(html[:LONGEST])
        reader.close()
    except (AssertionError, ValueError):  # declarations that the parser gives up on
        return " ".join(re.sub(r"<[^<>]*>", " ", html[:LONGEST]).split())
    reader.end_line()
    said = "\n".join("> " * min(depth, DEEPEST) + line for depth, line in reader.lines)
    return re.sub(r"\n{3,}", "\n\n", said).strip()
