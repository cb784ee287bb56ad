"""Names for what comes from elsewhere: ids, keys of options, of fields and of surveys, none twice."""

import keyword
import re
import unicodedata

from oyez.surveys.core.conditions import ANSWERED, FUNCTIONS
from oyez.surveys.core.kinds.choice import OTHER

LONGEST = 34  # leaves room for what tells two of one name apart
RESERVED = frozenset(
    (*map(str.lower, keyword.kwlist), *FUNCTIONS, ANSWERED, "person", "account", "field", "order")
)
REGIONS = {"zh-s": "zh-Hans", "zh-t": "zh-Hant", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
UNFIT = str.maketrans("|{}", "/()")  # a bar stands between choices, braces around names
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Names:
    """Gives every thing a name of its own."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def of(self, said: str, otherwise: str = "q") -> str:
        """A name of small letters, digits and _, as near to what was said as can be."""
        stem = slug(said, LONGEST) or otherwise
        stem = stem if stem[0].isalpha() else f"q_{stem}"
        name, at = stem, 2
        while name in self.taken or name in RESERVED or name + OTHER in self.taken:
            name, at = f"{stem}_{at}", at + 1
        self.taken |= {name, name + OTHER}
        return name


class Keys:
    """Gives the options of one question keys of their own."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def of(self, said: str, otherwise: str) -> str:
        """A key in any letters, without spaces or bars."""
        stem = re.sub(r"[\W_]+", "_", said.lower())[:40].strip("_") or _bare(otherwise) or "option"
        return self._free(stem)

    def kept(self, code: str, otherwise: str) -> str:
        """A code that the other tool uses, as it is where it can be."""
        return self._free(_bare(code)) if _bare(code) else self.of(otherwise, "option")

    def _free(self, stem: str) -> str:
        key, at = stem, 2
        while key in self.taken:
            key, at = f"{stem}_{at}", at + 1
        self.taken.add(key)
        return key


def _bare(code: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in code)
    return plain.translate(UNFIT).strip()[:50].strip()


def slug(said: str, most: int) -> str:
    """Small Latin letters, digits and _."""
    plain = unicodedata.normalize("NFKD", said.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:most].strip("_")


def survey_key(*said: str) -> str:
    """A key for a survey from the first name that gives one."""
    found = (slug(one, 40).replace("_", "-") for one in said)
    return next((key for key in found if key), "imported")


def language(said: str) -> str:
    """A language tag as we write it; nothing where it is none."""
    tag = said.strip().replace("_", "-")
    if tag.lower() in REGIONS:
        return REGIONS[tag.lower()]
    first, dash, rest = tag.partition("-")
    tag = f"{first.lower()}{dash}{rest.upper() if len(rest) == 2 else rest}"
    return tag if LANGUAGE.fullmatch(tag) else ""
