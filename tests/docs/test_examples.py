"""Every mapping that a document shows is one that Oyez reads."""

import pytest

from oyez.collect.core.mapping.language import read_mapping
from oyez.collect.core.mapping.trouble import MappingError
from oyez.measure.definitions.changes import kind_of
from oyez.measure.definitions.kinds import KINDS
from oyez.measure.definitions.standing import thing
from tests.docs.documents import FENCE, ROOT, documents

EXAMPLES = [
    pytest.param(block["body"], id=f"{document.relative_to(ROOT)}-{number}")
    for document in documents()
    for number, block in enumerate(FENCE.finditer(document.read_text("utf-8")))
    if block["kind"] == "yaml" and block["body"].startswith("name:")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_mapping_in_a_document_can_be_read(example: str) -> None:
    assert read_mapping(example).steps


DEFINITIONS = [
    pytest.param(block["body"], id=f"{document.relative_to(ROOT)}-{number}")
    for document in documents()
    for number, block in enumerate(FENCE.finditer(document.read_text("utf-8")))
    if block["kind"] == "yaml" and block["body"].startswith(tuple(f"{kind}:" for kind in KINDS))
]


@pytest.mark.parametrize("example", DEFINITIONS)
def test_a_definition_in_a_document_can_be_read(example: str) -> None:
    assert thing(kind_of(example), example).heading.label


def test_a_mapping_with_a_mistake_is_seen() -> None:
    with pytest.raises(MappingError):
        read_mapping("name: visits\nintractions: []\n")
