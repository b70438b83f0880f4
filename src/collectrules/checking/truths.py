"""Conditions over facts of which some may not be known yet: they hold, they fail, or nobody can tell so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from collectrules.loader import model as m

Values = Mapping[str, object]
"""Facts and their values; a fact that is not there is not known yet."""
_DAY = "the day"


def applies(rule: m.Rule, values: Values) -> bool:
    """Whether a rule applies: one table of `when` holds, none of `unless`, and the rule lives on the day."""
    return truth(rule, values) is True


def truth(rule: m.Rule, values: Values) -> bool | None:
    """Whether a rule applies, None while that cannot be told."""
    return every((alive(rule, values), some_table(rule.when, values), negated(excepted(rule, values))))


def alive(rule: m.Rule, values: Values) -> bool | None:
    """Whether the rule lives on the day, None while the day is not known."""
    if rule.from_ is None and rule.to is None:
        return True
    day = values.get(_DAY)
    return None if day is None else matches(m.Matcher(from_=rule.from_, to=rule.to), day)


def excepted(rule: m.Rule, values: Values) -> bool | None:
    """Whether an exception of the rule holds."""
    return some(table(one, values) for one in rule.unless)


def some_table(when: Sequence[m.Condition], values: Values) -> bool | None:
    """Whether any of several tables holds; no table at all always does."""
    return some(table(one, values) for one in when) if when else True


def table(condition: m.Condition, values: Values) -> bool | None:
    """Whether all facts of a table hold."""
    known = (matches(matcher, values[fact]) if fact in values else None for fact, matcher in condition.facts.items())
    return every(known)


def every(truths: Iterable[bool | None]) -> bool | None:
    """Whether all are true: no as soon as one is not."""
    found: bool | None = True
    for one in truths:
        if one is False:
            return False
        found = found if one else None
    return found


def some(truths: Iterable[bool | None]) -> bool | None:
    """Whether one is true: yes as soon as one is."""
    return negated(every(negated(one) for one in truths))


def negated(one: bool | None) -> bool | None:  # noqa: FBT001  # a truth, no switch
    """Turn a truth round."""
    return None if one is None else not one


def failing(rule: m.Rule, values: Values) -> int:
    """Return how many facts keep a rule from applying, at the least."""
    tables = [sum(not matches(matcher, values.get(fact)) for fact, matcher in one.facts.items() if fact in values)
              for one in rule.when]  # fmt: skip
    return min(tables, default=0) + (alive(rule, values) is False) + (excepted(rule, values) is True)


def matches(matcher: m.Matcher, value: object) -> bool:
    """Whether a value is what a matcher asks for."""
    if matcher.not_ is not None:
        return not matches(matcher.not_, value)
    if isinstance(value, frozenset):
        return value.issuperset(matcher.all_) if matcher.all_ else not value.isdisjoint(matcher.any_of)
    if matcher.any_of:
        return value in matcher.any_of
    return _between(matcher, value)


def _between(matcher: m.Matcher, value: object) -> bool:
    return (
        (matcher.from_ is None or value >= matcher.from_)  # type: ignore[operator]  # the load has compared the types
        and (matcher.to is None or value <= matcher.to)  # type: ignore[operator]
        and (matcher.over is None or value > matcher.over)  # type: ignore[operator]
        and (matcher.below is None or value < matcher.below)  # type: ignore[operator]
    )
