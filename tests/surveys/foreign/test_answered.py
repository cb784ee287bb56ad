"""The real survey files are imported, published and answered on the public page."""

import re

import pytest
from django.test import Client

from oyez.company.core.scope import OPERATOR
from oyez.journal.models import Interaction
from oyez.kit.worker import catch_up
from oyez.surveys.changes import editing
from oyez.surveys.core.reading import definition
from oyez.surveys.foreign import as_draft, read_survey
from tests.conftest import RealData
from tests.town import Town

pytestmark = pytest.mark.django_db
FILES = "qualtrics_qsf"
CHOSEN = re.compile(r'name="(?P<name>\w+)"[^>]*value="(?P<value>[^"]+)"')


@pytest.mark.parametrize(("name", "count"), [("qualtrics_1.qsf", 25), ("qualtrics_2.qsf", 8)])
def test_every_question_of_a_real_file_can_be_answered(
    town: Town, real_data: RealData, client: Client, name: str, count: int
) -> None:
    row = as_draft(OPERATOR, read_survey(real_data(FILES) / "test" / name))
    editing.edit(OPERATOR, row.key, row.draft.replace("mode: confidential", "mode: identified"), row.revision)
    editing.publish(OPERATOR, row.key, row.revision + 1)
    editing.set_open(OPERATOR, row.key, True)
    asked = definition(row.draft)
    where, steps = f"/s/{row.key}/", 0
    while True:
        html = client.get(where).content.decode()
        if 'method="post"' not in html:
            break
        here = [one for one in asked.questions if f'name="{one.id}"' in html]
        given = {one.id: one.options[0].key if one.options else "3" for one in here}
        response = client.post(where, {**dict(_hidden(html)), **given})
        steps += 1
        assert response.status_code == 303, response.content
        assert steps < 40
        where = response.headers["Location"]
    catch_up()
    told = Interaction.objects.get(survey=row.key)
    assert len([one for one in asked.questions if one.id in told.attributes]) == count


def _hidden(html: str) -> list[tuple[str, str]]:
    return [(found["name"], found["value"]) for found in CHOSEN.finditer(html) if found["name"] == "r"]
