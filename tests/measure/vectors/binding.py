"""Binds the handbook's test vectors to the functions that must reproduce them, one binding an id."""

import json
from collections.abc import Callable
from functools import cache
from numbers import Real
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parent.with_name("vectors.json")
UNSAID = object()

Found = Callable[[], object]


class Binding:
    """What computes a vector, and what it must give where the vector says that only in prose."""

    def __init__(self, found: Found, expected: object) -> None:
        self.found = found
        self.expected = expected


BOUND: dict[str, Binding] = {}


def binds(key: str, expected: object = UNSAID) -> Callable[[Found], Found]:
    """Binds a function without arguments to a vector; what it returns has the shape of the expectation."""

    def bind(found: Found) -> Found:
        assert key not in BOUND, f"{key} is bound twice"
        BOUND[key] = Binding(found, expected)
        return found

    return bind


@cache
def vectors() -> dict[str, Any]:
    return {vector["id"]: vector for vector in json.loads(VECTORS.read_text())}


def given(key: str) -> Any:
    """The input of a vector, parsed where it is JSON."""
    said = vectors()[key]["input"]
    if not isinstance(said, str):
        return said
    try:
        return json.loads(said)
    except ValueError:
        return said


def check(key: str) -> None:
    """Compare what a vector's function gives with everything that the vector expects, within its tolerance."""
    vector, binding = vectors()[key], BOUND[key]
    expected = vector["expected"] if binding.expected is UNSAID else binding.expected
    _compare(binding.found(), expected, vector["tol"], key)


def _compare(found: Any, expected: Any, tolerance: float, where: str) -> None:
    if isinstance(expected, dict):
        assert set(found) == set(expected), where
        for name, part in expected.items():
            _compare(found[name], part, tolerance, f"{where} {name}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for at, part in enumerate(expected):
            _compare(found[at], part, tolerance, f"{where} [{at}]")
    elif isinstance(expected, Real):
        assert found == pytest.approx(expected, abs=tolerance), where
    else:
        assert found == expected, where
