"""What is handed over when one person is exported: each room that knows something of persons adds its part."""

from collections.abc import Callable
from typing import Any

from oyez.company.core.scope import Viewer
from oyez.kit.registry import Registry
from oyez.people.queries import Known

Part = Callable[[Viewer, Known], Any]

PARTS: Registry[Part] = Registry("part of an export")
