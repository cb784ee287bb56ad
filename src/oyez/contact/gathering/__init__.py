"""What the rules need to know of very many persons, read past the ORM in a few large questions."""

from oyez.contact.gathering.everything import Gathered, gather

__all__ = ["Gathered", "gather"]
