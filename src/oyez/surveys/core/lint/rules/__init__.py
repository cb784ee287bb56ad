"""The rules, one file each."""

from oyez.kit.registry import import_folder

import_folder(__name__)
