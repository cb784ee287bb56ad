"""What goals and initiatives ask: a metric in a period, narrowed to a unit, a stage, a survey."""

from datetime import date

from oyez.measure.core.question import Filter, Question, parse_filter


def question_of(metric: str, since: date, until: date, **narrowed: str) -> Question:
    """A metric in a period; what is empty narrows nothing."""
    where = tuple(Filter(name, (value,)) for name, value in narrowed.items() if value)
    return Question(metric, where=where, since=since, until=until)


def filters(text: str) -> list[Filter]:
    """Several filters in one line, apart by semicolons: `kind=fitting; attr:visit=1`."""
    return [parse_filter(part.strip()) for part in text.split(";") if part.strip()]
