"""Beginning, pausing and going on with an import."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from django.db import transaction

from oyez.collect.changes import uploads
from oyez.collect.core.mapping.language import Mapping, read_mapping
from oyez.collect.core.mapping.trouble import MappingError
from oyez.collect.core.plan import Choices, House, Plan, from_json, to_json
from oyez.collect.core.tables import Unreadable
from oyez.collect.models import Import
from oyez.collect.queries import house, one_import
from oyez.company import changes as company
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal import changes as journal
from oyez.kit.clock import now
from oyez.kit.errors import NotFound, OyezError, Refused

PIECE = 1 << 20


@contextmanager
def before_the_first_row() -> Iterator[None]:
    """Whatever turns out to be wrong with a file or a mapping here also says that nothing came of it."""
    try:
        yield
    except (Unreadable, MappingError, NotFound) as problem:
        problem.args = (f"{problem} Nothing was imported.",)
        raise


def begin(viewer: Viewer, path: Path, mapping: Mapping, choices: Choices, runner: str) -> Import:
    """An import of a file, or the one of the same file that was broken off: it goes on where it stopped."""
    viewer.needs(Can.IMPORTS)
    plan = Plan(path, mapping, choices, house())
    with before_the_first_row():
        print_ = fingerprint(plan)
    broken_off = (
        Import.objects.filter(fingerprint=print_, path=str(path.resolve()))
        .exclude(state__in=[Import.State.DONE, Import.State.DRAFT])
        .order_by("-id")
        .first()
    )
    if broken_off is not None:
        return go_on(viewer, broken_off.pk, runner)
    run = draft(viewer, path, mapping, choices)
    try:
        return start(viewer, run.pk, runner, print_)
    except OyezError:
        Import.objects.filter(pk=run.pk, state=Import.State.DRAFT).delete()
        raise


@transaction.atomic
def draft(viewer: Viewer, path: Path, mapping: Mapping | None, choices: Choices) -> Import:
    """An import that has not begun; without a mapping where somebody has still to say what is in it."""
    viewer.needs(Can.IMPORTS)
    return Import.objects.create(
        name=path.name[:200],
        path=str(path.resolve()),
        size=sum(file.stat().st_size for file in _all_files(path)),
        fingerprint="",
        mapping=mapping.name if mapping else "",
        mapping_text=mapping.text if mapping else "",
        choices=to_json(choices),
        member_id=viewer.member,
        actor=viewer.name,
        created_at=now(),
    )


@transaction.atomic
def choose(viewer: Viewer, number: int, mapping: Mapping, choices: Choices) -> None:
    """Change mapping and choices of an import that has not begun; what was foreseen is to be looked at again."""
    one_import(viewer, number)
    changed = Import.objects.filter(pk=number, state=Import.State.DRAFT).update(
        mapping=mapping.name,
        mapping_text=mapping.text,
        choices=to_json(choices),
        foreseen_at=None,
        foreseen=None,
    )
    if not changed:
        raise Refused("This import has begun; add the file again to read it in another way.")


def start(viewer: Viewer, number: int, runner: str, print_: str = "") -> Import:
    """Begin to take rows in; what the mapping brings along is made first."""
    run = one_import(viewer, number)
    plan = plan_of(run, house())
    if plan.choices.news[1] and run.foreseen_at is None and runner == Import.Runner.WORKER:
        raise Refused("Look first at what would happen; then rows may count as news.")
    with before_the_first_row():
        for step in range(len(plan.mapping.steps)):
            plan.open_step(step).table.close()  # every mistake that can be known beforehand is known here
    with transaction.atomic():
        bring_along(viewer, plan.mapping)
        begun = Import.objects.filter(pk=number, state=Import.State.DRAFT).update(
            state=Import.State.RUNNING,
            runner=runner,
            started_at=now(),
            fingerprint=print_ or fingerprint(plan),
        )
        if not begun:
            raise Refused("This import has begun already.")
        company.audit(
            viewer,
            "start_import",
            f"import:{number}",
            after={"file": run.name, "as": run.mapping, "react": bool(plan.choices.news[1])},
        )
    run.refresh_from_db()
    return run


@transaction.atomic
def remove_draft(viewer: Viewer, number: int) -> None:
    """Forget a file that was added and never taken in; what was uploaded is removed from the disk."""
    run = one_import(viewer, number)
    removed, _ = Import.objects.filter(pk=number, state=Import.State.DRAFT).delete()
    if not removed:
        raise Refused("This import has begun; it stays for the record.")
    company.audit(viewer, "remove_draft", f"import:{number}", before={"file": run.name})
    transaction.on_commit(lambda: uploads.remove(Path(run.path)))


@transaction.atomic
def go_on(viewer: Viewer, number: int, runner: str) -> Import:
    """Let an import that was paused, stopped or broken off go on; whoever ran it before does no more."""
    run = one_import(viewer, number)
    if run.state in (Import.State.DONE, Import.State.DRAFT):
        raise Refused("This import is not one that was broken off.")
    Import.objects.filter(pk=number).update(
        state=Import.State.RUNNING, runner=runner, token=secrets.token_hex(16), problem=""
    )
    company.audit(viewer, "resume_import", f"import:{number}", after={"rows": run.rows})
    run.refresh_from_db()
    return run


@transaction.atomic
def pause(viewer: Viewer, number: int) -> None:
    """Stop after the block at hand; what was taken stays."""
    one_import(viewer, number)
    paused = Import.objects.filter(pk=number, state=Import.State.RUNNING).update(
        state=Import.State.PAUSED, token=secrets.token_hex(16)
    )
    if not paused:
        raise Refused("This import is not running.")
    company.audit(viewer, "pause_import", f"import:{number}")


def bring_along(viewer: Viewer, mapping: Mapping) -> None:
    """Make the scales, hierarchies and touchpoints that a mapping declares."""
    for scale in mapping.scales:
        journal.add_scale(
            scale.name, scale.minimum, scale.maximum,
            whole=scale.whole, higher_is_better=scale.higher_is_better, top_k=scale.top_k,
        )  # fmt: skip
    for key, name in mapping.hierarchies.items():
        company.ensure_hierarchy(viewer, key, name)
    for touchpoint in mapping.touchpoints:
        company.ensure_touchpoint(viewer, touchpoint.key, touchpoint.name, stage=touchpoint.stage)


def plan_of(run: Import, known: House) -> Plan:
    """The plan of an import as it was chosen."""
    if not run.mapping:
        raise Refused("Say first what is in this file.")
    return Plan(Path(run.path), read_mapping(run.mapping_text), from_json(run.choices), known)


def fingerprint(plan: Plan) -> str:
    """Same files, same mapping, same choices: the same import."""
    found = hashlib.sha256()
    found.update(msgspec.json.encode([plan.mapping.text, to_json(plan.choices)], order="sorted"))
    for file in plan.files():
        found.update(f"\n{file.name} {file.stat().st_size}\n".encode())
        with file.open("rb") as content:
            while piece := content.read(PIECE):
                found.update(piece)
    return found.hexdigest()


def _all_files(path: Path) -> list[Path]:
    return [file for file in path.iterdir() if file.is_file()] if path.is_dir() else [path]
