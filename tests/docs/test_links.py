"""Every link inside the documents leads somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.documents import FENCE, ROOT, documents

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def anchors(text: str) -> set[str]:
    """The names that headings have as link targets."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def broken(document: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(FENCE.sub("", text)) if not _leads_somewhere(document, link)]


def _leads_somewhere(document: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    name, _, anchor = link.partition("#")
    target = (document.parent / name).resolve() if name else document
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text("utf-8"))


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_links_of_a_document_lead_somewhere(document: Path) -> None:
    assert broken(document, document.read_text("utf-8")) == []


def test_a_broken_link_is_seen() -> None:
    readme = ROOT / "README.md"
    assert broken(readme, "[x](docs/nowhere.md) [y](#nowhere)") == ["docs/nowhere.md", "#nowhere"]


def test_every_page_of_the_documentation_is_reachable() -> None:
    linked = {
        (document.parent / link.partition("#")[0]).resolve()
        for document in documents()
        for link in LINK.findall(document.read_text("utf-8"))
    }
    pages = {page for page in (ROOT / "docs").rglob("*.md") if page.name != "template.md"}
    assert not sorted(str(page.relative_to(ROOT)) for page in pages - linked - {ROOT / "docs" / "README.md"})
