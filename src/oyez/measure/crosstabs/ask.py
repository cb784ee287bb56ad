"""The one function through which banner tables leave: a viewer's question in, a narrowed table or a refusal out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import BUILT_IN, Scale, scale_of
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound, Refused
from oyez.measure import wording
from oyez.measure.ask import ask
from oyez.measure.ask import card as card_of
from oyez.measure.choices import called, metrics
from oyez.measure.core.crosstab.nets import Net, nets, parts
from oyez.measure.core.crosstab.table import Crosstab, Row, Sheet, crosstab
from oyez.measure.core.distribution import stretches
from oyez.measure.core.question import LOOKED_UP, NATIVE, Question, is_attribute, is_each, is_segment, parse
from oyez.measure.core.result import Answer, Card
from oyez.measure.crosstabs.shares import OTHERS, shares
from oyez.measure.dimensions import Dimensions
from oyez.measure.metrics import DISTRIBUTION, metric_for

MOST_BANNERS = 6


@dataclass(frozen=True)
class Asked:
    """The question whose answers stand down, a score or a dimension; what stands across; filters and period."""

    of: str = ""
    banners: tuple[str, ...] = ()
    question: Question = field(default_factory=lambda: Question(""))


def asked(
    of: str = "",
    banners: Iterable[str] = (),
    where: Iterable[str] = (),
    since: str = "",
    until: str = "",
) -> Asked:
    """What a person wrote, on the command line, in an address or in a form."""
    question = parse("", by=banners, where=where, since=since, until=until)
    return Asked(of.strip(), tuple(dict.fromkeys(question.by)), replace(question, by=()))


def table(viewer: Viewer, given: Asked) -> Crosstab:
    """The answers to one question by each banner, as this viewer may see them."""
    viewer.needs(Can.NUMBERS)
    if len(given.banners) > MOST_BANNERS:
        raise Refused(f"At most {MOST_BANNERS} banners stand side by side; these are {len(given.banners)}.")
    given = given if given.of else replace(given, of=usual(metrics(viewer)))
    if given.of in given.banners:
        raise Refused(f"“{given.of}” stands in the rows already; put something else across.")
    known = scales()
    if is_dimension(given.of):
        return crosstab(_of_dimension(viewer, given))
    scale = scale_of(given.of, known)
    if scale is None:
        raise NotFound(
            f"There is no score and no dimension “{given.of}”. Scores stand on the scales {', '.join(known)}; of"
            " attributes, attr:NAME, and each:NAME where people chose several."
        )
    return crosstab(_of_score(viewer, given, scale))


def is_dimension(name: str) -> bool:
    if is_attribute(name) or is_segment(name) or name in (*NATIVE, *LOOKED_UP):
        return True
    here = Dimensions()
    return name in here.levels or name in here.definitions.dimensions


def usual(offered: Iterable[Card]) -> str:
    """The first score that somebody gave."""
    known = scales()
    return next((one.name for one in offered if scale_of(one.name, known)), next(iter(BUILT_IN)))


def _of_score(viewer: Viewer, given: Asked, scale: Scale) -> Sheet:
    question = replace(given.question, metric=f"{DISTRIBUTION}{given.of}")
    answers = [(by, ask(viewer, replace(question, by=(by,)))) for by in given.banners]
    rows = [Row(key=one.name, name=one.name) for one in reversed(stretches(scale))]
    rows += [Row(key=net.key, name=net_name(net, scale), adds_up=parts(net, scale)) for net in nets(scale)]
    return Sheet(
        of=given.of,
        name=score_name(given.of),
        rows=tuple(rows),
        whole=ask(viewer, question),
        banners=tuple(answers),
        overlapping=_overlapping(given),
    )


def score_name(score: str) -> str:
    """What a score is called: as its metric is."""
    return called(card_of(metric_for(score, scales())))


def net_name(net: Net, scale: Scale) -> str:
    """`Top 2 (4–5)`, `Promoters (9–10)`."""
    known = {
        "promoters": _("Promoters"),
        "passives": _("Passives"),
        "detractors": _("Detractors"),
        "top": _("Top %(count)d") % {"count": scale.top_k},
        "bottom": _("Bottom %(count)d") % {"count": scale.top_k},
    }
    return f"{known[net.key]} ({net.lowest:g}–{net.highest:g})"


def _of_dimension(viewer: Viewer, given: Asked) -> Sheet:
    whole, values = shares(viewer, given.of, given.question)
    answers = [
        (by, shares(viewer, given.of, replace(given.question, by=(by,)), values)[0]) for by in given.banners
    ]
    return Sheet(
        of=given.of,
        name=wording.dimension(given.of),
        rows=tuple(Row(key=value, name=_value_name(whole, given.of, value)) for value in values.shown),
        whole=whole,
        banners=tuple(answers),
        rows_overlap=is_each(given.of),
        overlapping=_overlapping(given),
        rows_left_out=values.left_out,
    )


def _value_name(answer: Answer, of: str, value: str) -> str:
    return _("All others") if value == OTHERS else answer.names.get(of, {}).get(value, value)


def _overlapping(given: Asked) -> frozenset[str]:
    return frozenset(filter(is_each, given.banners))
