"""Writing the contact rules: each text is a version of its own, and an older one can be written again."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.core import rules_text
from oyez.contact.models import RulesVersion
from oyez.contact.queries.rules import newest, text_of
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import Refused


@transaction.atomic
def write(viewer: Viewer, text: str, *, over: int | None = None) -> RulesVersion | None:
    """Let other rules hold from now on; `None` where nothing differs.

    `over` is the version that the author had before their eyes: where it is not the newest, nothing is written.
    """
    viewer.needs(Can.PROGRAMME)
    text = text.replace("\r\n", "\n").strip() + "\n"
    rules_text.policy(text)
    version, before = newest(viewer)
    if over is not None and over != version:
        raise Refused(
            _(
                "The rules were changed meanwhile and are at version %(version)s. Nothing was saved: look at the"
                " newest version, then make your change again."
            )
            % {"version": version}
        )
    if text == before.strip() + "\n":
        return None
    try:
        with transaction.atomic():
            made = RulesVersion.objects.create(
                version=version + 1, text=text, by=viewer.name, at=to_micros(now())
            )
    except IntegrityError:
        raise Refused(_("Somebody saved other rules at this moment. Look at them first.")) from None
    audit(
        viewer,
        "write_contact_rules",
        "contact-rules",
        before={"version": version, "text": before},
        after={"version": made.version, "text": text},
    )
    return made


def restore(viewer: Viewer, version: int) -> RulesVersion | None:
    """Write an older text again, as the newest version; version 0 is the one built in."""
    return write(viewer, text_of(viewer, version))
