"""Words are found whole, whatever the case and the letters."""

import pytest

from oyez.act.core.wording import found, listed
from oyez.act.problem_words import problem_words


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["broken"], "It is BROKEN!", ("broken",)),
        (["broken"], "unbroken service", ()),
        (["nobody called"], "Nobody\n called me", ("nobody called",)),
        (["kündigen"], "Ich werde KÜNDIGEN.", ("kündigen",)),
        (["kündigen"], "Ich werde ku\u0308ndigen.", ("kündigen",)),
        (["defekt*"], "ein defektes Gerät", ("defekt*",)),
        (["defekt"], "ein defektes Gerät", ()),
        (["Straße"], "STRASSE", ("Straße",)),
        (["j'attends toujours"], "J’attends toujours.", ("j'attends toujours",)),
        (["壊れた"], "昨日、棚が壊れたので", ("壊れた",)),
        (["टूट"], "यह टूटा हुआ है", ()),
        (["टूटा"], "यह टूटा हुआ है", ("टूटा",)),
        (["سيئ"], "الخدمة سيئ جدا", ("سيئ",)),
        (["сломан"], "Шкаф СЛОМАН.", ("сломан",)),
        (["a"], "", ()),
    ],
)
def test_words_are_found_whole(words: list[str], text: str, expected: tuple[str, ...]) -> None:
    assert found(words, text) == expected


def test_a_list_is_tidied() -> None:
    assert listed([" No  one ", "no one", "", "!", "queja"]) == ("no one", "queja")


@pytest.mark.parametrize(
    "text",
    [
        "The door is broken.",
        "Die Tür ist kaputt.",
        "Das Gerät kam defekt an, niemand meldet sich.",
        "La porte ne marche pas.",
        "Quiero presentar una queja.",
    ],
)
def test_a_problem_is_recognised_in_four_languages(text: str) -> None:
    assert found(problem_words(), text)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, all is well.",
        "Danke, alles bestens. Wir sind sehr zufrieden.",
        "Merci, tout va bien.",
        "Gracias, todo perfecto.",
    ],
)
def test_thanks_are_no_problem(text: str) -> None:
    assert not found(problem_words(), text)
