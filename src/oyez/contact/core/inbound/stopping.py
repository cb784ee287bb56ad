"""Mails that ask to be left alone: to the address that our mails name for it, or with “stop” as all their words."""

import re

from oyez.contact.core.inbound.headers import addresses
from oyez.contact.core.inbound.parts import Mail
from oyez.contact.core.inbound.tables import words_of

MAILBOX = re.compile(r"(^|[+._-])(unsubscribe|optout|opt-out|list-unsubscribe)([+._-]|$)")

WORDS = frozenset(
    words_of(
        """
    stop stopp unsubscribe remove optout opt-out abmelden abbestellen austragen désabonner
    désabonnement désinscrire désinscription arrêt arrêter baja desuscribir desuscribirme cancelar
    cancella cancellami disiscriviti disiscrizione descadastrar afmelden uitschrijven avregistrera
    avsluta afmeld avmeld frameld lopeta peruuta wypisz rezygnuję odhlásit odhlásiť leiratkozás
    dezabonare отписаться отписка стоп отписать відписатися 配信停止 停止 退订 退訂 取消订阅 수신거부 durdur iptal
    διαγραφή إلغاء توقف הסר
    """
    )
)
PHRASES = frozenset(
    (
        "unsubscribe me", "please unsubscribe", "please unsubscribe me", "remove me", "please remove me", "opt out",
        "stop mailing me", "stop emailing me", "bitte abmelden", "me désabonner", "darme de baja", "dar de baja",
        "no more emails", "keine weiteren mails", "إلغاء الاشتراك",
    )
)  # fmt: skip


def asks_to_stop(mail: Mail, own_words: str) -> bool:
    """Whether a mail is a request to opt out. A longer text that only mentions it is a reply, for a person to read."""
    mailboxes = [
        address.split("@")[0] for name in ("to", "delivered-to") for address in addresses(mail.header(name))
    ]
    if any(MAILBOX.search(mailbox) for mailbox in mailboxes):
        return True
    said = _bare(own_words)
    if said:
        return said in WORDS or said in PHRASES
    return _bare(mail.header("subject")) in WORDS


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s-]", " ", text[:200]).casefold().split())
