"""Our own surveys as JSON, as another Oyez wrote them."""

from oyez.surveys.core.foreign import FORMATS, Format, Imported
from oyez.surveys.core.foreign.bounded import check_size
from oyez.surveys.core.foreign.carried import Answers, Carried
from oyez.surveys.core.portable import FORMAT, import_json


def recognises(head: bytes) -> bool:
    return f'"{FORMAT}"'.encode() in head


def read(raw: bytes, name: str) -> Imported:
    """Nothing is lost. Answers are found under the questions' ids."""
    check_size(len(raw))
    found = import_json(raw.removeprefix(b"\xef\xbb\xbf"))
    carried = tuple(Carried(question=one.id, shape="one", columns=(one.id,)) for one in found.questions)
    return Imported(format="oyez", definition=found, losses=(), answers=Answers(questions=carried))


FORMATS.add("oyez", Format("oyez", 5, "Oyez (JSON)", recognises, read))
