"""Writes of whoever answers: each page is saved, the last one is told to the journal in the same transaction."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q

from oyez.company.core.scope import OPERATOR
from oyez.contact.queries.accounts import prepared
from oyez.journal.changes import accept
from oyez.journal.core.facts import Fact, Mode
from oyez.kit import together
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import NotFound
from oyez.kit.inserting import insert
from oyez.surveys.changes import files, quotas
from oyez.surveys.core import telling
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.kinds import Form, WrongAnswer, kind_of
from oyez.surveys.core.route import Respondent, after, drawn, shown
from oyez.surveys.models import Invitation, Response, Upload, Version
from oyez.surveys.queries import asked_in

IDLE = {Mode.IDENTIFIED: timedelta(minutes=30), Mode.CONFIDENTIAL: timedelta(hours=24)}
LONELY = timedelta(days=1)  # after which an anonymous answer does not wait for company any more


@dataclass(frozen=True)
class Arrival:
    """Somebody at the door of a survey: by which way, invited or not, with what in hand."""

    version: Version
    channel: str
    language: str
    given: Mapping[str, Any]
    invitation: Invitation | None = None


@dataclass(frozen=True)
class Step:
    """A page as it was sent: what stands in it, and which button was pressed."""

    form: Form
    files: Mapping[str, "UploadedFile[bytes]"] = field(default_factory=dict)
    finish: bool = False
    tell_more: bool = False


@dataclass(frozen=True)
class Saved:
    """What became of a page: where to go on, or what was wrong with it. `next` is `None` at the end."""

    response: Response
    next: int | None
    wrong: WrongAnswer | None = None


def respondent(response: Response, definition: Definition) -> Respondent:
    return Respondent(
        answers=response.answers,
        given=response.given,
        tells_more=response.tells_more,
        blocks=drawn(definition, response.id),
    )


def begin(arrival: Arrival, name: str, page: int, step: Step) -> Saved:
    """Open a response with its first page; the same page sent twice opens one.

    An anonymous one is not tied to its invitation, and keeps the day instead of the time.
    """
    if arrival.invitation is not None and _tied(arrival) is None:
        _spend(arrival.invitation, name)
    try:  # most are new, so nobody looks first
        return together.write(lambda: _advance(_new(arrival, name), page, step))
    except IntegrityError:  # sent twice: the first one opened it
        return together.write(lambda: _advance(_known(arrival, name), page, step))


def _tied(arrival: Arrival) -> Invitation | None:
    """The invitation that a response belongs to: an anonymous one to none."""
    return arrival.invitation if asked_in(arrival.version.pk).mode != Mode.ANONYMOUS else None


def _known(arrival: Arrival, name: str) -> Response:
    """The response of this name or of this invitation."""
    tied = _tied(arrival)
    return _found(Q(pk=name) if tied is None else Q(invitation=tied))


def _found(which: Q) -> Response:
    try:
        return Response.objects.select_for_update().get(which)
    except Response.DoesNotExist:
        raise NotFound("There is no such response.") from None


def _new(arrival: Arrival, name: str) -> Response:
    """A response that is not written yet."""
    definition, tied = asked_in(arrival.version.pk), _tied(arrival)
    if tied is not None:
        Invitation.objects.filter(pk=tied.pk).update(state=Invitation.State.STARTED, started_at=now())
    moment = _moment(definition)
    return Response(
        id=name,
        version_id=arrival.version.pk,
        invitation=tied,
        mode=definition.mode,
        channel=arrival.channel,
        language=arrival.language,
        given=dict(arrival.given) if tied is not None or arrival.invitation is None else {},
        started_at=moment,
        saved_at=moment,
    )


@transaction.atomic
def _spend(invitation: Invitation, name: str) -> None:
    """Use an anonymous answer's invitation, once: in a transaction of its own, and without the moment.

    Nothing ties the two, so whoever comes a second time cannot be led back; the same page sent twice is let through.
    """
    unspent = Invitation.objects.filter(pk=invitation.pk).exclude(state=Invitation.State.ANSWERED)
    if not unspent.update(state=Invitation.State.ANSWERED) and not Response.objects.filter(pk=name).exists():
        raise NotFound("This invitation was used. Your answer is counted; nobody can tell which it is.")


def _moment(definition: Definition) -> datetime:
    """Now; of an anonymous answer the day alone, so that no log can say whose it was."""
    moment = now()
    if definition.mode != Mode.ANONYMOUS:
        return moment
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def take_page(name: str, page: int, step: Step) -> Saved:
    """Keep what a page says and find the next. What can be taken is kept even where one answer is wrong."""
    return together.write(lambda: _take_page(name, page, step))


def _take_page(name: str, page: int, step: Step) -> Saved:
    return _advance(_found(Q(pk=name)), page, step)


def _advance(response: Response, page: int, step: Step) -> Saved:
    definition = asked_in(response.version_id)
    if response.finished_at is not None or not 0 <= page < len(definition.pages):
        return Saved(response, None)
    if step.tell_more:
        response.tells_more = True
    who = respondent(response, definition)
    uploads: list[Upload] = []
    wrong = _take(response, definition, who, page, step, uploads)
    response.page, response.is_settled = page, False
    response.saved_at = _moment(definition)
    following: int | None = page
    if wrong is None or step.finish:
        following = _next(response, definition, page, step)
    response.page = page if following is None else following
    if response._state.adding:
        insert(response)
    else:
        response.save()
    for upload in uploads:
        upload.response = response
        upload.save()
    return Saved(response, following, None if step.finish else wrong)


def _next(response: Response, definition: Definition, page: int, step: Step) -> int | None:
    """The page after this one; `None` where it ends, which is written down."""
    who = respondent(response, definition)
    survey = response.version.survey_id if definition.quotas else 0
    response.over = quotas.full_for(survey, definition, who) if definition.quotas else ""
    following = None if step.finish or response.over else after(definition, who, page)
    if following is None:
        _finish(response, definition)
    return following


def _take(
    response: Response, definition: Definition, who: Respondent, page: int, step: Step, uploads: list[Upload]
) -> WrongAnswer | None:
    """Put the answers of a page into the response; the first that is wrong, or missing and required, is returned."""
    wrong: WrongAnswer | None = None
    answers, path = dict(response.answers), list(response.path)
    for question in shown(definition, who, page):
        if question.id not in path:
            path.append(question.id)
        try:
            answer = kind_of(question).take(question, step.form)
            if question.type == "file":
                answer = _file(question, step, answers.get(question.id), uploads)
            if answer is None and question.required and not answers.get(question.id):
                raise WrongAnswer(question.id, "required")
        except WrongAnswer as error:
            wrong = wrong or error
            continue
        if answer is None:
            answers.pop(question.id, None)
        else:
            answers[question.id] = answer
    response.answers, response.path = answers, path
    return wrong


def _file(question: Question, step: Step, before: str | None, uploads: list[Upload]) -> str | None:
    """The key of a new file; without one, of that which was sent before."""
    file = step.files.get(question.id)
    if file is None:
        return before
    uploads.append(files.keep(question, file))
    return uploads[-1].key


def _finish(response: Response, definition: Definition) -> None:
    response.finished_at = _moment(definition)
    _drop_unasked(response, definition)
    if not response.over:
        tell(response, definition)
        quotas.fill(response, definition, respondent(response, definition))
    response.is_settled = response.mode != Mode.ANONYMOUS or bool(response.over)
    if response.invitation_id:
        Invitation.objects.filter(pk=response.invitation_id).update(
            state=Invitation.State.ANSWERED, answered_at=now()
        )


def _drop_unasked(response: Response, definition: Definition) -> None:
    """Answers on a way that was left again, by going back, are no answers."""
    who = respondent(response, definition)
    left = {one.id for at in range(len(definition.pages)) for one in shown(definition, who, at)}
    response.answers = {name: value for name, value in response.answers.items() if name in left}


def tell(response: Response, definition: Definition) -> None:
    """Hand the answers to the journal; anonymous ones wait for company (see `tell_anonymous`)."""
    if response.mode == Mode.ANONYMOUS or not response.answers:
        return
    said = fact(response, definition)
    facts = [said]
    how = telling.wants_contact(definition, response.answers)
    if how is not None and not response.told:
        facts.append(telling.wish(definition, said, how, str(response.given.get("person.subject", ""))))
    accept(facts)
    response.told += 1


def fact(response: Response, definition: Definition) -> Fact:
    """The response as it stands; told again, it replaces what was told before."""
    invited = response.invitation
    told_before = response.told
    return telling.response(
        definition,
        respondent(response, definition),
        id=_id(response, told_before),
        replaces=_id(response, told_before - 1) if told_before else None,
        occurred_at=to_micros(response.finished_at or response.saved_at),
        channel=response.channel,
        language=response.language,
        subject=str(response.given.get("person.subject", "")) or None,
        account=str(response.given.get("account.key", "")) or None,
        unit=(invited.unit if invited else "") or definition.unit or None,
        touchpoint=(invited.touchpoint if invited else "") or definition.touchpoint or None,
        sent_at=to_micros(invited.sent_at) if invited and invited.sent_at else None,
        news=True,
        attributes=_about(response, definition, invited),
    )


def _id(response: Response, told: int) -> str:
    return f"{response.id}:{told}" if told else response.id


def _about(response: Response, definition: Definition, invited: Invitation | None) -> dict[str, Any]:
    """What reports ask of every response: programme, version, wave, and whether it is complete."""
    found: dict[str, Any] = {
        "programme": str(definition.kind),
        "complete": response.finished_at is not None,
        "questions_seen": len(response.path),
    }
    if definition.mode != Mode.ANONYMOUS:  # what a link brings along could say who came by it
        brought = {name: response.given.get(f"field.{name}") for name in definition.fields}
        found |= {name: value for name, value in brought.items() if value is not None}
    if (
        invited is not None
        and definition.mode == Mode.IDENTIFIED  # a case has a name on it
        and invited.given.get("event.kind") == "case_closed"
    ):
        found["case"] = str(invited.given.get("event.case", ""))
    if invited is not None and invited.wave is not None:
        found["wave"] = invited.wave.key
        if invited.account:  # told beforehand by their account manager; scores of both are compared
            found["prepared"] = _is_prepared(invited, definition)
    return found


def _is_prepared(invited: Invitation, definition: Definition) -> bool:
    wave, person = invited.wave, invited.person
    return (
        wave is not None
        and person is not None
        and bool(prepared(OPERATOR, definition.survey, wave.key, [person]))
    )


@transaction.atomic
def tell_idle(limit: int = 200) -> int:
    """Partial answers count: what stood still is told as it stands; say how many there were.

    An identified one may be gone on with and is then told again; others can be told once only, so they wait for
    a day and are closed.
    """
    count = 0
    for mode, idle in IDLE.items():
        rows = Response.objects.select_for_update(skip_locked=True).filter(
            is_settled=False, mode=mode, finished_at=None, saved_at__lt=now() - idle
        )[:limit]
        for response in rows:
            definition = asked_in(response.version_id)
            tell(response, definition)
            response.is_settled = True
            if mode == Mode.CONFIDENTIAL:
                response.finished_at = response.saved_at
            response.save()
            count += 1
    return count


@transaction.atomic
def tell_anonymous(company_of: int) -> int:
    """Anonymous answers enter the journal together and in no order, and their rows are gone; say how many.

    They wait for as many as a group needs, a day at most. What stands still for a day is as complete as it gets.
    """
    old = now() - LONELY
    rows = list(
        Response.objects.select_for_update(skip_locked=True)
        .filter(mode=Mode.ANONYMOUS, is_settled=False)
        .filter(Q(finished_at__isnull=False) | Q(saved_at__lt=old))
    )
    groups: dict[int, list[Response]] = {}
    for response in rows:
        groups.setdefault(response.version_id, []).append(response)
    ready = [
        response
        for group in groups.values()
        if len(group) >= company_of or min(one.saved_at for one in group) < old
        for response in group
    ]
    said = [fact(one, asked_in(one.version_id)) for one in ready if one.answers]
    random.SystemRandom().shuffle(said)
    accept(said)
    Response.objects.filter(pk__in=[one.pk for one in ready]).delete()
    return len(ready)
