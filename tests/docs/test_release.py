"""The changelog knows what is new."""

import re

from tests.docs.documents import ROOT


def test_the_changelog_begins_with_what_is_not_released_yet() -> None:
    titles = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert titles[0] == "Unreleased"
