"""Members: by invitation, by a link that is spent once, with roles, each write on the audit trail."""

import pytest

from oyez.company import changes, queries
from oyez.company.core.scope import OPERATOR
from oyez.company.core.secrets import digest
from oyez.company.models import AuditLine, Company, Member, Token
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.models import Outgoing
from tests.town import Town

pytestmark = pytest.mark.django_db


def test_a_pasted_list_invites_everybody_in_it(town: Town) -> None:
    client = town.client(town.eli)
    lines = "Fay, fay@example.org, manager, hill, regions\nGus; gus@example.org; analyst"
    assert client.post("/members/", {"lines": lines}).status_code == 302
    assert queries.viewer_for(Member.objects.get(email="fay@example.org")).scope.units == {"hill"}
    assert Outgoing.objects.filter(rule="invitation").count() == 2


def test_one_wrong_line_invites_nobody_and_says_which(town: Town) -> None:
    before = Member.objects.count()
    lines = "Fay, fay@example.org, manager, hill, regions\nGus, gus, analyst"
    page = town.client(town.eli).post("/members/", {"lines": lines})
    assert page.status_code == 422
    assert "Line 2: “gus” is not an e-mail address." in page.content.decode()
    assert Member.objects.count() == before


def test_an_invitation_is_spent_by_choosing_a_password_once(town: Town) -> None:
    gus = changes.add_member(OPERATOR, "gus@example.org", "Gus")
    secret = changes.issue_token(OPERATOR, gus, Token.Purpose.INVITATION)
    first, second = town.client(town.cem), town.client(town.cem)
    assert first.get(f"/invitation/{secret}/").status_code == 200
    assert first.post(f"/invitation/{secret}/", {"password": "short"}).status_code == 200
    assert first.post(f"/invitation/{secret}/", {"password": "correct horse staple"}).status_code == 302
    assert second.get(f"/invitation/{secret}/").status_code == 404
    assert Member.objects.get(pk=gus.pk).check_password("correct horse staple")


def test_a_link_that_is_only_looked_at_signs_nobody_in(town: Town) -> None:
    """Mail scanners follow links; only the button's POST spends the token."""
    secret = changes.issue_token(OPERATOR, town.cem, Token.Purpose.SIGN_IN)
    client = town.client(town.dara)
    client.logout()
    for _ in range(3):
        assert client.get(f"/link/{secret}/").status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(f"/link/{secret}/").status_code == 302
    assert client.session["_auth_user_id"] == str(town.cem.pk)


def test_a_spent_link_is_worthless(town: Town) -> None:
    secret = changes.issue_token(OPERATOR, town.cem, Token.Purpose.SIGN_IN)
    changes.spend_token(secret, Token.Purpose.SIGN_IN)
    with pytest.raises(NotFound):
        changes.spend_token(secret, Token.Purpose.SIGN_IN)


def test_a_link_for_signing_in_is_no_invitation(town: Town) -> None:
    secret = changes.issue_token(OPERATOR, town.cem, Token.Purpose.SIGN_IN)
    with pytest.raises(NotFound):
        changes.spend_token(secret, Token.Purpose.INVITATION)


def test_the_database_keeps_no_secret(town: Town) -> None:
    secret = changes.issue_token(OPERATOR, town.cem, Token.Purpose.SIGN_IN)
    _row, key = changes.create_api_key(town.viewer(town.cem), town.cem, "manager", "report")
    assert secret not in str(list(Token.objects.values_list()))
    assert key not in str(list(town.cem.api_keys.values_list()))


def test_a_key_looks_with_the_eyes_of_its_member(town: Town) -> None:
    _row, secret = changes.create_api_key(town.viewer(town.cem), town.cem, "manager", "report")
    key = queries.api_key_by_digest(digest(secret))
    assert key is not None
    assert queries.viewer_for(key.member, key.role).scope == town.viewer(town.cem).scope


def test_a_role_that_sees_everything_is_granted_without_a_unit(town: Town) -> None:
    with pytest.raises(Refused, match="not narrowed to units"):
        changes.grant(OPERATOR, town.cem, "analyst", "harbour", "regions")
    assert not town.cem.grants.filter(role="analyst").exists()


def test_nobody_makes_a_key_for_a_role_they_do_not_have(town: Town) -> None:
    with pytest.raises(Refused):
        changes.create_api_key(town.viewer(town.cem), town.cem, "cx_manager", "report")


def test_only_those_who_look_after_members_invite_them(town: Town) -> None:
    with pytest.raises(NotAllowed):
        changes.invite(town.viewer(town.cem), [])
    assert town.client(town.cem).get("/members/").status_code == 404


def test_the_last_administrator_stays(town: Town) -> None:
    only = town.eli.grants.get()
    with pytest.raises(Refused):
        changes.revoke(town.viewer(town.eli), town.eli.pk, only.pk)


def test_a_member_who_is_kept_out_is_out_at_once(town: Town) -> None:
    client = town.client(town.cem)
    assert client.get("/keys/").status_code == 200
    changes.set_active(town.viewer(town.eli), town.cem.pk, False)
    assert client.get("/keys/").status_code == 302


def test_a_role_can_only_be_taken_from_the_member_it_belongs_to(town: Town) -> None:
    with pytest.raises(NotFound):
        changes.revoke(town.viewer(town.eli), town.dara.pk, town.cem.grants.get().pk)


def test_k_is_raised_and_never_lowered(town: Town) -> None:
    changes.set_k(town.viewer(town.eli), 8)
    with pytest.raises(Refused):
        changes.set_k(town.viewer(town.eli), 7)
    assert Company.objects.get().k == 8


def test_every_write_leaves_a_line_with_before_and_after(town: Town) -> None:
    changes.set_k(town.viewer(town.eli), 9)
    line = AuditLine.objects.latest("pk")
    assert (line.actor, line.verb, line.before, line.after) == ("Eli", "set_k", {"k": 5}, {"k": 9})


def test_a_role_that_is_not_ones_own_cannot_be_switched_to(town: Town) -> None:
    client = town.client(town.cem)
    assert client.post("/role/", {"role": "cx_manager"}).status_code == 404
    assert client.session.get("role") is None


def test_guessing_passwords_is_slowed_down(town: Town) -> None:
    client = town.client(town.cem)
    client.logout()
    for _ in range(6):
        page = client.post("/accounts/login/", {"login": "cem@example.org", "password": "wrong"})
    assert page.status_code == 429 or "Too many" in page.content.decode()


def test_a_stranger_is_sent_to_sign_in(town: Town) -> None:
    client = town.client(town.cem)
    client.logout()
    assert client.get("/members/").headers["Location"] == "/accounts/login/?next=%2Fmembers%2F"


def test_nobody_signs_up_by_themselves(town: Town) -> None:
    client = town.client(town.cem)
    client.logout()
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": "correct horse staple"})
    assert not Member.objects.filter(email="new@example.org").exists()
