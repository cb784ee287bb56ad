"""Reading is as exact on public mails as the proof says."""

import pytest

from prove import inbound


@pytest.mark.slow
def test_public_mails_are_read_as_people_read_them() -> None:
    missing = [name for name in inbound.SETS if not (inbound.DATA / name).is_dir()]
    if missing:
        pytest.skip(f"../shared/data/{missing[0]} is missing")
    tallies = inbound.measured()
    below = {
        name: tallies[name].share for name, floor in inbound.FLOORS.items() if tallies[name].share < floor
    }
    assert not below
    assert not tallies["read without a crash"].wrong
