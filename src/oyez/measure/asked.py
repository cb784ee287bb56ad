"""The question as an address says it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from oyez.measure.core.question import Question, parse


@dataclass(frozen=True)
class Asked:
    """What stands in the address, whether it can be asked or not."""

    metric: str
    by: tuple[str, ...] = ()
    every: str = ""
    where: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    rolling: str = ""
    weigh: tuple[str, ...] = ()
    population: str = ""
    compare: str = ""
    versus: tuple[str, ...] = ()

    @classmethod
    def in_address(cls, said: QueryDict, metric: str) -> "Asked":
        """The parameters as findings, the form and programs write them: repeated, or with commas in `by`."""
        by = [name.strip() for part in said.getlist("by") for name in part.split(",")]
        return cls(
            metric=said.get("metric", "").strip() or metric,
            by=tuple(dict.fromkeys(name for name in by if name)),
            every=said.get("every", "").strip(),
            where=tuple(dict.fromkeys(text for text in map(str.strip, said.getlist("where")) if text)),
            since=said.get("since", "").strip(),
            until=said.get("until", "").strip(),
            rolling=said.get("rolling", "").strip(),
            weigh=tuple(name for name in map(str.strip, said.getlist("weigh")) if name),
            population=said.get("population", "").strip(),
            compare=said.get("compare", "").strip(),
            versus=tuple(text for text in map(str.strip, said.getlist("versus")) if text),
        )

    def question(self) -> Question:
        return parse(
            self.metric, by=self.by, every=self.every, where=self.where, since=self.since, until=self.until,
            rolling=self.rolling, weigh=self.weigh, population=self.population,
        )  # fmt: skip

    def query(self, **more: str) -> str:
        """The same question as an address has it; equal questions have equal addresses."""
        said: dict[str, Any] = {
            "metric": self.metric,
            "by": self.by,
            "every": self.every,
            "where": self.where,
            "since": self.since,
            "until": self.until,
            "rolling": self.rolling,
            "weigh": self.weigh,
            "population": self.population,
            "compare": self.compare,
            "versus": self.versus,
            **more,
        }
        return urlencode({name: value for name, value in said.items() if value}, doseq=True)
