"""Files that people add on a page, kept in the data folder."""

import re
import secrets
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.conf import settings

from oyez.company import changes as company
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.disk import is_full
from oyez.kit.errors import Refused, Unavailable

MOST_FILES = 50


class Uploaded(Protocol):
    """A file on its way in."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


def keep(viewer: Viewer, files: Iterable[Uploaded]) -> Path:
    """Write files into a folder of their own; the path of the one file, or of the folder of several."""
    viewer.needs(Can.IMPORTS)
    files = list(files)
    if not files or len(files) > MOST_FILES:
        raise Refused(f"Add one file, or up to {MOST_FILES} that belong together.")
    names = Counter(safe_name(file.name or "") for file in files)
    if twice := [name for name, times in names.items() if times > 1]:
        raise Refused(
            f"Two of the files are called {twice[0]}. Give each a name of its own; nothing was kept."
        )
    folder = Path(settings.OYEZ_DATA) / "uploads" / secrets.token_hex(8)
    try:
        folder.mkdir(parents=True)
        kept = [_write(folder, file) for file in files]
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        if is_full(error):
            raise Unavailable(
                "The disk is full. The file was not kept; free some space and add it again."
            ) from None
        raise
    company.audit(viewer, "upload", f"upload:{folder.name}", after={"files": [file.name for file in kept]})
    return kept[0] if len(kept) == 1 else folder


def remove(path: Path) -> None:
    """Remove what was uploaded, and nothing that lies elsewhere."""
    uploads = (Path(settings.OYEZ_DATA) / "uploads").resolve()
    inside = path.resolve().parents
    folder = next((above for above in (path.resolve(), *inside) if above.parent == uploads), None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, file: Uploaded) -> Path:
    path = folder / safe_name(file.name or "")
    with path.open("xb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    return path


def safe_name(given: str) -> str:
    """A name for the file system: no folders, no hidden files, nothing that a shell would read."""
    name = re.sub(r"[^\w.()\-+ ]+", "_", Path(given.replace("\\", "/")).name).strip(". ")
    return name[-120:] or "file"
