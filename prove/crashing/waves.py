"""Waves of the play: each asks some people who were never asked before, and must ask nobody twice."""

from oyez.company.core.scope import OPERATOR
from oyez.people import changes as people
from oyez.surveys.changes import waving
from oyez.surveys.models import Survey
from tests.surveys.asking import FITTING, published

COUNTRY = "AT"
PEOPLE = 20


class Waves:
    """How many people were to be asked so far; whoever was asked is spared by the contact rules in the next wave."""

    def __init__(self) -> None:
        self.asked = 0
        self.count = 0

    def begin(self) -> None:
        """New people, and a wave for everybody like them; a worker that finds it asks them."""
        if not Survey.objects.exists():
            published(FITTING.replace("kind: transactional", "kind: relationship"))
        self.count += 1
        self.asked += PEOPLE
        sightings = [
            people.Sighting((f"email:p{at}@wave{self.count}.example",), name=f"P {at}", country=COUNTRY)
            for at in range(PEOPLE)
        ]
        people.recognise(OPERATOR, sightings, "proof")
        wanted = waving.Plan(
            "A wave", audience=f'person.country == "{COUNTRY}"', any_hour=True, per_minute=1_000
        )
        waving.plan(OPERATOR, "fitting", f"wave-{self.count}", wanted)
