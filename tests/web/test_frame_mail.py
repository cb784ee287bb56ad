"""Mail to staff says the same as text and as page, and asks nobody for a picture."""

from types import SimpleNamespace

from django.template.loader import render_to_string

CASE = {
    "company": SimpleNamespace(name="Aurora"),
    "title": "Worktop chipped at fitting",
    "who": "Anneke Hoffmann, Bonn",
    "where": "Fitting, Nordholz Montage",
    "quote": "The worktop has a <chip> & they left.",
    "score": 3,
    "maximum": 10,
    "due": "Monday 23 Nov, 18:00",
    "why": "A score of 3 is below 5.",
    "action": "Open the case",
    "action_url": "https://oyez.example/cases/2291/",
}


def test_the_page_of_a_mail_escapes_what_customers_wrote() -> None:
    html = render_to_string("mail/case_opened.html", CASE)
    assert "a &lt;chip&gt; &amp; they left" in html
    assert 'href="https://oyez.example/cases/2291/"' in html
    assert "Answer by Monday 23 Nov, 18:00" in html


def test_the_text_of_a_mail_is_plain() -> None:
    text = render_to_string("mail/case_opened.txt", CASE)
    assert "“The worktop has a <chip> & they left.”" in text
    assert "Open the case: https://oyez.example/cases/2291/" in text
    assert "Score 3 of 10" in text
    assert "{" not in text


def test_a_mail_loads_nothing() -> None:
    html = render_to_string("mail/case_opened.html", CASE)
    assert "<img" not in html
    assert "<script" not in html
    assert "src=" not in html
    assert "url(" not in html


def test_a_case_without_words_or_score_has_no_empty_quote() -> None:
    html = render_to_string("mail/case_opened.html", {**CASE, "quote": "", "score": None})
    assert "“" not in html
    assert ">None<" not in html
