"""Reads what joins the comparisons of a condition: and, or, not, brackets. Each tool reads its own comparisons."""

from collections.abc import Sequence

from oyez.surveys.core.foreign.logic import Logic, Untold, either, opposite, together

DEEPEST = 30
Token = tuple[str, str]


class Reader:
    """Reads tokens (kind and text) from left to right; kind `text` is what stood in quotation marks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens, self.at = tokens, 0

    def whole(self) -> Logic:
        """The condition; Untold where something is left over."""
        found = self.any_of(0)
        if self.at < len(self.tokens):
            raise Untold(f"it holds “{self.tokens[self.at][1]}”, which is not understood")
        return found

    def leaf(self) -> Logic:
        raise NotImplementedError

    def next(self) -> Token:
        if self.at == len(self.tokens):
            raise Untold("it ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def comes(self, *words: str) -> bool:
        """Whether one of these words comes next."""
        if self.at == len(self.tokens):
            return False
        kind, said = self.tokens[self.at]
        return kind != "text" and said.lower() in words

    def expect(self, word: str) -> None:
        if self.next()[1] != word:
            raise Untold(f"“{word}” is missing in it")

    def any_of(self, depth: int) -> Logic:
        parts = [self.all_of(depth)]
        while self.comes("or", "||"):
            self.next()
            parts.append(self.all_of(depth))
        return either(*parts)

    def all_of(self, depth: int) -> Logic:
        parts = [self.one(depth)]
        while self.comes("and", "&&"):
            self.next()
            parts.append(self.one(depth))
        found = together(*parts)
        assert found is not None
        return found

    def one(self, depth: int) -> Logic:
        if depth > DEEPEST:
            raise Untold("it is nested too deeply")
        if self.comes("!", "not"):
            self.next()
            return opposite(self.one(depth + 1))
        if self.comes("("):
            self.next()
            found = self.any_of(depth + 1)
            self.expect(")")
            return found
        return self.leaf()
