"""`oyez demo` as somebody runs it who has just installed it, on a small company."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.sample.shell import in_a_shell

pytestmark = pytest.mark.slow

SMALL = ("--scale", "0.04", "--port", "0")


def demo(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return in_a_shell("demo", "--folder", str(folder), *SMALL, *options)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("demo") / "aurora"
    done = demo(folder, "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def test_every_row_of_every_file_is_taken(built: tuple[Path, dict[str, Any]]) -> None:
    _, found = built
    assert found["intake"]["rejected"] == 0
    assert found["intake"]["known"] == 0
    assert found["interactions"] > 5_000
    assert found["channels"] >= 8
    assert found["languages"] >= 4


def test_what_is_news_opens_cases_and_mails_their_owners(built: tuple[Path, dict[str, Any]]) -> None:
    folder, found = built
    assert found["cases"] > 0
    assert found["mails"] == len(list(folder.joinpath("mail").glob("*.eml"))) > 0


def test_five_questions_each_have_a_command(built: tuple[Path, dict[str, Any]]) -> None:
    _, found = built
    assert len(found["questions"]) == 5
    assert all(question["command"] and question["says"] for question in found["questions"])


def test_somebody_of_each_role_gets_a_link(built: tuple[Path, dict[str, Any]]) -> None:
    _, found = built
    assert len({link["role"] for link in found["links"]}) == 8
    assert len({link["url"] for link in found["links"]}) == len(found["links"])


def test_a_second_start_builds_nothing(built: tuple[Path, dict[str, Any]]) -> None:
    folder, found = built
    orders = folder.joinpath("files", "orders.csv")
    before = orders.stat().st_mtime_ns
    again = json.loads(demo(folder, "--json").stdout)
    assert orders.stat().st_mtime_ns == before
    assert again["interactions"] == found["interactions"]


def test_without_a_terminal_it_prints_one_screen_and_ends(built: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = built
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    assert "Five questions" in done.stdout
    assert "/link/" in done.stdout


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    tmp_path.joinpath("thesis.txt").write_text("three years of work")
    done = demo(tmp_path, "--rebuild", "--no-serve")
    assert done.returncode == 2
    assert "holds other things" in " ".join(done.stderr.split())
    assert tmp_path.joinpath("thesis.txt").read_text() == "three years of work"
