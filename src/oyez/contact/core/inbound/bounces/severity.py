"""Whether a failure says that an address is dead, or only that one mail did not arrive.

The text is asked before the code, since servers give one code for both (“5.1.1 … over quota”); classes of
codes are those of RFC 3463, section 3.
"""

import re

from oyez.contact.core.inbound.tables import any_of

SOFT_WORDS = any_of(
    r"""
    quota
    (mail)?box .{0,30}full
    mailfolder is full
    full mailbox
    mailbox (size|exceeds)
    exceeds allowed size
    exceeded.{0,30}(limit|size)
    size limit
    too (large|big|long)
    recipsizelimit
    insufficient
    disk space
    out of (space|storage)
    spam
    \bube\b
    unsolicited
    bulk e?mail
    virus
    malware
    content (rejected|filter)
    policy
    policies
    policyviol
    security polic
    blacklist
    blocklist
    block ?list
    blocked
    \bban(ned)?\b
    reputation
    spamhaus
    \brbl\b
    \bdnsbl\b
    \bspf\b
    \bdkim\b
    \bdmarc\b
    unauthenticated
    authentication
    purported responsible
    smtp server of your isp
    sender (address )?(was )?(rejected|denied|verify)
    mail from\b.{0,80}rejected
    rejected.{0,20}sender
    (?<!: )access denied
    host network not allowed
    rejete
    mail rejected
    recipient preferences
    domain filter
    rejected by the domain
    too many
    rate limit
    ratelimit
    frequency limit
    temporar
    try again later
    later\b.{0,20}retr
    timed? ?out
    timeout
    deferred
    greylist
    graylist
    unexpected volume
    upstream error
    connection (refused|reset|lost)
    unable to connect
    loop
    hop count
    too many hops
    service (currently |is )?(un|not )available
    service unavailable
    header error
    internal (system )?error
    in the queue too long
    not a member
    not member
    different address or alias
    duplicated message-id
    out of memory
    lmtp transmission
    """,
)

HARD_WORDS = any_of(
    r"""
    (user|recipient|mailbox|account|address|userid|login)( name)? ?(is )?unknown
    (user|recipient|mailbox|account|address)( name)? ?(is )?not (found|known|exist|listed)
    (user|recipient|mailbox|account|address)( name)? ?(is )?not (recognized|valid|here|available)
    (unknown|invalid|no such|non-?exist\w+) (local |final delivery )?(user(id)?|recipient|mailbox|account)
    (unknown|invalid|no such|non-?exist\w+) (local )?(address|e-?mail|addressee|domain|host)
    no (such )?(mailbox|user|recipient|account)\b
    does(n't| not|n’t) (have a|exist)
    not (a )?valid (user|recipient|mailbox)
    (account|mailbox|address|user).{0,30}(disabled|discontinued|inactive|suspended|closed)
    (account|mailbox|address|user).{0,30}(deactivated|frozen|deleted|expired|no longer)
    no longer (on server|available|exists|valid|in use|with)
    recip(ient)?notfound
    not listed in
    name is not recognized
    host (unknown|not found)
    unknown host
    domain (does not exist|not found|is not reachable)
    no such domain
    nxdomain
    null mx
    could not find a gateway
    destinataire invalide
    address(ee)? rejected
    recipient address rejected
    email address is possibly incorrect
    wasn[’']t found at
    couldn[’']t be found
    not our customer
    has moved
    user reject
    no valid recipients
    unroutable
    unrouteable
    may not exist
    存在しない
    見つかりません
    見つかりませ
    リストにありません
    宛先不明
    غير موجودة
    не (существует|найден)
    unbekannt
    existiert nicht
    n'existe pas
    no existe
    não existe
    non esiste
    bestaat niet
    不存在
    """,
)

DEAD = {
    "1.0",
    "1.1",
    "1.2",
    "1.3",
    "1.4",
    "1.6",
    "1.10",
    "2.1",
    "4.4",
    "0.0",
    "2.0",
    "4.1",
}  # subject.detail of 5.x.x
DEAD_REPLIES = {"550", "551", "553", "556", "521", "542"}

ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
REPLY = re.compile(r"(?<![\d.#])([45]\d\d)(?=[- ]|$)")


def codes(text: str) -> list[str]:
    """The enhanced status codes in a text, in order."""
    return ENHANCED.findall(text)


def telling(status: str, diagnostic: str) -> str:
    """The status that says most: a report's own unless it only says “failed”, else one from the server's words."""
    own = next(iter(codes(status)), "")
    if own and not own.endswith(".0.0"):
        return own
    better = [code for code in codes(diagnostic) if not code.endswith(".0.0")]
    return next(iter(better), own)


def is_hard(status: str, diagnostic: str, context: str = "") -> bool:
    """Whether a failure is the address's own and lasting; `context` is the prose around it, asked last."""
    if status.startswith("4."):
        return False
    for words in (diagnostic, context):
        if SOFT_WORDS.search(words):
            return False
        if HARD_WORDS.search(words):
            return True
    return _by_code(status, diagnostic)


def _by_code(status: str, diagnostic: str) -> bool:
    if status and not status.endswith(".0.0"):
        return status.startswith("5.") and status[2:] in DEAD
    reply = REPLY.search(diagnostic)
    return reply[1] in DEAD_REPLIES if reply else True
