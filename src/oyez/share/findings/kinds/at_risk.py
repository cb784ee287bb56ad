"""A large account that is most likely dissatisfied."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Figure, n_of
from oyez.kit.charts.strip import Strip
from oyez.measure.core.matrix.placing import Look as Certainty
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene
from oyez.share.findings.words import Action, Told, Words
from oyez.share.queries.matrix import matrix

NAME = "at_risk"


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """Each large account that answered, if it is at least 80 % sure that its satisfaction lies below the cut.

    A probability that already leans on all other accounts, so no test is made again.
    """
    present = matrix(viewer)
    total = sum(account.revenue for account in present.placed)
    found = []
    for account in present.placed:
        if account.below is None or account.mean is None or account.revenue < present.cuts.revenue:
            continue
        row = present.rows.get(account.key)
        sure = account.look is Certainty.FILLED and account.large_and_low
        found.append(
            Candidate(
                kind=NAME,
                subject=("account", account.key),
                value=account.mean,
                lo=account.lo,
                hi=account.hi,
                n=account.score.n if account.score else 0,
                p=None,
                weight=weigh(account.below, 1.0, account.revenue / total) if sure else 0.0,
                details={
                    "revenue": account.revenue,
                    "currency": present.currency,
                    "cut": present.cuts.satisfaction,
                    "renewal": row.renewal.isoformat() if row and row.renewal else "",
                    "split": account.split,
                    "blind": account.blind,
                    "account": account.key,
                },
            )
        )
    return found


def tell(found: Candidate, words: Words) -> Told:
    said = found.details
    name = words.account(found.subject[1])
    about = {"name": name, "money": numerals.short_money(said["revenue"], said["currency"])}
    why = _("It is billed %(money)s a year.") % about
    if said["renewal"]:
        day = date_format(date.fromisoformat(said["renewal"]), "j M Y")
        why += " " + _("It renews on %(day)s.") % {"day": day}
    if said["blind"]:
        why += " " + _("Nobody who decides there has answered within twelve months.")
    elif said["split"]:
        why += " " + _("Its contacts are far apart.")
    return Told(
        say=_("You may lose %(name)s: its people are not content.") % about,
        why=why,
        figure=Figure(
            name=_("Satisfaction, 0 to 100"),
            value=numerals.number(found.value),
            range=numerals.between(numerals.number(found.lo or 0), numerals.number(found.hi or 0)),
            count=n_of(found.n),
            strip=Strip(
                value=found.value,
                low=0,
                high=100,
                lo=found.lo,
                hi=found.hi,
                reference=said["cut"],
                look="bad",
            ),
        ),
        action=Action(_("Open the account"), reverse("share:account", args=[found.subject[1]])),
        about=name,
        owner=words.owner(found),
    )


LOOKS.add(NAME, Look(find, tell))
