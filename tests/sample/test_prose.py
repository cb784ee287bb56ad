"""The phrase grammars: complete in every language, and nothing of their notation left in what is said."""

import re

import pytest

from oyez.web.sample.dice import Dice, stream
from oyez.web.sample.prose import LANGUAGES, Choice, Word, parse, tongue
from oyez.web.sample.voices import comment, letter

GIVEN = {"order": "AU-1", "day": "1. 2."}


def dice() -> Dice:
    return Dice(stream(1, "test"))


def test_a_choice_may_be_empty_and_stand_in_another() -> None:
    assert parse("a[b|]") == ("a", Choice((("b",), ())))
    assert parse("[a[b|c]|{who}]") == (Choice((("a", Choice((("b",), ("c",)))), (Word("who"),))),)


@pytest.mark.parametrize("phrase", ["[a", "a]", "a|b"])
def test_a_bracket_that_does_not_match_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        parse(phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_can_be_said(language: str) -> None:
    speech, throws = tongue(language), dice()
    for kind, keys in speech.known().items():
        for key in keys:
            for _ in range(12):
                said = speech.phrase(kind, key, throws, **GIVEN)
                assert said
                assert not re.search(r"[\[\]{}|]|  ", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_the_same_topics(language: str) -> None:
    assert tongue(language).known() == tongue("en").known()


def test_the_displeased_name_what_is_wrong() -> None:
    throws = dice()
    said = {comment("en", -1, ("fitter",), ("no-date",), throws) for _ in range(60)}
    assert len(said) > 20
    assert any("date" in text.lower() for text in said)


def test_a_letter_mentions_its_order_now_and_then() -> None:
    throws = dice()
    letters = [letter("de", ["invoice-doubled"], throws, "AU-7") for _ in range(60)]
    assert 5 < sum("au-7" in text.lower() for text in letters) < 50
