"""An account manager tells contacts that they will be asked. That is allowed, and kept, for scores may differ by it."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from oyez.company.changes import audit
from oyez.company.core.scope import Viewer
from oyez.contact.models import Preparation
from oyez.contact.queries.accounts import contacts, own_account
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import Refused


@transaction.atomic
def prepare(
    viewer: Viewer, account: str, persons: Collection[int], *, key: str, wave: str = "", note: str = ""
) -> int:
    """Write down who was told about a wave beforehand; says how many are new."""
    row = own_account(viewer, account)
    known = {one.person_id for one in contacts(viewer, account)}
    if not persons or not key:
        raise Refused(_("Choose who was prepared, and for what."))
    if strangers := set(persons) - known:
        raise Refused(_("%(count)s of them are no contacts of this account.") % {"count": len(strangers)})
    fresh = 0
    for person in sorted(set(persons)):
        _row, is_new = Preparation.objects.get_or_create(
            person_id=person,
            key=key,
            wave=wave,
            defaults={
                "account": row.key,
                "note": note.strip()[:300],
                "by_id": viewer.member,
                "name": viewer.name,
                "at": to_micros(now()),
            },
        )
        fresh += is_new
    audit(
        viewer,
        "prepare_contacts",
        f"account:{row.key}",
        after={"survey": key, "wave": wave, "persons": fresh},
    )
    return fresh
