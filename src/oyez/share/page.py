"""What the cards of one page share, each looked up once."""

from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from oyez.company.core.scope import Viewer
from oyez.company.models import Company
from oyez.company.queries import Tree, the_company, touchpoints, tree
from oyez.journal import queries as journal
from oyez.journal.core.scales import Scale
from oyez.kit.clock import today
from oyez.measure.core.calendar import add_months
from oyez.share.queries.lag import Lag, lag
from oyez.share.queries.matrix import Matrix, matrix

MONTHS = 12


class Page:
    """One viewer's page at one moment."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    @cached_property
    def company(self) -> Company:
        return the_company()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.company.time_zone)

    @cached_property
    def today(self) -> date:
        return today(self.company.time_zone)

    @property
    def year(self) -> date:
        """The first of the month twelve months ago: whole months, so that confidential answers are in."""
        return add_months(self.today.replace(day=1), -MONTHS)

    @cached_property
    def matrix(self) -> Matrix:
        return matrix(self.viewer)

    @cached_property
    def scales(self) -> dict[str, Scale]:
        return journal.scales()

    @cached_property
    def tree(self) -> Tree:
        return tree()

    @cached_property
    def touchpoint_names(self) -> dict[str, str]:
        return {row.key: row.name for row in touchpoints(self.viewer)}

    @cached_property
    def lag(self) -> Lag:
        return lag(self.viewer)

    def unit_name(self, key: str) -> str:
        return self.tree.names.get(key, key)

    def touchpoint_name(self, key: str) -> str:
        return self.touchpoint_names.get(key, key)
