"""Builds the sample company as a company would come in: files, import, journal, analytics, triggers, cases, mails."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from oyez.collect.changes.running import run_to_end
from oyez.collect.changes.starting import begin
from oyez.collect.core.mapping.language import mapping_from
from oyez.collect.core.plan import Choices
from oyez.collect.models import Import
from oyez.company.core.scope import OPERATOR
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import Unavailable
from oyez.kit.models import Bookmark
from oyez.kit.worker import STEPS, run_step
from oyez.web.sample.aims import aim
from oyez.web.sample.build import MAPPING, SHEETS, build
from oyez.web.sample.install import install
from oyez.web.sample.place import NEWS_DAYS, Place
from oyez.web.upgrade import migrate

MOST_ROUNDS = 10_000


class Progress(NamedTuple):
    """What is being done, and how much of it is done (0 to 1; `None` where that cannot be known)."""

    doing: str
    share: float | None


def found_and_fill(place: Place, scale: float = 1.0) -> Iterator[Progress]:
    """Everything, step by step, in a folder that was made; stopped half way, it is to be built anew."""
    yield from _write_files(place, scale)
    yield Progress("Founding the company", 0)
    migrate()
    install(OPERATOR)
    yield Progress("Founding the company", 1)
    yield from _import(place)
    yield from _catch_up()
    aim(OPERATOR)
    place.finish()


def _write_files(place: Place, scale: float) -> Iterator[Progress]:
    doing = "Inventing two years of a company"
    yield Progress(doing, 0)
    written: list[str] = []
    build(place.files, scale=scale, progress=written.append)
    yield Progress(doing, len(written) / len(SHEETS))


def _import(place: Place) -> Iterator[Progress]:
    """All files at once. What happened in the last days is news: it opens cases, as if it had just come in."""
    doing = "Importing its files into the journal"
    yield Progress(doing, 0)
    choices = Choices(news=(to_micros(now() - timedelta(days=NEWS_DAYS)), to_micros(now())))
    run = begin(OPERATOR, place.files, mapping_from(place.files / MAPPING), choices, Import.Runner.COMMAND)
    for state in run_to_end(OPERATOR, run):
        yield Progress(doing, state.share)


def _catch_up() -> Iterator[Progress]:
    """What the worker does otherwise: analytics, triggers, cases, mails, findings."""
    doing = "Reading it: analytics, triggers, cases, mails, findings"
    yield Progress(doing, None)
    for _ in range(MOST_ROUNDS):
        worked = [run_step(step) for step in STEPS.values()]
        if not any(worked):
            break
        yield Progress(doing, None)
    _refuse_half_read()
    yield Progress(doing, 1)


def _refuse_half_read() -> None:
    """A screen that tells of half a company would lie."""
    failed = Bookmark.objects.filter(failures__gt=0).order_by("name").first()
    if failed is not None:
        raise Unavailable(
            f"The step {failed.name} failed ({failed.last_error}). Run `oyez demo --rebuild` again."
        )
