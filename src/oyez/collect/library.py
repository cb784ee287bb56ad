"""The mappings that come with Oyez, and those that people bring."""

from functools import cache
from pathlib import Path

from oyez.collect.core.mapping.language import Mapping, mapping_from
from oyez.kit.errors import NotFound

OWN = "own"  # said instead of a name where the text of a mapping is given
FOLDER = Path(__file__).parent / "mappings"


def built_in() -> list[str]:
    """The names of the mappings that come with Oyez."""
    return sorted(file.stem for file in FOLDER.glob("*.yaml"))


@cache
def built_in_mapping(name: str) -> Mapping:
    """One of them."""
    return mapping_from(FOLDER / f"{name}.yaml")


def find_mapping(said: str) -> Mapping:
    """A mapping by its name, or from a file of one's own."""
    if said in built_in():
        return built_in_mapping(said)
    path = Path(said).expanduser()
    if path.suffix in {".yaml", ".yml"}:
        if not path.is_file():
            raise NotFound(f"There is no mapping file {path}.")
        return mapping_from(path)
    raise NotFound(
        f"There is no mapping “{said}”. Known: {', '.join(built_in())}; or name a .yaml file of your own."
    )
