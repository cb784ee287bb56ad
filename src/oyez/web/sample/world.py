"""Everything that happened before anybody wrote it into a file: people, accounts, kitchens."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from oyez.web.sample.crowd import Crowd, Pairs, add_doubles, people
from oyez.web.sample.dice import Dice, stream
from oyez.web.sample.firms import Account, accounts, regular_agents
from oyez.web.sample.projects import Fittings, Projects, fit, projects
from oyez.web.sample.truths import Truths, truths


@dataclass(frozen=True)
class World:
    """Aurora's 24 months. The same seed and scale give the same world."""

    seed: int
    scale: float
    truths: Truths
    crowd: Crowd
    pairs: Pairs
    accounts: tuple[Account, ...]
    projects: Projects
    fittings: Fittings

    def rng(self, name: str) -> np.random.Generator:
        return stream(self.seed, name)

    def dice(self, name: str) -> Dice:
        return Dice(stream(self.seed, name))

    @cached_property
    def agents(self) -> dict[int, Account]:
        """The purchasing agents who order all the time."""
        return regular_agents(list(self.accounts), self.truths)

    def scaled(self, count: float) -> int:
        """A count at this world's size, at least one."""
        return max(1, round(count * self.scale))


def world(seed: int, scale: float = 1.0) -> World:
    """The world of a seed; at a smaller scale there are fewer consumers, the accounts stay."""
    planted = truths()
    crowd = people(seed, scale)
    crowd.first[0], crowd.last[0], crowd.language[0] = "Anneke", "Hoffmann", "de"
    crowd.email[0], crowd.number[0] = "a.hoffmann@example.org", "K-0093117"
    crowd.phone[0], crowd.city[0], crowd.postcode[0] = "+49 228 555 0142", "Bonn", "53111"
    crowd.street[0], crowd.point[0] = "Uferweg 17", 0
    pairs = add_doubles(crowd, planted.persons_who_are_one, scale, seed)
    firms = tuple(accounts(seed, planted, crowd))
    kitchens = projects(seed, crowd)
    return World(
        seed, scale, planted, crowd, pairs, firms, kitchens, fit(stream(seed, "fittings"), kitchens, planted)
    )
