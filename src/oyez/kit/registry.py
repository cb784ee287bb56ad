"""Things that come in kinds: one file a kind in a folder, found by walking the folder."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Generic, TypeVar

from oyez.kit.errors import NotFound

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things of one sort, in the order in which they were registered."""

    def __init__(self, sort: str) -> None:
        self.sort = sort
        self._things: dict[str, T] = {}
        self._later: list[str] = []

    def add(self, name: str, thing: T) -> T:
        """Register a thing; two of one name is a programming error."""
        if name in self._things:
            raise ValueError(f"There are two of the {self.sort} “{name}”.")
        self._things[name] = thing
        return thing

    def later(self, module: str) -> None:
        """A module that registers its things is imported when somebody first asks for any."""
        self._later.append(module)

    def _all(self) -> dict[str, T]:
        for module in self._later:
            importlib.import_module(module)
        self._later = []
        return self._things

    def __getitem__(self, name: str) -> T:
        things = self._all()
        try:
            return things[name]
        except KeyError:
            known = ", ".join(things) or "none"
            raise NotFound(f"There is no {self.sort} “{name}”. Known: {known}.") from None

    def __contains__(self, name: str) -> bool:
        return name in self._all()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def values(self) -> list[T]:
        return list(self._all().values())


def import_folder(package: str) -> None:
    """Import every module of a package, so that each registers what it holds."""
    folder = importlib.import_module(package)
    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"{package}.{module.name}")
