"""A metric by its name: one of the house, or one that the company defined."""

from collections.abc import Mapping

from oyez.journal.core.scales import Scale
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound
from oyez.measure.core.metric import Metric
from oyez.measure.definitions.making import made
from oyez.measure.dimensions import Dimensions
from oyez.measure.metrics import metric_for


def metric_named(
    name: str, dimensions: Dimensions | None = None, known: Mapping[str, Scale] | None = None
) -> Metric:
    """The metric of this name; who names many gives the scales."""
    known = scales() if known is None else known
    try:
        return metric_for(name, known)
    except NotFound:
        dimensions = dimensions or Dimensions()
        found = dimensions.definitions.metrics.get(name)
        if found is None:
            raise
        return made(found, known, dimensions.meaning())
