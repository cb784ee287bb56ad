"""The reference pages, written from the registries of the code, so that they cannot lie.

One file a page in `pages/`, found by walking the folder; `python -m oyez.web.reference` writes them.
"""

from collections.abc import Callable
from pathlib import Path

from oyez.kit.registry import Registry, import_folder

Page = Callable[[], str]
PAGES: Registry[Page] = Registry("reference page")

NOTE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->"


def texts() -> dict[str, str]:
    """File name and text of every reference page."""
    import_folder("oyez.web.reference.pages")
    return {f"{name}.md": f"{NOTE}\n\n{PAGES[name]().strip()}\n" for name in sorted(PAGES)}


def write(folder: Path) -> list[str]:
    """Write the pages that changed into a folder and say which."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in texts().items():
        file = folder / name
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
            changed.append(name)
    return changed
