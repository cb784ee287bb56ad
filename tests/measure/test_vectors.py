"""The handbook's test vectors at full precision: every one of a section that is bound, none forgotten."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from tests.measure.vectors.binding import BOUND, check, vectors

FOLDER = Path(__file__).with_name("vectors")
SECTIONS = sorted(
    name.removeprefix("section_")
    for _, name, _ in pkgutil.iter_modules([str(FOLDER)])
    if name.startswith("section_")
)

for section in SECTIONS:
    import_module(f"tests.measure.vectors.section_{section}")


def section_of(key: str) -> str:
    return key.partition(".")[0]


@pytest.mark.parametrize("key", sorted(BOUND))
def test_a_vector_is_reproduced(key: str) -> None:
    check(key)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_vector_of_a_section_is_bound(section: str) -> None:
    unbound = [key for key in vectors() if section_of(key) == section and key not in BOUND]
    assert not unbound


def test_nothing_is_bound_that_is_no_vector() -> None:
    assert set(BOUND) <= set(vectors())
