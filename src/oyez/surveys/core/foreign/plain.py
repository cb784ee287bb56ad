"""Marked-up text as plain text, in one pass that takes as long as the text is; and what was lost of it."""

import re
from html import unescape
from typing import NamedTuple

MOST = 200_000
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
LINES = frozenset(
    ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "hr")
)
SILENT = ("script", "style")
PICTURES = frozenset(("img", "svg", "video", "audio", "iframe", "object", "embed", "canvas"))
NOTHING = frozenset(("br", "p", "div", "span", "html", "body", "font", "meta", "o"))
ALT = re.compile(r"""\balt\s*=\s*["']([^"']{1,200})["']""", re.IGNORECASE)
LINK = re.compile(r"""\bhref\s*=\s*["'](https?://[^"']{1,500})["']""", re.IGNORECASE)


class Plain(NamedTuple):
    """A text without its markup, and what kinds of things that took away."""

    text: str
    lost: frozenset[str]


def plain(said: str) -> Plain:
    """The text; lines and the addresses of links are kept."""
    text, lost = said[:MOST].replace("\x00", ""), set[str]()
    if "<" in text:
        text = _without(text, "<!--", "-->")
        for name in SILENT:
            text = _without_element(text, name, lost)
        text = TAG.sub(lambda tag: _instead(tag, lost), text)
    text = unescape(text) if "&" in text else text
    text = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    lines = [" ".join(line.split()) for line in text.replace("\r", "\n").split("\n")]
    return Plain(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), frozenset(lost))


def _instead(tag: re.Match[str], lost: set[str]) -> str:
    """What stands in the place of a tag."""
    closes, name, rest = tag[1], tag[2].lower(), tag[3]
    if name in PICTURES:
        lost.add("pictures and media")
        found = ALT.search(rest)
        return f"[{found[1]}]" if found and not closes else ""
    if name == "a" and not closes and (link := LINK.search(rest)):
        lost.add("links, whose addresses stand in the text")
        return f"{link[1]} "
    if name not in NOTHING:
        lost.add("bold, lists and other formatting")
    return "\n" if name in LINES else ""


def _without(text: str, begin: str, end: str) -> str:
    """A text without what stands between marks; one that is never closed reaches to the end."""
    parts, at = [], 0
    while (start := text.find(begin, at)) >= 0:
        parts.append(text[at:start])
        stop = text.find(end, start + len(begin))
        if stop < 0:
            return "".join(parts)
        at = stop + len(end)
    return "".join([*parts, text[at:]])


def _without_element(text: str, name: str, lost: set[str]) -> str:
    if not re.search(f"<{name}", text, re.IGNORECASE):
        return text
    lost.add("scripts and styles")
    same = re.sub(f"<(/?){name}", rf"<\1{name}", text, flags=re.IGNORECASE)
    return _without(same, f"<{name}", f"</{name}>")
