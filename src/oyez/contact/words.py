"""The contact rules in words, as a page and the command line tell them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oyez.contact.core.policy import ATTRIBUTES, Condition, Policy

PROGRAMMES = ("transaction", "relationship", "study")


def in_words(policy: Policy) -> list[tuple[str, list[str]]]:
    """Headings with their sentences."""
    return [
        (_("Rest"), list(_rest(policy))),
        (_("How often"), list(_often(policy))),
        (_("Who is spared"), list(_spared(policy))),
        (_("When"), list(_when(policy))),
        (_("The law"), list(_law(policy))),
        *([(_("For some"), list(map(_condition, policy.conditions)))] if policy.conditions else []),
    ]


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _rest(policy: Policy) -> Iterator[str]:
    yield _("After any invitation, answered or not, nobody is asked anything for %(days)s.") % {
        "days": _days(policy.rest_days)
    }
    yield _("After a marketing mail, also one that another tool sent, for %(days)s.") % {
        "days": _days(policy.rest_after_marketing)
    }
    said = {kind: _days(policy.rest_of_kind.get(kind, 0)) for kind in PROGRAMMES}
    yield (
        _(
            "Between two surveys about transactions lie %(transaction)s, between two relationship surveys"
            " %(relationship)s, between two studies %(study)s."
        )
        % said
    )
    times = policy.recontacts_per_case
    yield (
        ngettext(
            "Whether a case was solved is asked once, whatever the rest periods say.",
            "Whether a case was solved is asked at most %(times)s times, whatever the rest periods say.",
            times,
        )
        % {"times": times}
    )


def _often(policy: Policy) -> Iterator[str]:
    yield _("At most %(most)s invitations within 365 days; %(less)s for decision-makers.") % {
        "most": policy.yearly,
        "less": min(policy.yearly, policy.yearly_of_decision_makers),
    }
    yield (
        _(
            "All persons of an account together: at most %(week)s contacts a week, and at most %(share)s %% of its"
            " contacts in one wave, but always one."
        )
        % {"week": policy.account_weekly, "share": f"{100 * policy.account_share:g}"}
    )
    yield ngettext(
        "%(count)s reminder at most, %(days)s business days after the last contact; none after an answer.",
        "%(count)s reminders at most, each %(days)s business days after the last contact; none after an answer.",
        policy.reminders.most,
    ) % {"count": policy.reminders.most, "days": policy.reminders.business_days}


def _spared(policy: Policy) -> Iterator[str]:
    rule = policy.regular
    yield _(
        "Whoever made %(orders)s purchases within %(days)s is a regular buyer and is not asked about single"
        " purchases, nor is anybody with the role %(roles)s."
    ) % {
        "orders": rule.orders,
        "days": _days(rule.within_days),
        "roles": ", ".join(role.replace("_", " ") for role in rule.roles) or "–",
    }
    if rule.stays_days:
        yield _("That ends %(days)s after the last such purchase.") % {"days": _days(rule.stays_days)}
    if policy.key_tiers:
        yield _("Accounts of tier %(tiers)s stay out of random samples about transactions.") % {
            "tiers": ", ".join(policy.key_tiers)
        }
    yield _("Whoever has an open case is not surveyed until it is closed.")
    yield _("An account manager may delay an account for %(days)s with a reason, and exclude nobody.") % {
        "days": _days(policy.longest_delay)
    }


def _when(policy: Policy) -> Iterator[str]:
    yield _("Mail leaves %(hours)s on the company's clock.") % {"hours": policy.hours}
    yield _("Where two compete, the first of these goes first: %(kinds)s.") % {
        "kinds": ", ".join(policy.priority)
    }
    yield _(
        "A wave pauses when more than %(opt_outs)s %% opt out or more than %(complaints)s %% complain, from"
        " %(fewest)s opt-outs or %(few)s complaints on."
    ) % {
        "opt_outs": f"{100 * policy.stop.opt_outs:g}",
        "complaints": f"{100 * policy.stop.complaints:g}",
        "fewest": policy.stop.fewest_opt_outs,
        "few": policy.stop.fewest_complaints,
    }


def _law(policy: Policy) -> Iterator[str]:
    words = {
        "free": _("no consent"),
        "customer": _("a customer or a consent"),
        "consent": _("a consent"),
        "never": _("never"),
    }

    def said(needs: dict[str, str]) -> str:
        return ", ".join(f"{purpose}: {words[basis]}" for purpose, basis in needs.items())

    for country, needs in policy.law.countries.items():
        yield f"{country} – {said(dict(needs))}."
    yield _("Everywhere else – %(needs)s.") % {"needs": said(dict(policy.law.otherwise))}
    for channel, basis in policy.law.channels.items():
        yield _("By %(channel)s in every country: %(needs)s.") % {"channel": channel, "needs": words[basis]}


def _condition(rule: Condition) -> str:
    who = ", ".join(f"{name} {' / '.join(rule.when[name])}" for name in ATTRIBUTES if name in rule.when)
    numbers = []
    if rule.rest_days is not None:
        numbers.append(_("rest of %(days)s") % {"days": _days(rule.rest_days)})
    numbers += [f"{kind}: {_days(days)}" for kind, days in rule.rest_of_kind.items()]
    if rule.yearly is not None:
        numbers.append(_("at most %(most)s a year") % {"most": rule.yearly})
    return f"{who}: {', '.join(numbers) or '–'}."
