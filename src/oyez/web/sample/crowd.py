"""The people of Aurora: consumers, prospects and contacts of accounts, as columns of equal length."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from oyez.web.sample.company import AURORA, Unit
from oyez.web.sample.dice import Dice, stream
from oyez.web.sample.names import FIRST, LAST, LATIN, STREETS
from oyez.web.sample.truths import Ones

POINTS: tuple[Unit, ...] = AURORA.of_kind("showroom", "dealer")
REGIONS = ("rhine", "north", "south", "coast")

CONSUMERS = 5_600
PROSPECTS = 1_500


class Kind(IntEnum):
    """What somebody is to Aurora."""

    CONSUMER = 0
    PROSPECT = 1
    CONTACT = 2
    DOUBLE = 3  # a second record of a consumer


@dataclass
class Crowd:
    """Everybody, one place each in every column."""

    kind: NDArray[np.int8]
    point: NDArray[np.int16]
    language: list[str]
    first: list[str]
    last: list[str]
    email: list[str]
    phone: list[str]
    number: list[str]
    cookie: list[str]
    street: list[str]
    postcode: list[str]
    city: list[str]
    mood: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.first)

    def name(self, who: int) -> str:
        return f"{self.first[who]} {self.last[who]}"

    def where(self, *kinds: Kind) -> NDArray[np.int64]:
        """The places of everybody of these kinds."""
        return np.flatnonzero(np.isin(self.kind, kinds))


@dataclass(frozen=True)
class Pairs:
    """Pairs of places: records of one human that a row links, that only look alike, and mere households."""

    linked: tuple[tuple[int, int], ...]
    alike: tuple[tuple[int, int], ...]
    households: tuple[tuple[int, int], ...]


def people(seed: int, scale: float) -> Crowd:
    """Consumers and prospects, spread over the points of sale."""
    rng = stream(seed, "people")
    consumers, prospects = round(CONSUMERS * scale), round(PROSPECTS * scale)
    count = consumers + prospects
    weights = np.array([point.weight for point in POINTS])
    kind = np.repeat(np.array([Kind.CONSUMER, Kind.PROSPECT], np.int8), [consumers, prospects])
    point = rng.choice(len(POINTS), count, p=weights / weights.sum()).astype(np.int16)
    crowd = Crowd(kind, point, [], [], [], [], [], [], [], [], [], [], rng.normal(0, 1, count))
    dice = Dice(stream(seed, "identities"))
    for place in range(count):
        unit = POINTS[point[place]]
        _add_identity(crowd, language_at(unit, dice), unit.city, dice)
    return crowd


def language_at(unit: Unit, dice: Dice) -> str:
    """The language of a customer of a unit."""
    throw = dice.below(1_000) / 1_000
    for language, share in unit.speaks:
        throw -= share
        if throw < 0:
            return language
    return unit.speaks[0][0]


def _add_identity(crowd: Crowd, language: str, city: str, dice: Dice) -> None:
    serial = len(crowd.first)
    first, last = dice.pick(FIRST[language]), dice.pick(LAST[language])
    crowd.language.append(language)
    crowd.first.append(first)
    crowd.last.append(last)
    crowd.email.append(address(first, last, serial, dice))
    crowd.phone.append(phone(language, serial))
    crowd.number.append(f"K-{100_000 + serial * 7:07d}")
    crowd.cookie.append(f"{dice.number():08x}{serial:06x}")
    crowd.street.append(f"{dice.pick(STREETS[language])} {1 + dice.below(120)}")
    crowd.postcode.append(dice.digits(5))
    crowd.city.append(city)


def add_contact(crowd: Crowd, language: str, city: str, domain: str, dice: Dice) -> int:
    """One more person, a contact of an account; returns the place. Columns of arrays are extended afterwards."""
    _add_identity(crowd, language, city, dice)
    place = len(crowd.first) - 1
    crowd.email[place] = f"{plain(crowd.first[place])}.{plain(crowd.last[place])}{place % 97}@{domain}"
    return place


def extend(crowd: Crowd, count: int, kind: Kind, points: Sequence[int], rng: np.random.Generator) -> None:
    """Bring the columns of arrays to the length of the others."""
    crowd.kind = np.concatenate([crowd.kind, np.full(count, kind, np.int8)])
    crowd.point = np.concatenate([crowd.point, np.asarray(points, np.int16)])
    crowd.mood = np.concatenate([crowd.mood, rng.normal(0, 1, count)])


def add_doubles(crowd: Crowd, wanted: Ones, scale: float, seed: int) -> Pairs:
    """Second records of some consumers, and households, which are two persons."""
    rng = stream(seed, "doubles")
    dice = Dice(rng)
    linked, alike, homes = (
        max(3, round(n * scale)) for n in (wanted.linked, wanted.alike, wanted.households)
    )
    consumers = crowd.where(Kind.CONSUMER)[1:]
    chosen = rng.choice(consumers, linked + alike + 2 * homes, replace=False).tolist()
    pairs = [
        (one, _double(crowd, one, dice, misspelt=at >= linked))
        for at, one in enumerate(chosen[: linked + alike])
    ]
    extend(crowd, len(pairs), Kind.DOUBLE, [int(crowd.point[one]) for one, _ in pairs], rng)
    rest = chosen[linked + alike :]
    households = tuple(zip(rest[:homes], rest[homes:], strict=True))
    for one, other in households:
        _move_in(crowd, one, other, dice)
    return Pairs(tuple(pairs[:linked]), tuple(pairs[linked:]), households)


def _double(crowd: Crowd, one: int, dice: Dice, *, misspelt: bool) -> int:
    serial = len(crowd.first)
    first, last = crowd.first[one], crowd.last[one]
    if misspelt:
        last = misspell(last, dice)
    crowd.language.append(crowd.language[one])
    crowd.first.append(first)
    crowd.last.append(last)
    crowd.email.append(address(first, last, serial, dice))
    crowd.phone.append(phone(crowd.language[one], serial))
    crowd.number.append(f"K-{100_000 + serial * 7:07d}")
    crowd.cookie.append(f"{dice.number():08x}{serial:06x}")
    crowd.street.append(crowd.street[one])
    crowd.postcode.append(crowd.postcode[one])
    crowd.city.append(crowd.city[one])
    return serial


def _move_in(crowd: Crowd, one: int, other: int, dice: Dice) -> None:
    """The other lives at the first one's, with the same family name and a first name of their own."""
    language = crowd.language[one]
    others = [name for name in FIRST[language] if _apart(name, crowd.first[one]) > 2]
    crowd.first[other], crowd.last[other] = dice.pick(others), crowd.last[one]
    crowd.language[other] = language
    crowd.email[other] = address(crowd.first[other], crowd.last[other], other, dice)
    crowd.phone[other] = phone(language, other)
    crowd.street[other], crowd.postcode[other] = crowd.street[one], crowd.postcode[one]
    crowd.city[other], crowd.point[other] = crowd.city[one], crowd.point[one]


