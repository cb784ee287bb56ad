"""Reads the YAML of definitions, every key and value with its line and column."""

from oyez.kit.marked import LARGEST, Block, Entry, Scalar, day, number, read

__all__ = ["LARGEST", "Block", "Entry", "Scalar", "day", "number", "read"]
