"""What people say unasked: public reviews and posts, reviews in our shop, ideas, and what they prefer."""

from collections.abc import Iterator

import numpy as np

from oyez.web.sample import answers
from oyez.web.sample.crowd import POINTS, Kind
from oyez.web.sample.files.orders import accessories
from oyez.web.sample.moments import DAY, END, START, clock, instant, iso_day, open_hours
from oyez.web.sample.prose import tongue
from oyez.web.sample.sheets import Row, Sheet, Style
from oyez.web.sample.voices import comment, tone_of
from oyez.web.sample.world import World

STARS = ("", "ONE", "TWO", "THREE", "FOUR", "FIVE")
PREFERENCES = (
    ("channel", ("phone after 17:00", "email", "messenger", "phone in the morning", "no calls")),
    ("front", ("Linea", "Nordlicht", "Salon", "Werkraum", "Ufer")),
    ("worktop height", ("91 cm", "94 cm", "97 cm")),
    ("handles", ("none", "bar", "knob")),
    ("cooking", ("gas", "induction", "gluten-free", "kosher, two sinks", "halal")),
    ("offers", ("no", "only about my kitchen", "yes")),
)


def reviews(world: World) -> Iterator[Row]:
    """Public reviews: mentions, not answers to us; mostly five stars and one."""
    rng = world.rng("reviews")
    own, went = world.projects, world.fittings
    bad = went.second_visit | went.rough
    writing = np.flatnonzero(rng.random(len(own)) < np.where(bad, 0.42, 0.30))
    moment = open_hours(
        own.fitted[writing] + rng.integers(2, 60, len(writing)) * DAY, rng.random(len(writing)), 7, 23
    )
    latent = 4.7 + 0.8 * answers.feeling(rng, world.crowd.mood[own.person[writing]]) - 2.2 * bad[writing]
    stars = answers.on_scale(latent, 1, 5)
    dice = world.dice("reviews-texts")
    serial = 0
    for place in np.argsort(moment, kind="stable").tolist():
        at = int(moment[place])
        if not START <= at < END:
            continue
        serial += 1
        who = int(own.person[writing[place]])
        language = world.crowd.language[who]
        score = int(stars[place])
        text = comment(
            language, tone_of(score, 2, 4), ("overall", "fitter", "advice", "fitting", "delivery"),
            ("second-visit", "hotline", "damaged-part", "no-date", "overall"), dice,
        )  # fmt: skip
        yield at, (
            f"places/aurora/reviews/{serial:05d}", f"{world.crowd.first[who]} {world.crowd.last[who][0]}.",
            STARS[score], text if dice.chance(0.8) else "", instant(at), POINTS[own.point[writing[place]]].name,
            language, world.crowd.number[who] if dice.chance(0.15) else "",
        )  # fmt: skip


def shop_reviews(world: World) -> Iterator[Row]:
    """Reviews of accessories in our own shop: said to us."""
    rng = world.rng("shop-reviews")
    bought = [order for order in accessories(world) if order.delivered < END - 2 * DAY]
    chosen = [order for order in bought if rng.random() < 0.3]
    dice = world.dice("shop-reviews-texts")
    number = {number: who for who, number in enumerate(world.crowd.number)}
    rows = []
    for order in chosen:
        who = number[order.customer]
        at = min(order.delivered + int(rng.integers(DAY, 20 * DAY)), END - 600)
        late = (order.delivered - order.promised) // DAY
        score = int(answers.on_scale(np.array([4.5 + 0.8 * rng.normal() - 0.35 * late]), 1, 5)[0])
        language = world.crowd.language[who]
        text = comment(
            language,
            tone_of(score, 2, 4),
            ("delivery", "price", "overall"),
            ("late-delivery", "damaged-part"),
            dice,
        )
        rows.append((at, (order.number, clock(at), order.customer, order.article, order.unit, language, score,
                          text if dice.chance(0.6) else "")))  # fmt: skip
    yield from sorted(rows, key=lambda row: row[0])


def posts(world: World) -> Iterator[Row]:
    """Posts about Aurora by people whom nobody knows by name."""
    rng = world.rng("posts")
    count = world.scaled(900)
    moment = np.sort(
        open_hours(
            START + (rng.random(count) * (END - START - DAY)).astype(np.int64), rng.random(count), 7, 23
        )
    )
    dice = world.dice("posts-texts")
    for serial, at in enumerate(moment.tolist()):
        language = dice.pick(("de", "de", "de", "en", "fr", "pl"))
        tone = dice.pick((1, 1, 0, -1, -1))
        text = comment(
            language, tone, ("overall", "fitter", "fitting"), ("no-date", "hotline", "overall", "price"), dice
        )
        yield (
            at,
            (
                f"post-{serial + 1:05d}",
                instant(at),
                f"@{dice.pick(HANDLES)}{dice.below(990)}",
                language,
                text,
            ),
        )


HANDLES = ("kuechenfee", "umbau", "newflat", "casa", "dom", "heimwerk", "foyer", "altbau", "loft", "kochen")


def suggestions(world: World) -> Iterator[Row]:
    """Ideas from the portal and from the showrooms."""
    rng = world.rng("suggestions")
    count = world.scaled(620)
    who = rng.choice(world.crowd.where(Kind.CONSUMER, Kind.PROSPECT)[1:], count)
    moment = np.sort(
        open_hours(
            START + (rng.random(count) * (END - START - DAY)).astype(np.int64), rng.random(count), 8, 22
        )
    )
    dice = world.dice("suggestions-texts")
    for serial, (one, at) in enumerate(zip(who.tolist(), moment.tolist(), strict=True)):
        language = world.crowd.language[one]
        yield at, (
            f"SG-{serial + 1:04d}", clock(at), world.crowd.email[one], POINTS[world.crowd.point[one]].key,
            dice.pick(("portal", "portal", "showroom")), language, tongue(language).suggestion(dice),
        )  # fmt: skip


def preferences(world: World) -> Iterator[Row]:
    """What people prefer, noted on a day by somebody who listened."""
    rng = world.rng("preferences")
    people = world.crowd.where(Kind.CONSUMER, Kind.PROSPECT)[1:]
    who = np.sort(rng.choice(people, world.scaled(2_600)))
    days = START + (rng.random(len(who)) * (END - START)).astype(np.int64)
    dice = world.dice("preferences-what")
    for one, day in zip(who.tolist(), days.tolist(), strict=True):
        name, values = dice.pick(PREFERENCES)
        yield START, (world.crowd.email[one], name, dice.pick(values), iso_day(day))


SHEETS = (
    Sheet(
        "reviews.jsonl",
        ("name", "reviewer", "starRating", "comment", "createTime", "location", "language", "customer_no"),
        reviews,
        Style.LINES,
    ),
    Sheet(
        "shop_reviews.csv",
        ("order_no", "written", "customer_no", "article", "unit", "language", "stars", "text"),
        shop_reviews,
    ),
    Sheet("posts.csv", ("post", "at", "author", "language", "text"), posts),
    Sheet("suggestions.csv", ("suggestion", "at", "email", "unit", "where", "language", "idea"), suggestions),
    Sheet("preferences.csv", ("email", "preference", "value", "noted_on"), preferences),
)
