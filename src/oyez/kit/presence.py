"""Who works on this data folder: a process that dies, however it dies, leaves its name for the next to find."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import IO

from django.conf import settings


@contextmanager
def present(name: str, mourn: Callable[[list[str]], None]) -> Iterator[None]:
    """Hold a place in the data folder under a name, after `mourn` was told who died in theirs.

    A place is a file that is locked while its process lives: the lock goes with the process, the name stays.
    """
    folder = Path(settings.OYEZ_DATA) / "present"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as open_places:
        free = [place for path in sorted(folder.iterdir()) if (place := _lock(path, open_places))]
        mine = free[0] if free else _fresh(folder, open_places)
        mourn([dead for place in free for dead in place.read().split()])
        _write(mine, name)
        for place in free[1:]:
            _write(place, "")
            place.close()
        yield
        _write(mine, "")


def anybody_else() -> bool:
    """Whether some process works on the data folder now."""
    folder = Path(settings.OYEZ_DATA) / "present"
    with ExitStack() as open_places:
        return not all(_lock(path, open_places) for path in folder.glob("*"))


def _fresh(folder: Path, open_places: ExitStack) -> IO[str]:
    return next(place for number in count() if (place := _lock(folder / str(number), open_places)))


def _lock(path: Path, open_places: ExitStack) -> IO[str] | None:
    place = open_places.enter_context(path.open("a+", encoding="ascii"))
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        place.close()
        return None
    place.seek(0)
    return place


def _write(place: IO[str], name: str) -> None:
    place.truncate(0)
    place.write(name)
    place.flush()
