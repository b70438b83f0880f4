"""Words of acts in an invented country: limits, open days, acts in place of others, effects; worked out by hand.

Ten per cent a year of 36,500.00 are 10.00 a day.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, NotModelled, Profile, audit, load_case, load_profile, next_steps, standing

HERE = Path(__file__).parent
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d18a")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def case(*events: Event, earlier: tuple[Event, ...] = (), **claim: object) -> Case:
    plain = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [plain | claim], "events": list(events), "earlier": list(earlier)}
    )  # fmt: skip


def step(facts: Case, law: Profile, action: str, on: str) -> tuple[str, str]:
    found = next(step for step in next_steps(facts, law, on=on).proposals if step.action == action)
    return found.status, str(found.earliest)


def findings(facts: Case, law: Profile, on: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(found.code, found.severity, found.law) for found in audit(facts, law, on=on).findings]


# How often -------------------------------------------------------------------------------------------------

TWICE = (act("2021-02-01", "enforcement_requested"), act("2021-03-01", "enforcement_requested"))


def test_an_act_that_was_done_as_often_as_a_year_allows_waits_for_the_next(law: Profile) -> None:
    """1 January 2022 is a Saturday."""
    assert step(case(*TWICE[:1]), law, "enforcement_requested", "2021-06-01")[0] == "open"
    assert step(case(*TWICE), law, "enforcement_requested", "2021-06-01") == ("waiting", "2022-01-03")
    once_more = act("2021-06-01", "enforcement_requested")
    assert findings(case(*TWICE, once_more), law, "2021-06-01") == [("step_too_early", "breach", ("act-2",))]
    assert findings(case(*TWICE, once_more | {"on": "2022-01-03"}), law, "2022-01-03") == []


def test_what_was_done_before_the_case_counts(law: Profile) -> None:
    before = {"kind": "enforcement_requested", "on": "2021-01-15"}
    assert step(case(TWICE[0], earlier=(before,)), law, "enforcement_requested", "2021-06-01")[0] == "waiting"


def test_a_year_counts_what_was_done_for_any_claim_that_the_limit_is_about(law: Profile) -> None:
    """A claim of which nobody says to which relationship it belongs is not one more debtor's; goods are not let."""
    rent = {"kind": "rent", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    claims = [rent | {"id": "1"}, rent | {"id": "2"}, rent | {"id": "3", "relationship": "x"}]
    asked = {"on": "2021-02-01", "kind": "inspection_asked"}
    facts = {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    goods = rent | {"id": "4", "kind": "goods_or_services"}
    for about, free in (("1", ["4"]), ("3", ["1", "2", "4"]), ("4", ["1", "2", "3", "4"])):
        done = load_case({**facts, "claims": [*claims, goods], "events": [asked | {"claim": about}]})
        found = [step for step in next_steps(done, law, on="2021-06-01").proposals if step.action == "inspection_asked"]
        assert sorted(name for step in found if step.status == "open" for name in step.claims) == free


def test_twelve_months_are_counted_from_the_act(law: Profile) -> None:
    """Twelve months after 10 February 2021 are over with 10 February 2022."""
    assert step(case(act("2021-02-10", "search_requested")), law, "search_requested", "2021-06-01") == (
        "waiting", "2022-02-11"
    )  # fmt: skip


def test_a_limit_that_no_time_lifts_shuts_the_act(law: Profile) -> None:
    facts = case(act("2021-02-01", "petition_filed"))
    found = next(each for each in next_steps(facts, law, on="2021-06-01").proposals if each.action == "petition_filed")
    (reason,) = found.because
    assert (found.status, reason.code, reason.fact, reason.needed, reason.got) == (
        "blocked", "act_limit", "case", "fewer than 1", "1"
    )  # fmt: skip
    twice = facts.with_event(act("2021-06-01", "petition_filed"))
    assert findings(twice, law, "2021-06-01")[0] == ("step_limit", "breach", ("act-2",))


# On which days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "status", "earliest"),
    [
        ("2021-03-05", "open", None),
        ("2021-03-06", "waiting", "2021-03-08"),  # a Saturday
        ("2021-12-24", "waiting", "2022-01-03"),  # closed to Friday the 31st, then a weekend
    ],
)
def test_an_act_waits_for_an_open_day(law: Profile, on: str, status: str, earliest: str | None) -> None:
    found = step(case(), law, "enforcement_requested", on)
    assert found[0] == status
    assert earliest is None or found[1] == earliest
    done = findings(case(act(on, "enforcement_requested")), law, on)
    assert done == ([] if status == "open" else [("step_closed_day", "breach", ("act-1",))])


# In place of another ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "ordinary", "summary"), [("5000.00", "blocked", "open"), ("5000.01", "open", "blocked")]
)
def test_an_act_gives_way_to_the_one_that_stands_in_its_place(
    law: Profile, amount: str, ordinary: str, summary: str
) -> None:
    facts = case(amount=amount)
    assert step(facts, law, "ordinary_filed", "2021-02-01")[0] == ordinary
    assert step(facts, law, "summary_filed", "2021-02-01")[0] == summary
    wrong = findings(case(act("2021-02-01", "ordinary_filed"), amount=amount), law, "2021-02-01")
    assert wrong == ([("step_condition", "breach", ("act-2",))] if ordinary == "blocked" else [])


def test_an_act_with_exceptions_of_its_own_does_not_displace_another_silently(tmp_path: Path) -> None:
    text = (HERE / "_d18a" / "profile.toml").read_text("utf-8").replace('"_d18a"', '"_x"')
    base = (HERE / "_base" / "profile.toml").read_text("utf-8")
    text = text.replace('uses      = ["_base"]', "") + base[base.index("[law]") :]
    text = text.replace('instead_of = ["ordinary', 'unless = { disputed = true }\ninstead_of = ["ordinary')
    (tmp_path / "profile.toml").write_text(text, encoding="utf-8")
    with pytest.raises(NotModelled) as caught:
        standing(case(act("2021-02-01", "ordinary_filed")), load_profile(path=tmp_path), on="2021-02-01")
    assert caught.value.faults[0].path == "act.summary_filed.instead_of"


# Effects ---------------------------------------------------------------------------------------------------

DEMAND = act("2021-01-10", "demand")
NOTICE = act("2021-01-31", "notice_given")


@pytest.mark.parametrize(
    ("events", "days"),
    [
        ([], 0),
        ([NOTICE], 28),
        # interest runs already from 11 January
        ([DEMAND, NOTICE], 21 + 28),
        ([NOTICE, DEMAND | {"on": "2021-02-10"}], 28),
        # it stops with 10 February, and runs again from the 21st
        ([NOTICE, act("2021-02-10", "truce_agreed")], 10),
        ([NOTICE, act("2021-02-10", "truce_agreed"), NOTICE | {"on": "2021-02-20"}], 10 + 8),
    ],
)
def test_an_act_may_begin_interest_or_begin_it_again(law: Profile, events: list[Event], days: int) -> None:
    assert standing(case(*events), law, on="2021-02-28").owed.interest == 10 * days


def test_after_an_act_that_bars_fees_the_creditor_charges_none(law: Profile) -> None:
    reminders = [act(day, "reminder", fee="5.00") for day in ("2021-02-01", "2021-04-01")]
    facts = case(reminders[0], act("2021-03-01", "discharge"), reminders[1], act("2021-05-01", "petition_filed"))
    found = standing(facts, law, on="2021-05-01").owed
    assert (found.fees, found.costs) == (5, 20)
    assert findings(facts, law, "2021-05-01") == [("fee_condition", "breach", ("act-2",))]
