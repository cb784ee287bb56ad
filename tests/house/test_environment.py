"""Settings come through one door, `kit.settings`, so that each has a name, a default and a help line."""

from collections.abc import Iterator

from tests.house.names import used
from tests.house.sources import Finding, Source, expect_none, python

# Places that read the environment besides `kit`, each with the reason.
ALLOWED = {
    "web/cli": "names Django's settings module before Django starts",
    "web/sample/place": "points the settings of this process at the sample company's own folder",
    "web/wsgi": "names Django's settings module before Django starts",
}
ENVIRONMENT = {"os.environ", "os.getenv", "os.environb"}


def reads_environment(source: Source) -> Iterator[Finding]:
    for line, name in used(source):
        if name in ENVIRONMENT:
            yield Finding(source.path, line, f"{name}: declare a setting in kit.settings")


def test_only_the_kit_reads_the_environment() -> None:
    others = [source for source in python() if source.room != "kit" and "/".join(source.parts) not in ALLOWED]
    expect_none(finding for source in others for finding in reads_environment(source))


def seen(code: str) -> int:
    return len(list(reads_environment(Source("measure/store/tail.py", code))))


def test_reading_the_environment_is_seen() -> None:
    assert seen("import os\nos.environ.get('OYEZ_DATA')") == 1
    assert seen("from os import environ\nenviron['OYEZ_DATA']") == 1
    assert seen("import os\nos.getenv('OYEZ_DATA')") == 1
