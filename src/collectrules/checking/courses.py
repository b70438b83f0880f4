"""The courses a claim can take: which stages acts bring it to, and which acts can be done in them.

A course is taken to be open as long as nothing rules it out: an act can be done in a stage if some facts meet its
conditions there, and the acts that it waits for can be done before. So what no course reaches is reached by nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from collectrules.checking.spaces import Space, TooLarge
from collectrules.checking.truths import Values, every, negated, some, some_table, table, truth
from collectrules.loader import model as m
from collectrules.loader.vocabulary import EVENTS, TERMINAL

Way = tuple[tuple[str, str], ...]
"""Acts in their order, each with the stage that it is done in."""
_ANY: Final = ""


class Step(NamedTuple):
    """How a stage is first reached: from which stage, by which act; both empty where a claim may begin."""

    stage: str
    act: str


class Course:
    """Everything that can be reached from some stages, if some acts are never done."""

    def __init__(self, profile: m.Profile, starts: Iterable[str], *, without: Collection[str] = ()) -> None:
        """Follow every act that can be done from every stage that is reached, until nothing new is found.

        Args:
            profile: the law.
            starts: the stages in which a claim begins.
            without: acts that are never done.

        """
        self.profile, self.without = profile, without
        self.steps: dict[str, Step] = {stage: Step("", "") for stage in starts}
        self.done: dict[str, list[str]] = {}
        self._seen: dict[tuple[object, ...], bool] = {}
        while self._grown():
            pass

    def _grown(self) -> bool:
        """Do what can be done now; whether that was anything new."""
        new = False
        for stage in [*self.steps]:
            for act in self.profile.act.values():
                if stage not in self.done.get(act.name, ()) and self._can(act, stage):
                    self.done.setdefault(act.name, []).append(stage)
                    new = True
        for name, stages in self.done.items():
            for stage in stages:
                for target in moves(self.profile.act[name], stage):
                    if target not in self.steps:
                        self.steps[target], new = Step(stage, name), True
        return new

    def _can(self, act: m.Act, stage: str) -> bool:
        if act.name in self.without or (act.in_stages and stage not in act.in_stages):
            return False
        asked = _facts(act)
        key = (act.name, stage if "stage" in asked else _ANY, frozenset(self.done) & _words(act), self._procedures)
        if key not in self._seen:
            self._seen[key] = self.meets(act, stage)
        return self._seen[key]

    def meets(self, act: m.Act, stage: str, also: Iterable[m.Condition] = ()) -> bool:
        """Whether some facts let an act be done in a stage; also where there are too many to tell."""
        more = tuple(also)
        periods = [period for period in _periods(act.earliest) if not self.begun(period)]
        conditions = [one for period in periods for one in (*period.when, *period.unless)]

        def possible(values: Values) -> bool | None:
            waits = (some((negated(_asks(period, values)),)) for period in periods)
            return every((truth(act, values), *(table(one, values) for one in more), *waits))

        try:
            space = Space(self.profile, [act], also=(*conditions, *more), only=self.only(stage))
            return next(space.found(possible), None) is not None
        except TooLarge:
            return True

    def only(self, *stages: str) -> Mapping[str, Collection[object]]:
        """Return the values that facts about the course can have in some stages."""
        return {"stage": stages, "done": self.acts, "procedure": self._procedures}

    @property
    def acts(self) -> frozenset[str]:
        """The acts and events that can have been done."""
        return frozenset(self.done) | (EVENTS - self.profile.act.keys())

    @property
    def _procedures(self) -> frozenset[str]:
        acts = (self.profile.act[name] for name in self.done)
        return frozenset({procedure.name for act in acts for procedure in act.procedures} | {_ANY})

    def begun(self, period: m.Period) -> bool:
        """Whether the acts that a period is counted from can have been done."""
        words = period.after or period.since
        there = [self._there(word) for word in words]
        return any(there) if period.pick == "earlier" else all(there)

    def _there(self, anchor: str) -> bool:
        kind = anchor.partition(".")[0]
        return kind not in self.profile.act or kind in self.done

    def way_to(self, stage: str) -> Way:
        """Return the acts by which a stage is first reached."""
        way: list[tuple[str, str]] = []
        while (step := self.steps[stage]).act:
            way.append((step.act, step.stage))
            stage = step.stage
        return tuple(reversed(way))

    @cached_property
    def reached(self) -> frozenset[str]:
        """Every stage that is reached."""
        return frozenset(self.steps)


def whole(profile: m.Profile) -> Course:
    """Return everything that claims can come to: those that begin in any entry, and those that are over."""
    return Course(profile, [*entries(profile), *(name for name in profile.stage if name in TERMINAL)])


def entries(profile: m.Profile) -> list[str]:
    """Return the stages in which a claim may begin."""
    return [name for name, stage in profile.stage.items() if stage.entry]


def moves(act: m.Act, stage: str) -> Iterator[str]:
    """Yield the stages an act may lead to from one; where it returns to one before, the claim has been there."""
    if act.rest_leads_to is not None:
        yield act.rest_leads_to
    if act.leads_to is not None and stage not in act.never_from and (not act.only_from or stage in act.only_from):
        yield act.leads_to


def _periods(periods: m.Periods) -> list[m.Period]:
    """Each period whatever a doubt is read like; of several options the first, since all count from one anchor."""
    return [next(iter(one.options.values())) if isinstance(one, m.ByReading) else one for one in periods]


def _asks(period: m.Period, values: Values) -> bool | None:
    excepted = some(table(one, values) for one in period.unless)
    return every((some_table(period.when, values), negated(excepted)))


def _conditions(act: m.Act) -> list[m.Condition]:
    periods = _periods(act.earliest)
    return [*act.when, *act.unless, *(one for period in periods for one in (*period.when, *period.unless))]


def _facts(act: m.Act) -> set[str]:
    return {fact for one in _conditions(act) for fact in one.facts}


def _words(act: m.Act) -> set[str]:
    """The acts that an act asks for or waits for."""
    asked = {str(word) for one in _conditions(act) if "done" in one.facts for word in _mentioned(one.facts["done"])}
    return asked | {
        word.partition(".")[0] for period in _periods(act.earliest) for word in period.after or period.since
    }


def _mentioned(matcher: m.Matcher) -> tuple[object, ...]:
    return (*(matcher.not_ or matcher).any_of, *(matcher.not_ or matcher).all_)
