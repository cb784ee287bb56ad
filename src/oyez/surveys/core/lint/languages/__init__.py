"""The words that rules look for, one file a language."""

from oyez.surveys.core.lint.languages.lexicon import LEXICONS, TAGS, Lexicon, lexicon

__all__ = ["LEXICONS", "TAGS", "Lexicon", "lexicon"]
