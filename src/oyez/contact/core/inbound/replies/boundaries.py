"""Where a mail program pastes the mail that is answered without marking its lines: Outlook and its kin."""

import re

from oyez.contact.core.inbound.tables import any_of, words_of

NEAR = 6  # lines within which a second header line must follow

FROM = words_of(
    """
    from von de da van fra från od от від отправитель 发件人 發件人 寄件者 差出人 送信者 보낸사람 lähettäjä feladó
    kimden gönderen avsender avsändare expéditeur mittente remitente odesílatel από מאת من
    """
)
OTHERS = words_of(
    """
    sent to subject date cc gesendet an betreff datum kopie envoyé à objet copie enviado para asunto
    fecha cc assunto data inviato a oggetto verzonden aan onderwerp datum sendt til emne dato
    skickat till ämne lähetetty vastaanottaja aihe päiväys wysłano do temat odesláno komu předmět
    отправлено дата кому тема 发送时间 收件人 主题 主旨 收件者 日期 送信日時 宛先 件名 日時
    보낸날짜 받는사람 제목 gönderildi kime konu
    tárgy címzett dátum elküldve εστάλη προς θέμα trimis către subiect
    """
)
FROM_LINE = re.compile(rf"^[\s*>]*(?:{'|'.join(map(re.escape, FROM))})\s?\*?\s?[:：]\*?\s*\S", re.IGNORECASE)
OTHER_LINE = re.compile(
    rf"^[\s*>]*(?:{'|'.join(map(re.escape, OTHERS))})(?:\s(?:le|el|il|em|op|den|am|at))?\s?\*?\s?[:：]",
    re.IGNORECASE,
)
MESSAGE_OF = re.compile(r"^\s*(?:message du|message from|nachricht vom|mensaje de)\s?[:：]", re.IGNORECASE)

KNOWN = any_of(
    r"""
    original message
    forwarded message
    reply message
    begin forwarded message
    ursprüngliche nachricht
    weitergeleitete nachricht
    message d['’]origine
    message original
    message transféré
    mensaje original
    mensaje reenviado
    messaggio (originale|inoltrato)
    mensagem original
    oorspronkelijk bericht
    doorgestuurd bericht
    ursprungligt meddelande
    oprindelig (besked|meddelelse)
    opprinnelig melding
    alkuperäinen viesti
    (wiadomość oryginalna|oryginalna wiadomość)
    původní (zpráva|e-mail)
    eredeti üzenet
    (исходное|пересылаемое) сообщение
    (转发|原始)邮件
    原始郵件
    元のメッセージ
    원본 메(시|세)지
    orijinal mesaj
    αρχικό μήνυμα
    """,
    before=r"^\s*[-_=]{2,}\s*",
    after=r"\s*[-_=]{2,}\s*$",
)
DRAWN = re.compile(
    r"^\s*-{5,}\s?[^\W\d_][^-\n]{2,40}?\s?-{5,}\s*$"
)  # five dashes about a few words, in any language
UNDERLINE = re.compile(r"^\s*_{2,}\s*$")


def begins_original(lines: list[str], at: int) -> bool:
    """Whether the mail that is answered begins here, unmarked, and goes on to the end."""
    line = lines[at]
    if KNOWN.match(line) or DRAWN.match(line) or UNDERLINE.match(line):
        return True
    return (FROM_LINE.match(line) is not None or MESSAGE_OF.match(line) is not None) and _is_followed(
        lines, at
    )


def _is_followed(lines: list[str], at: int) -> bool:
    """A second header line follows before any blank one."""
    for line in lines[at + 1 : at + 1 + NEAR]:
        if not line.strip():
            return False
        if OTHER_LINE.match(line) or FROM_LINE.match(line):
            return True
    return False
