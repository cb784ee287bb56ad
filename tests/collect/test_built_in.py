"""The mappings that come with Oyez, over files as other programs write them."""

from pathlib import Path

import pytest

from oyez.collect.core.guess import guess
from oyez.collect.core.looks import date_format, look
from oyez.collect.core.mapping.step import spelled
from oyez.collect.core.mapping.trouble import MappingError
from oyez.collect.core.plan import Choices
from oyez.collect.fields import FIELDS
from oyez.collect.library import built_in, built_in_mapping, find_mapping
from oyez.kit.errors import NotFound
from tests.collect.reading import facts, outcomes, reason, table, taken, write

QUALTRICS = '''StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,RecipientEmail,DistributionChannel,UserLanguage,NPS,Comment
"Start Date","End Date","Response Type","Progress","Finished","Recorded Date","Response ID","Recipient Email","Distribution Channel","User Language","How likely?","Why?"
"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}","{""ImportId"":""endDate""}","{}","{}","{}","{}","{""ImportId"":""_recordId""}","{}","{}","{}","{""ImportId"":""QID1""}","{}"
2025-08-19 22:00:00,2025-08-19 22:05:00,IP Address,100,True,2025-08-19 22:05:01,R_abc,ana@example.org,email,EN,9,"So ""good"""
'''  # noqa: E501  # as it is exported
PLAY = (
    "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,"
    "Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,"
    "Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,"
    "Developer Reply Text,Review Link\r\n"
    "org.x,1,1.0,de,pixel,2026-01-05T10:00:00Z,1767607200000,2026-01-05T10:00:00Z,1767607200000,"
    "4,Gut,Läuft,,,,http://play/1\r\n"
)
BUSINESS = (
    '{"name":"accounts/1/locations/2/reviews/3","reviewId":"3","reviewer":{"displayName":"Bo"},"starRating":"FIVE",'
    '"comment":"Great","createTime":"2026-01-20T00:00:00Z","updateTime":"2026-01-20T00:00:00Z"}\n'
    '{"reviewId":"4","reviewer":{"displayName":"Li"},"starRating":"STAR_RATING_UNSPECIFIED","createTime":"2026-01-20T00:00:00Z"}\n'
)
ZENDESK = (
    '{"id":35436,"via":{"channel":"web"},"created_at":"2026-01-20T22:55:29Z","subject":"Help!",'
    '"description":"My printer","priority":"high","status":"open",'
    '"requester_id":20978392,"satisfaction_rating":{"score":"unoffered"}}\n'
    '{"id":35437,"via":{"channel":"email"},"created_at":"2026-01-20T22:55:29Z","solved_at":"2026-01-21T08:00:00Z",'
    '"subject":"Late","description":"Where is it?","status":"solved","requester_id":20978392,'
    '"satisfaction_rating":{"score":"bad","comment":"slow"}}\n'
)


def of(name: str) -> str:
    return built_in_mapping(name).text


def test_a_survey_export_with_three_header_rows(tmp_path: Path) -> None:
    (fact,) = facts(outcomes(write(tmp_path, "q.csv", QUALTRICS), of("responses")))
    assert (fact.id, fact.scores, fact.text, fact.language) == ("R_abc", {"nps": 9.0}, 'So "good"', "EN")
    assert fact.subject == "email:ana@example.org"


def test_app_reviews_in_utf_16(tmp_path: Path) -> None:
    (fact,) = facts(outcomes(write(tmp_path, "reviews.csv", PLAY.encode("utf-16")), of("reviews")))
    assert (fact.scores, fact.text, fact.mention, fact.subject) == ({"stars": 4.0}, "Gut\nLäuft", True, None)
    assert (fact.mode, fact.language, fact.id) == ("identified", "de", "http://play/1")


def test_a_rating_that_is_a_word(tmp_path: Path) -> None:
    five, none = facts(outcomes(write(tmp_path, "reviews.jsonl", BUSINESS), of("reviews")))
    assert (five.scores, five.attributes, five.id) == ({"stars": 5.0}, {"author": "Bo"}, "3")
    assert none.scores == {}


def test_tickets_with_their_closing_and_rating(tmp_path: Path) -> None:
    first, second = (
        taken(outcome).facts for outcome in outcomes(write(tmp_path, "t.jsonl", ZENDESK), of("tickets"))
    )
    assert [fact.kind for fact in first] == ["ticket"]
    assert [fact.kind for fact in second] == ["ticket", "ticket_closed", "response"]
    assert (second[2].scores, second[2].text, second[2].subject) == ({"csat": 1.0}, "slow", "crm:20978392")
    assert first[0].text == "Help!\nMy printer"


