"""Where to look for what nobody knew: one file a kind of comparison, found by walking the folder.

A look makes candidates of numbers that `ask` and other reads give a viewer; which of them are told is decided over
all candidates together, and their words are made in the reader's language.
"""

from collections.abc import Callable
from dataclasses import dataclass

from oyez.company.core.scope import Viewer
from oyez.kit.registry import Registry, import_folder
from oyez.share.core.findings import Candidate
from oyez.share.findings.scene import Scene
from oyez.share.findings.words import Told, Words


@dataclass(frozen=True)
class Look:
    """One kind of comparison: how to make its candidates, and how to say one."""

    find: Callable[[Viewer, Scene], list[Candidate]]
    tell: Callable[[Candidate, Words], Told]


LOOKS: Registry[Look] = Registry("kind of finding")


def looks() -> Registry[Look]:
    """All kinds, each loaded once."""
    if not len(LOOKS):
        import_folder(f"{__name__}.kinds")
    return LOOKS
