"""How people sign, and what their programs and firms put below."""

import re

from oyez.contact.core.inbound.tables import any_of

LONGEST_LINE = 60
MOST_LINES = 8

DELIMITER = re.compile(r"^\s*(?:--|—|–|―|__|-- ?\u00a0)\s*$")
DRAWN = re.compile(r"^\s*[—–―]{3,}\s*$")
NAME = re.compile(r"^\s*[-–—~]\s?[^\W\d_]\w*\.?(?: [^\W\d_][\w.'’-]*){0,3}\s*$")

MOBILE = any_of(
    r"""
    sent (?:from|with|via|using)
    get outlook for
    sent by
    gesendet (?:von|mit|über|via)
    diese nachricht wurde von meinem
    von (?:meinem|unterwegs) .{0,30}gesendet
    envoyé (?:de|depuis|à partir|avec|via)
    obtenez outlook
    télécharger outlook
    enviado (?:desde|do|de|por|a partir|com)
    obtener outlook
    obter (?:o )?outlook
    inviato (?:da|con|dal)
    scarica outlook
    verzonden (?:vanaf|met|via)
    verstuurd vanaf
    outlook voor
    skickat från
    sendt fra
    sendt med
    lähetetty
    hanki outlook
    hämta outlook
    wysłan[eoy] z
    wysłano z
    pobierz outlook
    odesláno z
    odoslané z
    отправлено (?:с|из|от)
    надіслано з
    trimis de pe
    στάλθηκε από
    gönderildi
    elküldve
    发自我的
    從我的
    发自
    .{0,20}から送信
    나의 .{1,20}에서 보냄
    .{1,20}에서 보냄
    أُرسلت من
    نשלח מה
    נשלח מ
    """,
    before=r"^\s*",
    after=r"[^.!?,;]{0,60}(?:<[^<>\s]{1,300}>)?\s*\.?\s*$",
)
MOST_WORDS = 9

CLOSING = any_of(
    r"""
    (?:with )?(?:best|kind|kindest|warm|warmest|many|my)? ?(?:regards|wishes|greetings)
    best
    cheers
    sincerely(?: yours)?
    yours(?: (?:sincerely|faithfully|truly))?
    many thanks
    thanks
    thank you
    thx
    cordially
    respectfully
    (?:mit )?(?:freundlichen?|besten?|herzlichen?|lieben?|schönen?|viele|vielen) (?:grüße[n]?|grüssen?|gruß|gruss|dank)
    mfg
    lg
    vg
    beste grüße
    gruß
    grüße
    (?:bien )?cordialement
    (?:très )?cordialement
    salutations(?: distinguées)?
    sincères salutations
    bonne (?:journée|réception)
    merci
    (?:un )?(?:cordial )?saludos?(?: cordiales)?
    atentamente
    gracias
    (?:cordiali|distinti|tanti) saluti
    saluti
    grazie
    cordialmente
    atenciosamente
    cumprimentos
    (?:com os )?melhores cumprimentos
    abraços?
    obrigad[oa]
    (?:met )?vriendelijke groet(?:en)?
    groet(?:en|jes)?
    mvg
    bedankt
    (?:med )?vänliga? hälsning(?:ar)?
    mvh
    hälsningar
    med vennlig hilsen
    (?:med )?venlig hilsen
    hilsen
    vh
    (?:ystävällisin )?terveisin
    (?:z )?(?:poważaniem|pozdrowieniami)
    pozdrawiam
    s pozdravem
    с уважением
    üdvözlettel
    saygılarımla
    με εκτίμηση
    よろしくお願い(?:いた)?します
    以上
    此致
    祝好
    감사합니다
    """,
    before=r"^\s*",
    after=r"[ ,.!–-]*(?:[\U0001F300-\U0001FAFF\u2600-\u27bf\ufe0f ]*)$",
)

DISCLAIMER = any_of(
    r"""
    this (?:e-?mail|message|communication)(?: and any .{0,40})? (?:is|are|may) .{0,60}(?:confidential|intended)
    this (?:e-?mail|message) (?:may )?contains? .{0,60}(?:confidential|privileged)
    (?:confidentiality|legal) (?:notice|note|disclaimer)
    disclaimer ?:
    the information (?:contained )?in this (?:e-?mail|message)
    diese (?:e-?mail|nachricht) (?:enthält|kann|ist) .{0,60}vertraulich
    der inhalt dieser e-?mail
    ce (?:message|courriel|mail) .{0,60}confidentiel
    le informazioni contenute in quest
    este (?:mensaje|correo|e-?mail) .{0,80}confidencial
    esta mensagem .{0,80}confidencia
    dit (?:bericht|e-?mail) .{0,60}vertrouwelijk
    reply to this e-?mail directly
    you are receiving this (?:because|e-?mail)
    virus-?free\.
    diese e-mail wurde .{0,40}viren geprüft
    this e-?mail has been checked for viruses
    please consider the environment
    """,
    before=r"^\W*",
)


def begins_signature(lines: list[str], at: int) -> bool:
    """Whether from here to the end there is only a signature or a footer."""
    line = lines[at]
    if DELIMITER.match(line) or DISCLAIMER.match(line) or is_mobile(line):
        return True
    if DRAWN.match(line):
        return _is_short(lines[at + 1 :], 1)
    if CLOSING.match(line):
        return at > 0 and _is_short(lines[at + 1 :], 1 if _is_weak(line) else 0)
    return (
        NAME.match(line) is not None and at > 0 and not _is_list(lines, at) and _is_short(lines[at + 1 :], 0)
    )


def is_mobile(line: str) -> bool:
    return MOBILE.match(line) is not None and len(re.sub(r"<[^<>]*>", "", line).split()) <= MOST_WORDS


def _is_weak(line: str) -> bool:
    """Thanks may be all somebody says; with a comma and a name below, it closes a mail."""
    weak = re.match(
        r"\s*(many thanks|thanks|thank you|thx|merci|gracias|grazie|obrigad|bedankt|best\b|감사|以上)",
        line,
        re.IGNORECASE,
    )
    return weak is not None


def _is_short(rest: list[str], least: int) -> bool:
    """A handful of short lines, as a name, a title and a telephone number are."""
    said = [line for line in rest if line.strip()]
    return least <= len(said) <= MOST_LINES and all(len(line) <= LONGEST_LINE for line in said)


def _is_list(lines: list[str], at: int) -> bool:
    """A dash is also how lists are written: then the neighbours have one."""
    marks = [
        line.lstrip()[:1] in ("-", "–", "*", "•") for line in lines[max(0, at - 2) : at + 3] if line.strip()
    ]
    return sum(marks) > 1
