"""A topic that fills a far larger part of what customers bring up in one unit than elsewhere."""

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.measure.ask import ask
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.ladder import SCORE
from oyez.measure.core.question import Filter, Question
from oyez.share.core.comparison import Measured, compare
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene, from_customers
from oyez.share.findings.words import Told, Words, explore, in_words, share_figure

NAME = "crowded"
MOST_UNITS = 20
FEWEST = 5  # of what would be usual here, else nothing can be told


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """The share of each topic in each unit of a level, against all others of that level together."""
    found = []
    for topic in scene.topics:
        for level, count in scene.levels.items():
            if 1 < count <= MOST_UNITS:
                found += _of_level(viewer, topic, level, scene)
    return found


def _of_level(viewer: Viewer, topic: str, level: str, scene: Scene) -> list[Candidate]:
    asked = Question(
        "count",
        by=(level, f"attr:{topic}"),
        where=from_customers(),
        since=scene.year,
        until=scene.until,
    )
    counts: dict[tuple[str, str], int] = {}
    for point in ask(viewer, asked).points:
        unit, key = point.keys
        if unit is not None and key is not None:
            counts[unit, key] = point.result.n or 0
    units = sorted({unit for unit, _ in counts})
    sizes = {unit: sum(n for (own, _), n in counts.items() if own == unit) for unit in units}
    total = sum(sizes.values())
    found = []
    for (unit, key), hits in counts.items():
        others = sum(n for (own, other), n in counts.items() if other == key and own != unit)
        usual = sizes[unit] * (hits + others) / total
        if usual >= FEWEST and total - sizes[unit] >= SCORE:
            here, there = _share(hits, sizes[unit]), _share(others, total - sizes[unit])
            found.append(_candidate(topic, level, unit, key, here, there, sizes[unit] / total))
    return found


def _share(hits: int, n: int) -> Measured:
    lo, hi = wilson(hits, n)
    return Measured(hits / n, lo, hi, n)


def _candidate(
    topic: str, level: str, unit: str, key: str, here: Measured, there: Measured, reach: float
) -> Candidate:
    apart = compare(here, there)
    more = apart.value > 0
    return Candidate(
        kind=NAME,
        subject=("topic", key),
        value=here.value,
        lo=here.lo,
        hi=here.hi,
        n=here.n,
        p=apart.p if more else 1.0,
        weight=weigh(apart.sure, 1.0, reach) if more else 0.0,
        details={
            "attribute": topic, "level": level, "unit": unit, "others": there.value, "others_n": there.n,
        },
    )  # fmt: skip


def tell(found: Candidate, words: Words) -> Told:
    said = found.details
    about = {
        "unit": words.unit(said["unit"]),
        "topic": in_words(found.subject[1]),
        "share": numerals.percent(found.value),
        "others": numerals.percent(said["others"]),
        "n": numerals.number(said["others_n"]),
    }
    return Told(
        say=_("In %(unit)s, “%(topic)s” fills %(share)s of all that customers bring up.") % about,
        why=_("Everywhere else together it is %(others)s (n %(n)s).") % about,
        figure=share_figure(_("%(unit)s: %(topic)s") % about, found, said["others"]),
        action=explore(
            _("Compare places"),
            "count",
            by=said["level"],
            where=str(Filter(f"attr:{said['attribute']}", (found.subject[1],))),
        ),
        about=about["unit"],
        owner=words.owner(found),
    )


LOOKS.add(NAME, Look(find, tell))
