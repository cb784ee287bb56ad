"""The play on one database: each named point, then random moments; after each what must be true is looked at."""

import os
import sys
import time
from collections.abc import Iterator, Sequence

import click

from oyez.web.cli import setup

setup()

from django.db import connection, transaction  # noqa: E402

from oyez.act.changes.triggers import Wanted, add_trigger  # noqa: E402
from oyez.act.models import Case  # noqa: E402
from oyez.company.changes import set_touchpoint_owner  # noqa: E402
from oyez.company.core.scope import OPERATOR  # noqa: E402
from oyez.kit import crash  # noqa: E402
from oyez.kit.models import Outgoing  # noqa: E402
from oyez.web.upgrade import migrate  # noqa: E402
from prove.crashing import fsync, truth  # noqa: E402
from prove.crashing.files import Files  # noqa: E402
from prove.crashing.kills import Kills  # noqa: E402
from prove.crashing.mistakes import MISTAKES  # noqa: E402
from prove.crashing.oracle import Sender  # noqa: E402
from prove.crashing.scenes import Cast, Scene, scenes  # noqa: E402
from prove.crashing.victims import stop, wait_until, worker  # noqa: E402
from prove.crashing.waves import Waves  # noqa: E402
from tests import town  # noqa: E402
from tests.mailbox import Mailbox  # noqa: E402

COLUMNS = ("died", "sent", "acknowledged", "kept", "cases", "mails")
Figures = tuple[int, ...]


class Play:
    """Who plays, and what was found wrong so far."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self.cast = Cast(Sender(), Files(), Waves(), self.recover)
        self.wrong: list[str] = []
        self.deaths = 0
        self.died: dict[str, int] = dict.fromkeys(crash.POINTS, 0)

    def scene(self, name: str, at: str, play: Scene, times: int) -> None:
        """Play a scene some times; print what happened in a line."""
        _progress(name)
        before, reached = self.figures(), 0
        for _ in range(times):
            reached += play(self.cast, at)
            self.come_to_rest()
        self.died[at.split()[0]] += reached
        self.deaths += reached
        self.line(name, reached, before)
        if reached < times:
            self.wrong.append(f"{name}: reached {reached} times of {times}")
        self.look(name)

    def random(self, moments: int) -> None:
        _progress(f"{moments} random moments")
        before, earlier = self.figures(), self.deaths
        kills = Kills(self.cast)
        kills.happen(moments)
        self.come_to_rest()
        self.deaths += kills.workers + kills.senders + kills.imports + kills.servers
        self.line(f"{moments} random moments", self.deaths - earlier, before)
        self.look("random moments")
        self.wrong += truth.wrongly_counted()
        print(
            f"  at random: {kills.workers} workers killed, {kills.at_work} of them in the middle of a step; "
            f"{kills.senders} senders; {kills.imports} imports; PostgreSQL {kills.servers} times"
        )

    def come_to_rest(self) -> None:
        """Send again what was never acknowledged, as a program does, and let an unharmed worker finish."""
        self.cast.sender.repeat_unacknowledged()
        self.recover()

    def recover(self) -> None:
        process = worker()
        if not wait_until(_is_at_rest):
            self.wrong.append(f"the worker did not finish: {_left()}")
        stop(process)

    def look(self, name: str) -> None:
        found = truth.broken(
            self.cast.sender.sent,
            self.cast.sender.acknowledged,
            self.cast.files.rows,
            self.cast.waves.asked,
            self.mailbox.messages,
        )
        self.wrong += [f"{name}: {sentence}" for sentence in found]

    def figures(self) -> Figures:
        sender, files = self.cast.sender, self.cast.files
        return (
            len(sender.sent) + files.rows,
            len(sender.acknowledged) + files.taken,
            truth.kept(),
            Case.objects.count(),
            len(self.mailbox.messages),
        )

    def line(self, name: str, reached: int, before: Figures) -> None:
        """The figures of one scene: how often the process died, and by how much each count rose."""
        risen = [after - earlier for after, earlier in zip(self.figures(), before, strict=True)]
        print(f"  {name:34}" + "".join(f"{count:>13,}" for count in (reached, *risen)), flush=True)

    def end(self) -> None:
        self.wrong += [
            f"the point {point} was never reached" for point, count in self.died.items() if not count
        ]
        if truth.repeated(self.mailbox.messages) == 0:
            self.wrong.append(
                "no mail to staff was repeated, though the worker died right after one had left"
            )
        self.line("in all", self.deaths, (0,) * 5)
        print(f"  {truth.mails(self.mailbox.messages)}")


def found_the_town() -> None:
    migrate()
    with transaction.atomic():
        people = town.found()
        set_touchpoint_owner(OPERATOR, town.FITTING, people.bea.pk)
        add_trigger(OPERATOR, Wanted(name="Low", score="nps", limit=truth.LOW, touchpoint=town.FITTING))


def everything(play: Play, times: int, moments: int) -> None:
    """The whole play."""
    play.wrong += fsync.wrong(play.cast.sender)
    print(" " * 36 + "".join(f"{name:>13}" for name in COLUMNS), flush=True)
    play.come_to_rest()
    play.line("(under strace)", 0, (0,) * 5)
    for name, at, scene in scenes():
        play.scene(name, at, scene, times)
    play.random(moments)
    play.end()


def some(play: Play, wanted: Sequence[str]) -> None:
    """Some scenes, such as those in which a mistake must be seen."""
    play.cast.sender.send(1, scores=(0,), modes=("identified",), thanks=False)
    if "fdatasync" in wanted:
        play.wrong += fsync.wrong(play.cast.sender)
    for name, at, scene in scenes():
        if name in wanted:
            play.scene(name, at, scene, times=1)


def _is_at_rest() -> bool:
    """Quiet twice, since what a case tells the journal goes round once more."""
    if not truth.quiet():
        return False
    time.sleep(0.5)
    return truth.quiet()


def _left() -> dict[str, int]:
    rows = list(Outgoing.objects.values_list("state", flat=True))
    return {state: rows.count(state) for state in set(rows)}


def _progress(what: str) -> None:
    print(f"  … {what}", file=sys.stderr, flush=True)


def _server() -> Iterator[str]:
    with connection.cursor() as cursor:
        query = "SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()"
        cursor.execute(query)
        yield str(cursor.fetchone()[0])


@click.command()
@click.option("--times", default=1, help="How often each scene is played.")
@click.option("--moments", default=50, help="How many processes are killed at random moments.")
@click.option("--only", default="", help="Play only this scene.")
@click.option("--mistake", default="", help="Play only the scenes in which this mistake must be seen.")
def main(times: int, moments: int, only: str, mistake: str) -> None:
    with Mailbox() as mailbox:
        os.environ["OYEZ_MAIL_URL"] = mailbox.url
        found_the_town()
        print(f"  version {next(_server())}", flush=True)
        play = Play(mailbox)
        if mistake or only:
            some(play, MISTAKES[mistake].scenes if mistake else (only,))
        else:
            everything(play, times, moments)
        play.cast.sender.end()
    for sentence in play.wrong:
        print(f"  NOT TRUE: {sentence}")
    print(
        f"  {len(play.wrong)} things are not as they must be"
        if play.wrong
        else "  nothing lost, nothing doubled"
    )
    raise SystemExit(1 if play.wrong else 0)


if __name__ == "__main__":
    main()
