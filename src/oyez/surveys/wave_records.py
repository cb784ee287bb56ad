"""Waves and results as programs read them."""

from typing import Any

import msgspec

from oyez.company.core.scope import Viewer
from oyez.surveys import readout, results, trails
from oyez.surveys.core.definition import Definition
from oyez.surveys.fieldwork import Fieldwork
from oyez.surveys.foreseeing import Foreseen
from oyez.surveys.models import Wave


def of_wave(row: Wave, found: Fieldwork) -> dict[str, Any]:
    """A wave with what became of its mails."""
    return {
        "key": row.key,
        "survey": row.survey.key,
        "name": row.name,
        "state": row.state,
        "why": row.why,
        "channel": row.channel,
        "audience": row.audience,
        "rate": row.rate,
        "opens_at": row.opens_at.isoformat(),
        "closes_at": row.closes_at.isoformat() if row.closes_at else None,
        "sent": found.sent,
        "to_send": found.to_send,
        "answered": found.answered,
        "fates": {fate.value: n for fate, n in found.counts.items()},
        "response_rates": found.rates,
    }


def whole(viewer: Viewer, row: Wave, found: Fieldwork) -> dict[str, Any]:
    """A wave with its score so far."""
    said = readout.readout(viewer, row)
    return of_wave(row, found) | {
        "score": msgspec.to_builtins(said.answer.total) if said else None,
        "metric": said.answer.metric.name if said else None,
        "early": bool(said and said.is_early),
    }


def of_foreseen(found: Foreseen) -> dict[str, Any]:
    """A dry run: how many would be asked, and how many have each verdict."""
    return {
        "asked": found.asked,
        "persons": found.persons,
        "verdicts": found.decisions.counts(),
        "minutes": found.minutes,
        "parts": found.parts,
        "sentence": found.decisions.sentence(),
    }


def of_results(viewer: Viewer, definition: Definition, row: Wave | None) -> list[dict[str, Any]]:
    """Each question with how its answers spread and how many came so far."""
    about = results.asked(definition, row)
    stops = {
        one.question: one
        for one in trails.left_at(viewer, definition, trails.trails(viewer, definition, row))
    }
    return [
        {
            "question": one.id,
            "type": one.type,
            "answers": [
                {"name": spread.name, "of": spread.of, "result": msgspec.to_builtins(spread.result)}
                for spread in results.spreads(viewer, definition, one, about)
            ],
            "seen": stops[one.id].shown if one.id in stops else None,
            "answered": stops[one.id].answered if one.id in stops else None,
            "left": stops[one.id].left if one.id in stops else None,
        }
        for one in definition.questions
        if one.type != "statement"
    ]
