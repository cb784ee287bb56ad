"""What pages load from elsewhere is what the manifest says, each beside its licence."""

import hashlib
import json
import re

from tests.house.sources import ROOT

MANIFEST = json.loads((ROOT / "assets/manifest.json").read_text("utf-8"))
LOCK = json.loads((ROOT / "assets/package-lock.json").read_text("utf-8"))
STATIC = ROOT / "src/oyez/web/static/oyez"


def test_every_bundled_file_has_the_hash_of_the_manifest() -> None:
    for part in MANIFEST:
        for file in part["files"]:
            assert hashlib.sha256((ROOT / file["path"]).read_bytes()).hexdigest() == file["sha256"], file[
                "path"
            ]


def test_every_part_comes_with_its_licence() -> None:
    for part in MANIFEST:
        assert part["license"]
        assert any("LICENSE" in file["path"] for file in part["files"]), part["name"]


def test_the_manifest_and_the_lock_name_the_same_versions() -> None:
    locked = {name.removeprefix("node_modules/"): one for name, one in LOCK["packages"].items() if name}
    assert {part["name"]: part["version"] for part in MANIFEST} == {
        name: one["version"] for name, one in locked.items()
    }
    assert all("integrity" in one and "resolved" not in one for one in locked.values())


def test_nothing_foreign_is_shipped_that_the_manifest_does_not_name() -> None:
    named = {file["path"] for part in MANIFEST for file in part["files"]}
    shipped = {
        str(path.relative_to(ROOT)) for folder in ("vendor", "fonts") for path in (STATIC / folder).iterdir()
    }
    assert shipped <= named


def test_style_sheets_ask_no_other_host() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        addresses = re.findall(r"url\(\"?([^)\"]+)", sheet.read_text("utf-8"))
        assert all(address.startswith("../fonts/") for address in addresses), sheet.name


def test_colours_come_from_tokens_only() -> None:
    """The one exception is the white ground that a scanner needs behind a code, and paper."""
    for sheet in (STATIC / "css").glob("*.css"):
        if sheet.name != "tokens.css":
            found = set(re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text("utf-8"))) - {"#fff"}
            assert not found, f"{sheet.name}: {found}"
