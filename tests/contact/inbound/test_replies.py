"""A person's own words are cut from what they quote and how they sign."""

import pytest

from oyez.contact.core.inbound.reading import read_mail
from oyez.contact.core.inbound.replies.cutting import own_words
from tests.contact.inbound.mails import in_html

WORDS = "The left door hangs low.\nPlease send somebody."

QUOTES = (
    "On Mon, 16 Nov 2026 at 09:12, Aurora <surveys@aurora.example> wrote:\n> How was it?",
    "On Mon, 16 Nov 2026 at 09:12, Aurora Kitchens and Furniture <\nsurveys@aurora.example> wrote:\n\n> How was it?",
    "Am 16.11.2026 um 09:12 schrieb Aurora <surveys@aurora.example>:\n> Wie war es?",
    "Le lun. 16 nov. 2026 à 09:12, Aurora <surveys@aurora.example> a écrit :\n> Alors ?",
    "El lun, 16 nov 2026 a las 9:12, Aurora (<surveys@aurora.example>) escribió:\n> ¿Qué tal?",
    "Il giorno lun 16 nov 2026 alle ore 09:12 Aurora <surveys@aurora.example> ha scritto:\n> Com'era?",
    "Em seg., 16 de nov. de 2026 às 09:12, Aurora <surveys@aurora.example> escreveu:\n> Como foi?",
    "Op ma 16 nov 2026 om 09:12 schreef Aurora <surveys@aurora.example>:\n> Hoe was het?",
    "Den mån 16 nov. 2026 kl 09:12 skrev Aurora <surveys@aurora.example>:\n> Hur var det?",
    "ma 16. marrask. 2026 klo 9.12 Aurora (surveys@aurora.example) kirjoitti:\n> Miten meni?",
    "W dniu 16.11.2026 o 09:12, Aurora pisze:\n> Jak było?",
    "пн, 16 нояб. 2026 г. в 09:12, Aurora <surveys@aurora.example>:\n> Как всё прошло?",
    "2026年11月16日(月) 9:12 Aurora <surveys@aurora.example>:\n> いかがでしたか。",
    "-----Original Message-----\nFrom: Aurora\nSent: Monday\n\nHow was it?",
    "-----Ursprüngliche Nachricht-----\nVon: Aurora\nGesendet: Montag\n\nWie war es?",
    "________________________________\nFrom: Aurora <a@aurora.example>\nSent: Monday\nTo: Ana\n\nHow was it?",
    "Von: Aurora <a@aurora.example>\nGesendet: Montag, 16. November 2026\nAn: Ana\nBetreff: Umfrage\n\nWie war es?",
    "De : Aurora\nEnvoyé : lundi 16 novembre 2026\nÀ : Ana\nObjet : Enquête\n\nAlors ?",
    "发件人: Aurora\n发送时间: 2026年11月16日\n收件人: Ana\n主题: 调查\n\n怎么样？",
)


@pytest.mark.parametrize("quote", QUOTES, ids=range(len(QUOTES)))
def test_what_is_quoted_below_is_cut_off(quote: str) -> None:
    assert own_words(f"{WORDS}\n\n{quote}\n") == WORDS


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAna Silva\nLisbon",
        "Sent from my iPhone",
        "Gesendet von Outlook für Android<https://aka.ms/x>",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Best regards,\nAna Silva",
        "Mit freundlichen Grüßen\nAna Silva\nTel. 1",
        "Cordialement,\nAna",
        "よろしくお願いします\nアナ",
        "Get Outlook for iOS<https://aka.ms/x>",
        "iPhoneから送信",
        "This message may contain confidential information and is only for the person it is addressed to.",
    ],
)
def test_signatures_and_footers_are_cut_off(signature: str) -> None:
    assert own_words(f"{WORDS}\n\n{signature}\n") == WORDS


def test_an_answer_below_the_quote_is_kept() -> None:
    assert own_words(f"On Mon, 16 Nov 2026, Aurora wrote:\n> How was it?\n\n{WORDS}") == WORDS


def test_answers_between_quotes_are_kept_together() -> None:
    text = "> Was it on time?\n\nNo.\n\n> Was it clean?\n\nYes, very.\n"
    assert own_words(text) == "No.\n\nYes, very."


def test_words_that_look_like_a_quote_are_kept() -> None:
    text = "On Monday the fitter came.\nFrom: here it went wrong.\n\n- the door\n- the drawer\n\nThanks!"
    assert own_words(text) == text


def test_html_alone_is_read_like_text() -> None:
    page = (
        "<html><head><style>p{color:red}</style></head><body><p>The left door hangs&nbsp;low.</p>"
        '<div class="gmail_quote">On Mon, 16 Nov 2026 Aurora &lt;surveys@aurora.example&gt; wrote:<br>'
        "<blockquote>How was it?</blockquote></div></body></html>"
    )
    assert read_mail(in_html(page)).text == "The left door hangs low."


def test_a_page_from_outlook_ends_at_its_rule() -> None:
    page = "<p>It is fine.</p><hr><div><b>From:</b> Aurora<br><b>Sent:</b> Monday<br></div><p>How was it?</p>"
    assert read_mail(in_html(page)).text == "It is fine."
