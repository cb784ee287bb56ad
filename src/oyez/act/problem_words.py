"""The words by which somebody speaks of a problem, as the house brings them."""

from importlib.resources import files

import yaml

from oyez.act.core.wording import listed


def problem_words() -> list[str]:
    """All languages together: whoever writes does not say in which one."""
    by_language = yaml.safe_load(files("oyez.act").joinpath("problem_words.yaml").read_text("utf-8"))
    return list(listed(word for words in by_language.values() for word in words))
