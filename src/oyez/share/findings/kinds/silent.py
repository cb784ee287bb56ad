"""Large accounts that have told nothing for a year."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import counted
from oyez.measure.core.matrix.placing import Look as Certainty
from oyez.measure.core.matrix.placing import Placed
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene
from oyez.share.findings.words import Action, Told, Words
from oyez.share.queries.matrix import Matrix, matrix

NAME = "silent"
SOON_DAYS = 150


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """All large accounts without an answer within twelve months, as one finding: counted."""
    present = matrix(viewer)
    silent = [account for account in present.placed if _is_silent(account, present)]
    total = sum(account.revenue for account in present.placed)
    if not silent or not total or len(silent) == len(present.placed):
        return []
    revenue = sum(account.revenue for account in silent)
    renewals = [_days_to_renewal(account, present, scene) for account in silent]
    return [
        Candidate(
            kind=NAME,
            subject=("accounts", "silent"),
            value=revenue,
            lo=None,
            hi=None,
            n=len(present.placed),
            p=None,
            weight=weigh(1.0, 1.0, revenue / total),
            details={
                "accounts": [account.key for account in silent],
                "share": revenue / total,
                "soon": sum(days is not None and 0 <= days <= SOON_DAYS for days in renewals),
                "currency": present.currency,
                "account": silent[0].key,
            },
        )
    ]


def _is_silent(account: Placed, present: Matrix) -> bool:
    return account.revenue >= present.cuts.revenue and account.look is Certainty.HOLLOW


def _days_to_renewal(account: Placed, present: Matrix, scene: Scene) -> int | None:
    row = present.rows.get(account.key)
    return (row.renewal - scene.today).days if row and row.renewal else None


def tell(found: Candidate, words: Words) -> Told:
    said = found.details
    count = len(said["accounts"])
    about = {
        "count": count,
        "money": numerals.short_money(found.value, said["currency"]),
        "names": ", ".join(words.account(key) for key in said["accounts"][:3]),
        "soon": said["soon"],
    }
    say = ngettext(
        "One large account worth %(money)s a year has told you nothing for twelve months.",
        "%(count)s large accounts worth %(money)s a year have told you nothing for twelve months.",
        count,
    )
    why = _("No answer does not mean satisfied. The largest: %(names)s.") % about
    if said["soon"]:
        why += " " + ngettext(
            "One of them renews within five months.",
            "%(soon)s of them renew within five months.",
            said["soon"],
        ) % about  # fmt: skip
    return Told(
        say=say % about,
        why=why,
        figure=counted(
            _("Revenue without an answer"),
            about["money"],
            said["share"],
            _("%(count)s of %(all)s accounts") % {"count": count, "all": found.n},
        ),
        action=Action(_("See who is silent"), reverse("share:accounts") + "?show=silent"),
        owner=words.owner(found),
    )


LOOKS.add(NAME, Look(find, tell))
