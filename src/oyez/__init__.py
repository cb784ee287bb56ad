"""Oyez listens to every interaction a customer has with a brand, and tells each person what to do about it."""

__version__ = "0.1.0"
