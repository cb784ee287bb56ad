"""Where a sample company lives: one folder with its files, its own data folder and its mails."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oyez.kit.errors import Refused
from oyez.web.sample.moments import AS_OF

MARK = "aurora.built"
HOST = "127.0.0.1"
NEWS_DAYS = 5


@dataclass(frozen=True)
class Place:
    """The folder of one sample company, and the port that its pages are served on."""

    folder: Path
    port: int

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def mail(self) -> Path:
        return self.folder / "mail"

    @property
    def exports(self) -> Path:
        """A file that a shell reads to look at this company."""
        return self.folder / "environment"

    @property
    def is_built(self) -> bool:
        return self.folder.joinpath(MARK).exists()

    def environment(self) -> dict[str, str]:
        """What makes every command speak of this company, on its day."""
        return {
            "OYEZ_DATA": str(self.data),
            "OYEZ_AS_OF": AS_OF.isoformat(),
            "OYEZ_NEWS_DAYS": str(NEWS_DAYS),
            "OYEZ_URL": f"http://{HOST}:{self.port}",
            "OYEZ_MAIL_URL": f"folder:{self.mail}",
            "OYEZ_MAIL_FROM": "Aurora <feedback@aurora.example>",
        }

    def move_in(self) -> None:
        """Let this process speak of this company; no other installation is touched."""
        for name in [name for name in os.environ if name.startswith("OYEZ_")]:
            del os.environ[name]
        os.environ.update(self.environment())

    def make(self) -> None:
        """An empty folder for it; one with other things in it is left alone."""
        if self.folder.exists() and any(self.folder.iterdir()) and not self.exports.exists():
            raise Refused(f"{self.folder} holds other things. Name another folder with --folder.")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.files.mkdir(parents=True)
        self.exports.write_text("".join(self._lines()), encoding="utf-8")

    def _lines(self) -> Iterator[str]:
        for name, value in self.environment().items():
            yield f"export {name}='{value}'\n"

    def finish(self) -> None:
        """Only what was built to the end counts as built."""
        self.folder.joinpath(MARK).touch()
