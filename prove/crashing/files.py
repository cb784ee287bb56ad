"""Imports files through a process that may die, and counts the rows it said were taken."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from prove.crashing.victims import PATIENCE, died, start

Process = subprocess.Popen[str]
SCORES = 11


class Files:
    """Files of answers, each imported by a command that dies and by the same command again."""

    def __init__(self) -> None:
        self.rows = 0
        self.taken = 0
        self.count = 0

    def dies(self, rows: int, crash_at: str) -> bool:
        """Import a file by a process that dies at a point, then again; say whether it came to the point."""
        path = self._write(rows)
        reached = died(self._start(path, crash_at))
        self._to_the_end(path)
        return reached

    def killed(self, rows: int, kill: Callable[[Process], None]) -> None:
        """Import a file by a process that is killed from outside, then again."""
        path = self._write(rows)
        kill(self._start(path))
        self._to_the_end(path)

    def _write(self, rows: int) -> Path:
        self.count += 1
        self.rows += rows
        path = Path(os.environ["OYEZ_DATA"]) / f"answers-{self.count}.csv"
        lines = (f"file-{self.count}-{at},2025-03-01,{at % SCORES}\n" for at in range(rows))
        path.write_text("id,date,nps\n" + "".join(lines), encoding="utf-8")
        return path

    @staticmethod
    def _start(path: Path, crash_at: str = "") -> Process:
        words = ("oyez.web", "import", str(path), "--as", "responses", "--json")
        return start(*words, crash_at=crash_at, stdout=subprocess.PIPE)

    def _to_the_end(self, path: Path) -> None:
        """The report of the command that came to the end is the acknowledgement."""
        report, _ = self._start(path).communicate(timeout=PATIENCE)
        said = json.loads(report)
        self.taken += said["taken"] + said["known"]
