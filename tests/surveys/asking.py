"""A survey of the town, published, and ways to answer it."""

import re
from typing import Any

from django.test import Client

from oyez.company.core.scope import OPERATOR
from oyez.kit.clock import now
from oyez.surveys.changes import editing
from oyez.surveys.models import Invitation, Survey

FITTING = """
survey: fitting
title: {en: After your fitting, de: Nach der Montage}
kind: transactional
mode: identified
languages: [en, de]
touchpoint: fitting
unit: harbour
questions:
  - id: nps
    type: nps
    text: {en: "How likely are you to recommend us, {person.name|friend}?", de: Wie wahrscheinlich empfehlen Sie uns?}
    low: {en: not at all likely, de: sehr unwahrscheinlich}
    high: {en: extremely likely, de: sehr wahrscheinlich}
  - id: causes
    type: multiple
    page: low
    when: nps <= 6
    text: {en: "What kept you from giving more than {nps}?", de: Was hat gefehlt?}
    options:
      - {key: late, text: {en: Waiting, de: Warten}}
      - {key: work, text: {en: The work, de: Die Arbeit}}
      - {key: none, text: {en: Nothing, de: Nichts}, exclusive: true}
  - {id: why, type: long, page: low, when: nps <= 6, text: {en: What happened?, de: Was ist passiert?}}
  - {id: contact, type: contact, page: low, when: nps <= 6, text: {en: Please contact me., de: Bitte melden Sie sich.}}
  - {id: improve, type: long, when: "nps in [7, 8]", text: {en: What should we do better?, de: Was fehlt?}}
  - {id: country, type: short, known: person.country, more: true, text: {en: Where do you live?, de: Wo wohnen Sie?}}
endings:
  - {when: nps <= 6, text: {en: Someone reads this today., de: Heute liest das jemand.}}
  - {text: {en: Thank you., de: Danke.}}
invite:
  subject: {en: One question about your fitting, de: Eine Frage zu Ihrer Montage}
  text: {en: was it as it should be?, de: war alles gut?}
"""


def published(text: str = FITTING, *, is_open: bool = True) -> Survey:
    """A survey that is live."""
    row = editing.create(OPERATOR, text)
    editing.publish(OPERATOR, row.key, row.revision)
    return editing.set_open(OPERATOR, row.key, is_open)


def in_mode(mode: str) -> str:
    return FITTING.replace("mode: identified", f"mode: {mode}")


def name_in(html: str) -> str:
    """The name of the response that a first page would begin."""
    found = re.search(r'name="r" value="([^"]+)"', html)
    assert found
    return found[1]


def begin(client: Client, address: str = "/s/fitting/", **answers: Any) -> str:
    """Answer the first page; the address of the next."""
    name = name_in(client.get(address).content.decode())
    response = client.post(address, {"r": name, **answers})
    assert response.status_code == 303, response.content
    return response.headers["Location"]


def invited(survey: Survey, subject: str = "email:ana@example.org", **more: Any) -> Invitation:
    """Somebody who was asked."""
    given = {"person.subject": subject, "person.name": "Ana"} | more.pop("given", {})
    version = survey.versions.get()
    return Invitation.objects.create(
        survey=survey, version=version, cause="test", subject=subject, given=given, unit="harbour",
        state=Invitation.State.POSTED, due_at=now(), sent_at=now(), **more,
    )  # fmt: skip