def test_orders_that_came_late(tmp_path: Path) -> None:
    path = write(
        tmp_path, "o.csv",
        "ORDER_NO;KD_NR;Datum;Liefertermin;geliefert;Summe_EUR\nAU-1;K-9;18.09.2026;25.09.2026;27.09.2026;18420,00\n",
    )  # fmt: skip
    (outcome,) = outcomes(path, of("orders").replace("name: orders", "name: orders\ndecimal: ','"))
    order, promise, delivery = taken(outcome).facts
    assert (order.attributes["amount"], delivery.attributes["late"]) == (18420, True)
    assert promise.attributes["promised"] == "2026-09-24T22:00:00Z"
    assert order.subject == "crm:K-9"


def test_a_missing_column_says_what_it_may_be_called(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "score,said\n9,x\n")
    with pytest.raises(
        MappingError, match="The file has no column for “occurred” \\(also known as date, submitted at, "
    ):
        outcomes(path, of("responses"))
    chosen = Choices(columns={"occurred": "said", "nps": "score"})
    assert "“x” is not a date" in reason(outcomes(path, of("responses"), chosen)[0])
    with pytest.raises(MappingError, match="the file has no column “elsewhere”"):
        outcomes(path, of("responses"), Choices(columns={"occurred": "elsewhere"}))
    with pytest.raises(MappingError, match="there is no column “ocurred”; did you mean “occurred”"):
        outcomes(path, of("responses"), Choices(columns={"ocurred": "said"}))


def test_an_unknown_mapping_says_which_there_are() -> None:
    with pytest.raises(NotFound, match=r"There is no mapping “answers”\. Known: accounts, contacts, olist"):
        find_mapping("answers")
    with pytest.raises(NotFound, match=r"There is no mapping file nowhere\.yaml"):
        find_mapping("nowhere.yaml")


@pytest.mark.parametrize("name", built_in())
def test_no_mapping_calls_two_columns_the_same(name: str) -> None:
    mapping = built_in_mapping(name)
    names = [spelled(own) for own in mapping.columns()]
    assert len(names) == len(set(names))
    assert set(mapping.columns()) <= set(FIELDS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("responses", "Response ID;Datum;E-Mail;NPS;Kommentar\nR1;01.02.2026;a@b.de;9;gut\n"),
        ("reviews", "review id,date,rating,title,review\n1,2026-01-01,5,Nice,Very\n"),
        ("tickets", "ticket id,created at,requester email,subject,description,status\n1,2026-01-01,a@b.de,x,y,open\n"),
        ("orders", "order id,order date,customer id,required date,total\n1,2026-01-01,7,2026-01-05,10\n"),
        ("accounts", "account id,company,segment,renewal date,revenue\n1,Hotel,gold,2027-01-01,5\n"),
        ("contacts", "first name,last name,email,phone,account,role\nA,B,a@b.de,+49 1,X,user\n"),
    ],
)  # fmt: skip
def test_the_mapping_of_a_file_is_guessed(tmp_path: Path, name: str, content: str) -> None:
    best = guess(
        look(table(write(tmp_path, "a.csv", content))), [built_in_mapping(each) for each in built_in()]
    )[0]
    assert (best.mapping, best.missing) == (name, ())


def test_columns_without_a_telling_name_are_guessed_from_their_values(tmp_path: Path) -> None:
    rows = "".join(
        f"2026-01-{n:02d},{n % 11},p{n}@example.org,they came late again and nobody called us\n"
        for n in range(1, 20)
    )
    looks = look(table(write(tmp_path, "a.csv", f"spalte a,spalte b,spalte c,spalte d\n{rows}")))
    best = next(each for each in guess(looks, [built_in_mapping("responses")]))
    assert best.perhaps == {
        "email": "spalte c",
        "occurred": "spalte a",
        "nps": "spalte b",
        "text": "spalte d",
    }
    assert best.certain == {}


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (["2026-01-02", "2026-01-03"], "iso"), (["1.2.2026", "13.2.2026"], "dotted"),
        (["01/02/2026", "13/02/2026"], "day-first"), (["01/02/2026", "02/13/2026"], "month-first"),
        (["01/02/2026", "03/04/2026"], ""), (["x", "y"], ""),
    ],
)  # fmt: skip
def test_a_date_that_could_be_two_is_not_guessed(values: list[str], form: str) -> None:
    assert date_format(values) == form
