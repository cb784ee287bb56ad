"""No address of a package source stands in the tree: what is installed is fixed by hashes, not by a place."""

import re

from tests.house.sources import ROOT, tracked

SOURCES = re.compile(
    r"https?://[^\s\"'<>]+/(simple|packages|debian|debian-security)(/|\"|'|\s|$)"
    r"|https?://(\w+\.)*(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com)"
    r"|^\s*(--index-url|--extra-index-url|--find-links|-i\s+http)"
    r"|\"resolved\":\s*\"http",
    re.MULTILINE,
)
TEXT = {
    ".txt",
    ".in",
    ".toml",
    ".cfg",
    ".ini",
    ".json",
    ".lock",
    ".yml",
    ".yaml",
    ".md",
    ".sh",
    ".py",
    ".mjs",
    ".js",
    "",
}


def package_sources(text: str) -> list[str]:
    return [match.group(0).strip() for match in SOURCES.finditer(text)]


def test_no_file_names_a_package_source() -> None:
    here = ROOT / "tests" / "house" / "test_addresses.py"
    found = {
        str(path.relative_to(ROOT)): sources
        for path in tracked()
        if path.suffix in TEXT
        and path != here
        and (sources := package_sources(path.read_text("utf-8", "ignore")))
    }
    assert not found


def test_every_locked_part_has_a_hash() -> None:
    for name in ("base", "build", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        parts = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert parts
        assert not [part.split()[0] for part in parts if "--hash=sha256:" not in part]


def test_an_address_is_seen() -> None:
    assert package_sources("--extra-index-url https://mirror.example/whatever")
    assert package_sources("see https://mirror.example/pypi/simple/oyez")
    assert package_sources("https://files.pythonhosted.org/x.whl")
    assert package_sources('  "resolved": "https://mirror.example/htmx.tgz"')
    assert not package_sources("uv pip compile --no-emit-index-url")