def misspell(name: str, dice: Dice) -> str:
    """A name as somebody else writes it: a letter doubled, left out or changed, or two swapped."""
    place = 1 + dice.below(len(name) - 2)
    match dice.below(3):
        case 0:
            return name[:place] + name[place] + name[place:]
        case 1:
            return name[:place] + name[place + 1 :]
        case _ if name[place] != name[place + 1]:
            return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        case _:
            return name + "e"


def _apart(one: str, other: str) -> int:
    """Roughly how many letters differ."""
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


_PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ê": "e", "ë": "e", "ï": "i", "ô": "o", "ç": "c",
     "ł": "l", "ą": "a", "ę": "e", "ń": "n", "ś": "s", "ż": "z", "ź": "z", "ć": "c", "ó": "o", "ı": "i", "ğ": "g",
     " ": "", "'": "", "-": ""}
)  # fmt: skip


def plain(name: str) -> str:
    """A name in the letters of an e-mail address."""
    return LATIN.get(name, name.lower().translate(_PLAIN))


def address(first: str, last: str, serial: int, dice: Dice) -> str:
    """An e-mail address in a domain that belongs to nobody."""
    one, other = plain(first), plain(last)
    local = dice.pick((f"{one}.{other}", f"{one[0]}.{other}", f"{other}.{one}", f"{one}{other}", f"{other}"))
    return f"{local}{serial}@{dice.pick(('example.org', 'example.com', 'example.net', 'mail.example'))}"


def phone(language: str, serial: int) -> str:
    """A telephone number from ranges kept for invention, or with the 555 of films."""
    digits = f"{serial:06d}"
    match language:
        case "en":
            return f"+44 7700 9{digits[:2]} {digits[2:]}"
        case "fr":
            return f"+33 1 99 00 {digits[:2]} {digits[2:]}"
        case "pl":
            return f"+48 555 {digits[:3]} {digits[3:]}"
        case "ar":
            return f"+971 555 {digits[:3]} {digits[3:]}"
        case _:
            return f"+49 555 {digits[:3]} {digits[3:]}"
