"""What nothing comes to: stages no course reaches or leaves, acts nobody can do, rules no facts meet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from collectrules.checking.courses import Course, moves, whole
from collectrules.checking.proving import unproved
from collectrules.checking.spaces import Space, TooLarge
from collectrules.checking.telling import Proved, cited_by, laws_of
from collectrules.checking.truths import Values, every, negated, some, some_table, table, truth
from collectrules.loader import model as m
from collectrules.loader.findings import found, place_of
from collectrules.loader.vocabulary import TERMINAL
from collectrules.loader.walking import records


def dead(profile: m.Profile) -> Iterator[Proved]:
    """Yield what is written and never comes to pass."""
    course = whole(profile)
    yield from _stages(course)
    yield from _acts(course)
    yield from _rules(course)
    yield from _shadowed(profile)
    yield from _inner(profile)
    yield from _outdone(profile)


# Stages and acts -------------------------------------------------------------------------------------------


def _stages(course: Course) -> Iterator[Proved]:
    profile = course.profile
    for stage in profile.stage.values():
        place = place_of("stage", stage)
        if stage.name not in course.steps:
            ways = [act for act in profile.act.values() if stage.name in {act.leads_to, act.rest_leads_to}]
            message = f"no course of acts reaches the stage: {_never(course, ways)}"
            yield Proved(
                found("F55", place, message, expected="an act that can be done and leads here", law=laws_of(ways))
            )
        elif not (stage.closed or stage.entry or stage.name in TERMINAL or _left(course, stage.name)):
            ways = [act for act in profile.act.values() if stage.name in act.in_stages and act.leads_to != stage.name]
            message = f"nothing that can be done leads out of the stage, and it is not marked closed{_those(ways)}"
            yield Proved(
                found("F56", place, message, expected="an act that can be done and leads on", law=laws_of(ways))
            )


def _never(course: Course, ways: Sequence[m.Act]) -> str:
    if not ways:
        return "nothing leads here"
    return "; ".join(f"{cited_by([act])} leads here, but {_why_not(course, act)}" for act in ways)


def _those(ways: Sequence[m.Act]) -> str:
    return f"; {cited_by(ways)} cannot be done there" if ways else ""


def _left(course: Course, stage: str) -> bool:
    acts = (course.profile.act[name] for name, stages in course.done.items() if stage in stages)
    return any(target != stage for act in acts for target in moves(act, stage))


def _acts(course: Course) -> Iterator[Proved]:
    for act in course.profile.act.values():
        if act.name not in course.done and course.steps and _can_apply(course.profile, act):
            message = f"{cited_by([act])} can never be done: {_why_not(course, act)}"
            fault = found("F79", place_of("act", act), message, expected="facts and a stage in which it can be done",
                          law=laws_of([act]))  # fmt: skip
            yield Proved(fault)


def _can_apply(profile: m.Profile, act: m.Act) -> bool:
    """Whether the conditions of an act can hold by themselves; where they cannot, that is told of them."""
    try:
        return next(Space(profile, [act]).found(lambda values: truth(act, values)), None) is not None
    except TooLarge:
        return True


def _why_not(course: Course, act: m.Act) -> str:
    if act.name in course.done:
        return "not from where a claim can stand"
    if act.in_stages and not course.reached.intersection(act.in_stages):
        return f"no claim comes to {' or '.join(act.in_stages)}"
    for period in act.earliest:
        for one in period.options.values() if isinstance(period, m.ByReading) else (period,):
            if not (one.when or course.begun(one)):
                waited = (word.partition(".")[0] for word in one.after or one.since)
                names = [name for name in waited if name in course.profile.act and name not in course.done]
                laws = ", ".join(one.law or act.law)
                return f"it waits for {' and '.join(names)} ({laws}), which cannot be done before it"
    return "no facts that can occur in its stages meet its conditions"


# Rules -----------------------------------------------------------------------------------------------------


def _rules(course: Course) -> Iterator[Proved]:
    """A rule that asks for a stage nobody comes to, or an act nobody can do, never applies."""
    for kind, rule in records(course.profile):
        asked = {fact for one in (*rule.when, *rule.unless) for fact in one.facts}
        if kind == "act" or not asked & {"stage", "done", "procedure"}:
            continue
        only = course.only(*course.reached, *TERMINAL)
        yield from _unmet(course.profile, kind, rule, "when", lambda values, rule=rule: truth(rule, values),  # type: ignore[misc]
                          "no facts that can occur meet its conditions", only=only)  # fmt: skip


def _outdone(profile: m.Profile) -> Iterator[Proved]:
    """A rule that yields to others whenever it applies never governs."""
    for kind, rule in records(profile):
        others = [other for each, other in records(profile) if each == kind and rule.name in other.instead_of]
        if not others or not _covered(rule, others):
            continue

        def stands(values: Values, rule: m.Rule = rule, others: list[m.Rule] = others, kind: str = kind) -> bool | None:
            displaced = some(
                some_table(other.when, values) if kind == "fee" else truth(other, values) for other in others
            )
            return every((truth(rule, values), negated(displaced)))

        why = f"{cited_by([rule])} never governs: wherever it applies it yields to {cited_by(others)}"
        yield from _unmet(profile, kind, rule, "", stands, why, beside=others)


def _covered(rule: m.Rule, others: Sequence[m.Rule]) -> bool:
    """Whether others stand instead of a limitation for every part of a claim that it covers."""
    parts = {part for other in others if isinstance(other, m.Limitation) for part in other.covers}
    return not isinstance(rule, m.Limitation) or parts.issuperset(rule.covers)


def _shadowed(profile: m.Profile) -> Iterator[Proved]:
    """Of procedures and of last days given the first that applies counts: one that comes too late never does."""
    for act in profile.act.values():
        deadlines = [one for one in act.deadline if isinstance(one, m.Period)]
        plain = [(n, one.when, one.law) for n, one in enumerate(act.procedures, 1) if one.within is None]
        given = [(n, one.when, one.law) for n, one in enumerate(deadlines, 1) if not one.unless]
        for word, several in (("procedures", plain), ("deadline", given)):
            for place, (number, when, law) in enumerate(several):
                before = [earlier for _, earlier, _ in several[:place]]

                def first(
                    values: Values, act: m.Act = act, when: Sequence[m.Condition] = when,
                    before: list[tuple[m.Condition, ...]] = before,
                ) -> bool | None:  # fmt: skip
                    taken = some(some_table(earlier, values) for earlier in before)
                    return every((truth(act, values), some_table(when, values), negated(taken)))

                laws = ", ".join(law or act.law)
                why = f"it ({laws}) never counts: those before it apply wherever it would"
                also = [one for tables in (when, *before) for one in tables]
                yield from _unmet(profile, "act", act, f"{word}[{number}]", first, why, also=also)


def _inner(profile: m.Profile) -> Iterator[Proved]:
    """A condition inside a fee, a rate or an act can hold while its rule applies."""
    for kind, rule, word, when, unless, law in _conditions(profile):

        def holds(
            values: Values, rule: m.Rule = rule, when: Sequence[m.Condition] = when,
            unless: Sequence[m.Condition] = unless,
        ) -> bool | None:  # fmt: skip
            excepted = some(table(one, values) for one in unless)
            return every((truth(rule, values), some_table(when, values), negated(excepted)))

        laws = ", ".join(law or rule.law)
        why = f"its condition ({laws}) never holds where {cited_by([rule])} applies"
        yield from _unmet(profile, kind, rule, word, holds, why, also=[*when, *unless])


Inner = tuple[str, m.Rule, str, tuple[m.Condition, ...], tuple[m.Condition, ...], tuple[str, ...]]


def _conditions(profile: m.Profile) -> Iterator[Inner]:
    """Yield the conditions that are asked at the moment of their rule: kind, rule, place, when, unless and law."""
    for fee in profile.fee.values():
        yield from _listed("fee", fee, "modifiers", fee.modifiers)
        yield from _listed("fee", fee, "limits", fee.limits)
        yield from _listed("fee", fee, "once", fee.once)
    for rate in profile.rate.values():
        yield from _listed("rate", rate, "plus", rate.plus)
    for act in profile.act.values():
        for word in ("earliest", "latest", "limits", "needs_where"):
            yield from _listed("act", act, word, getattr(act, word))


def _listed(kind: str, rule: m.Rule, word: str, items: Iterable[object]) -> Iterator[Inner]:
    for number, item in enumerate(items, 1):
        when, unless = getattr(item, "when", ()), getattr(item, "unless", ())
        if when or unless:
            yield kind, rule, f"{word}[{number}]", when, unless, getattr(item, "law", ())


def _unmet(  # noqa: PLR0913  # what is asked, of which rule, and how it is told
    profile: m.Profile, kind: str, rule: m.Rule, word: str, verdict: Callable[[Values], bool | None], why: str, *,
    beside: Sequence[m.Rule] = (), also: Iterable[m.Condition] = (),
    only: Mapping[str, Collection[object]] | None = None,
) -> Iterator[Proved]:  # fmt: skip
    """Yield that nothing meets a verdict, unless the rule itself meets nothing: that is told by itself."""
    try:
        space = Space(profile, [rule, *beside], also=also, only=only)
        if next(space.found(verdict), None) is not None:
            return
        alone = Space(profile, [rule]).found(lambda values: truth(rule, values))
        if next(alone, None) is None:
            return
    except TooLarge:
        yield unproved(kind, rule, word)
        return
    law = laws_of([rule, *beside])
    yield Proved(found("F81", place_of(kind, rule, word), why, expected="facts that meet it", law=law))
