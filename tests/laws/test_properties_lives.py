"""Lives to come under the law of every profile: they are cases like any other, and what is lawful in them is clean."""

from __future__ import annotations

import datetime as dt
from typing import Any
from unittest.mock import patch

from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import cases, horizon
from tests.laws.properties import SHIPPED, few, law, with_events

YEARS = 2
Lived = tuple[cr.Case, dict[str, Any], cr.Simulation]


@st.composite
def lives(draw: st.DrawFn) -> Lived:
    """A case without a past, and two years of it with a debtor that a seed draws and some acts of others."""
    profile = law(draw(st.sampled_from(SHIPPED)))
    case = with_events(draw(cases(profile)), [])
    on = draw(st.dates(max(claim.due for claim in case.claims), horizon(profile)[1]))
    policies = [None, *profile.workflow]
    foreign = sorted(name for name, act in profile.act.items() if act.by in {"court", "office", "third_party"})
    others = draw(st.dictionaries(st.sampled_from(foreign), st.integers(0, 40), max_size=2))
    asked: dict[str, Any] = {
        "on": on, "until": on.replace(year=on.year + YEARS, day=1), "workflow": draw(st.sampled_from(policies)),
        "behaviour": f"random:{draw(st.integers(0, 500))}", "others": others,
    }  # fmt: skip
    try:
        life = cr.simulate(case, profile, **asked)
    except cr.NotModelled:
        assume(False)  # what Hypothesis calls it
    return case, asked, life


@few(8)
@given(lived=lives())
def test_a_life_is_a_lawful_case_like_any_other(lived: Lived) -> None:
    *_, life = lived
    days_follow_one_another(life)
    written_case_stands_where_the_life_stood(life)
    nothing_that_was_proposed_is_flagged(life)


def days_follow_one_another(life: cr.Simulation) -> None:
    days = [item.on for item in life.timeline]
    assert days == sorted(days)
    assert all(life.on <= day <= life.over_on <= life.until for day in days)
    paid = [item.amount for item in life.timeline if item.what == "payment" and item.amount is not None]
    assert life.paid.total == sum(paid)
    assert (life.ended == "paid") <= (life.owed.total == 0)


def written_case_stands_where_the_life_stood(life: cr.Simulation) -> None:
    written, profile = cr.load_case(life.life), law(life.profile.id)
    found = cr.standing(written, profile, on=life.over_on, assume="carry_forward")
    assert (found.owed, found.paid, found.stage) == (life.owed, life.paid, life.stage)
    last = {item.on: item for item in life.timeline}
    for day, item in list(last.items())[:: max(len(last) // 4, 1)]:
        then = cr.standing(written, profile, on=day, assume="carry_forward")
        assert (then.owed.total, then.stage) == (item.owed_total, item.stage)


def nothing_that_was_proposed_is_flagged(life: cr.Simulation) -> None:
    written = cr.load_case(life.life)
    found = cr.audit(written, law(life.profile.id), on=life.over_on, assume="carry_forward")
    done = {(item.on, item.what) for item in life.timeline if item.by in {"creditor", "collector"}}
    kinds = {event.id: (event.on, event.kind) for event in written.events}
    assert [one for one in found.findings if one.severity == "breach" and kinds.get(one.event) in done] == []


@few(6)
@given(lived=lives())
def test_a_life_is_the_one_that_reading_the_whole_case_for_each_event_gives(lived: Lived) -> None:
    case, asked, life = lived
    with patch.object(cr.Case, "_lengthened", lambda _self, _extra: None):
        anew = cr.simulate(case, law(life.profile.id), **asked)
    assert cr.dumps(anew) == cr.dumps(life)
    grown = cr.load_case({**life.life, "events": []})
    for place, event in enumerate(life.life["events"], start=1):  # type: ignore[arg-type,var-annotated]  # a list
        grown = grown.with_event(event)
        whole = cr.load_case({**life.life, "events": life.life["events"][:place]})  # type: ignore[index]
        assert (grown, grown.event_ids, cr.dumps(grown)) == (whole, whole.event_ids, cr.dumps(whole))


@few(4)
@given(lived=lives(), later=st.integers(1, 400))
def test_a_shorter_life_is_the_beginning_of_a_longer_one(lived: Lived, later: int) -> None:
    """Nobody acts today for what comes later."""
    case, asked, life = lived
    day = min(life.on + dt.timedelta(days=later), life.until)
    cut = cr.simulate(case, law(life.profile.id), **{**asked, "until": day})
    assert cut.timeline == tuple(item for item in life.timeline if item.on <= day)
