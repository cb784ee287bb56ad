"""`oyez serve` as it really runs: one for a folder, children that live and die with it."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.served import Served, environment, is_alive, oyez

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("served")) as server:
        server.get("/health")
        yield server


@pytest.fixture
def folder(served: Served, tmp_path: Path) -> Path:
    """A data folder that is up to date, since making one takes seconds."""
    for file in served.data.glob("*.sqlite3*"):
        shutil.copy(file, tmp_path)
    return tmp_path


def soon(true: Callable[[], object], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


def child(server: Served, word: str) -> int:
    found = [pid for pid, words in server.children.items() if word in words]
    assert found, server.children
    return found[0]


def test_it_answers_and_serves_its_own_style_sheet(served: Served) -> None:
    assert served.get("/health")[0] == 200
    status, text = served.get("/static/oyez/css/tokens.css")
    assert (status, "{" in text) == (200, True)


def test_web_and_worker_run_below_it(served: Served) -> None:
    assert soon(lambda: any("oyez.web work" in words for words in served.children.values()))
    assert any("oyez.web.server" in words for words in served.children.values())


def test_a_second_one_on_the_same_folder_is_refused(served: Served) -> None:
    done = oyez("serve", "--port", "0", env=served.env)

    assert done.returncode == 2
    assert f"is served already, by process {served.process.pid}" in done.stderr.replace("\n", " ")


def test_a_port_that_is_taken_is_refused(served: Served, tmp_path: Path) -> None:
    port = served.url.rstrip("/").rsplit(":", 1)[1]

    done = oyez("serve", "--port", port, env=environment(tmp_path))

    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr


def test_several_web_processes_need_postgresql(tmp_path: Path) -> None:
    done = oyez("serve", "--port", "0", "--processes", "2", env=environment(tmp_path))

    assert done.returncode == 2
    assert "PostgreSQL" in done.stderr


def test_a_worker_that_died_comes_back(served: Served) -> None:
    assert soon(lambda: any("oyez.web work" in words for words in served.children.values()))
    before = child(served, "oyez.web work")

    os.kill(before, signal.SIGKILL)

    assert soon(
        lambda: [pid for pid, words in served.children.items() if "oyez.web work" in words and pid != before]
    )
    assert "a process died" in served.logged()


def test_a_web_process_that_died_comes_back(served: Served) -> None:
    before = child(served, "oyez.web.server")

    os.kill(before, signal.SIGKILL)

    assert soon(
        lambda: [
            pid for pid, words in served.children.items() if "oyez.web.server" in words and pid != before
        ]
    )
    assert served.get("/health")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_gracefully_with_all_its_children(folder: Path, number: int) -> None:
    with Served(folder) as server:
        server.get("/health")
        children = server.children

        assert server.stop(number) == 0

    assert not [pid for pid in children if is_alive(pid)]


def test_when_it_is_killed_its_children_end_by_themselves(folder: Path) -> None:
    with Served(folder) as server:
        server.get("/health")
        assert soon(lambda: any("oyez.web work" in words for words in server.children.values()))
        children = server.children
        server.stop(signal.SIGKILL)

        assert soon(lambda: not [pid for pid in children if is_alive(pid)])


def test_without_a_worker_it_runs_only_the_web(folder: Path) -> None:
    with Served(folder, "--no-worker") as server:
        server.get("/health")

        assert not any("oyez.web work" in words for words in server.children.values())
