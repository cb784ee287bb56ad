"""Which mapping a file is meant for, told from its columns; where nothing tells, nothing is said."""

from pathlib import Path

import pytest

from oyez.collect.core.guess import Guess, guess, likeliest
from oyez.collect.core.looks import look
from oyez.collect.library import built_in, built_in_mapping
from tests.collect.reading import table, write

HEADERS = [
    # English
    ("id,date,email,branch,nps,comment", "responses", {"nps": "nps", "unit": "branch", "text": "comment"}),
    ("id,date,email,nps", "responses", {"nps": "nps"}),
    ("id,date,nps,comment", "responses", {"nps": "nps", "occurred": "date"}),
    ("id,date,customer email,nps score,comment", "responses", {"nps": "nps score", "email": "customer email"}),
    ("id,date,csat,comment", "responses", {"csat": "csat"}),
    ("date,ces,comment", "responses", {"ces": "ces"}),
    ("order id,order date,customer email,nps,comment", None, {}),
    ("id,date,rating,comment", "reviews", {"stars": "rating"}),
    ("review id,published,stars,review text,product", "reviews", {"stars": "stars"}),
    ("order id,order date,customer email,total", "orders", {"ordered": "order date"}),
    ("order no,date,customer no,required date,amount", "orders", {"promised": "required date"}),
    ("ticket id,created at,requester email,subject,status,csat", "tickets", {"rating": "csat"}),
    ("number,opened at,closed at,priority,description", "tickets", {"opened": "opened at"}),
    ("account id,company,tier,renewal date", "accounts", {"renewal": "renewal date"}),
    ("first name,last name,email,phone", "contacts", {"first": "first name"}),
    ("id,date,email,comment", None, {}),
    ("id,date", None, {}),
    ("id,name,email", None, {}),
    ("%PDF-", None, {}),
    # German
    ("Antwortnummer;Antwortdatum;E-Mail;Filiale;Weiterempfehlung;Kommentar", "responses", {"nps": "Weiterempfehlung"}),
    ("Datum;Zufriedenheit;Kommentar", "responses", {"csat": "Zufriedenheit"}),
    ("Datum;Sterne;Bewertungstext", "reviews", {"stars": "Sterne"}),
    ("Bestellnummer;Bestelldatum;Kundennummer;Betrag;Liefertermin", "orders", {"promised": "Liefertermin"}),
    ("Ticketnummer;Erstellt am;Gelöst am;Betreff;Priorität", "tickets", {"closed": "Gelöst am"}),
    ("Kundennummer;Firma;Umsatz;Vertragsende", "accounts", {"renewal": "Vertragsende"}),
    ("Vorname;Nachname;E-Mail;Telefon", "contacts", {"last": "Nachname"}),
    ("Nummer;Datum;Bemerkung", None, {}),
    # French
    ("date de réponse;courriel;recommandation;commentaire", "responses", {"nps": "recommandation"}),
    ("date de l'avis;étoiles;avis", "reviews", {"stars": "étoiles"}),
    ("numéro de commande;date de commande;numéro client;montant", "orders", {"amount": "montant"}),
    ("numéro de ticket;créé le;résolu le;objet;statut", "tickets", {"opened": "créé le"}),
    ("prénom;nom de famille;courriel;téléphone", "contacts", {"phone": "téléphone"}),
    ("date;commentaire", None, {}),
]  # fmt: skip


def told(folder: Path, content: str) -> Guess | None:
    looks = look(table(write(folder, "a.csv", content)))
    return likeliest(guess(looks, map(built_in_mapping, built_in())))


def best(folder: Path, content: str) -> Guess:
    found = told(folder, content)
    assert found is not None
    return found


@pytest.mark.parametrize(("header", "mapping", "columns"), HEADERS)
def test_a_header_tells_its_mapping_or_nothing(
    tmp_path: Path, header: str, mapping: str | None, columns: dict[str, str]
) -> None:
    found = told(tmp_path, f"{header}\n")
    assert (found.mapping if found else None) == mapping
    if found:
        assert columns.items() <= found.columns().items()


def test_the_file_of_the_tutorial_is_one_of_answers(tmp_path: Path) -> None:
    rows = "1,2026-03-02 09:15,ana@example.org,harbour,9,Fitted in a day\n2,2026-03-02,ben@example.org,harbour,10,\n"
    found = best(tmp_path, f"id,date,email,branch,nps,comment\n{rows}")
    assert (found.mapping, found.certain["nps"]) == ("responses", "nps")


def test_a_german_file_with_headers_of_its_own_is_told_by_a_word_and_its_values(tmp_path: Path) -> None:
    rows = "".join(
        f"{n}.03.2026;p{n}@example.org;{n % 11};Der Monteur kam leider viel zu spät zu uns\n"
        for n in range(1, 20)
    )
    question = "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?"
    asked = best(tmp_path, f"Abgegeben;Adresse;{question};Was war los\n{rows}")
    assert (asked.mapping, asked.perhaps["nps"]) == ("responses", question)
    opaque = best(tmp_path, f"Feld 1;Feld 2;Feld 3;Feld 4\n{rows}")
    assert (opaque.mapping, opaque.perhaps["nps"], opaque.certain) == ("responses", "Feld 3", {})


def test_a_score_up_to_ten_is_not_one_of_stars(tmp_path: Path) -> None:
    rows = "".join(f"{n},2026-03-{n:02d},p{n}@example.org,{n % 11}\n" for n in range(1, 20))
    found = best(tmp_path, f"id,date,email,score\n{rows}")
    assert (found.mapping, found.perhaps) == ("responses", {"nps": "score"})


def test_small_numbers_alone_are_no_score(tmp_path: Path) -> None:
    rows = "".join(f"{n},2026-03-{n:02d},p{n}@example.org,{n % 11}\n" for n in range(1, 20))
    assert told(tmp_path, f"id,date,email,pieces\n{rows}") is None


def test_one_score_out_of_range_does_not_hide_its_column(tmp_path: Path) -> None:
    found = best(tmp_path, "id,date,nps\n1,2026-03-01,9\n2,2026-03-02,11\n")
    assert (found.mapping, found.certain["nps"]) == ("responses", "nps")


def test_an_order_with_a_score_is_an_answer_about_it(tmp_path: Path) -> None:
    rows = "".join(f"A{n},2026-03-{n:02d},p{n}@example.org,{n % 11},Fine\n" for n in range(1, 9))
    found = best(tmp_path, f"order id,order date,customer email,nps,comment\n{rows}")
    assert (found.mapping, found.certain["nps"], found.perhaps) == (
        "responses",
        "nps",
        {"occurred": "order date"},
    )
