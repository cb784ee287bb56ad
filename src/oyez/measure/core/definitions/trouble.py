"""What is wrong with a definition, and where: as for every YAML that people write."""

from oyez.kit.places import DefinitionError, Place, unknown

__all__ = ["DefinitionError", "Place", "unknown"]
