"""How often an act may be done within a unit, and on which day a unit of time lets it be done again."""

from __future__ import annotations

import pytest

from collectrules.fold.actlimits import free_again, used_up
from collectrules.fold.conditions import Gate
from collectrules.fold.entries import Arrears
from collectrules.fold.moments import Moment
from collectrules.fold.rules import ActRule
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from tests.unit.fold.moments import OPEN, SHUT, Book, about, account, act, day, earlier, moment

ACT = m.Act(name="reminder", what="r", law=("L 2",), by="creditor")


def rule(*limits: tuple[Gate, m.Limit]) -> ActRule:
    return ActRule("reminder", ACT, OPEN, (), (), limits=limits)


def limit(per: object, most: int | str | None = 2, gate: Gate = OPEN) -> tuple[Gate, m.Limit]:
    return gate, m.Limit(at_most=most, free=1 if most is None else None, per=per, law=("L 3",))


def held(per: str, at: Moment, gate: Gate = OPEN) -> int:
    """How often the act was done within a unit, as a limit says of which every number is too many."""
    found = used_up(rule(limit(per, 0, gate)), at)
    assert found is not None
    assert found[0].per == per
    return found[1]


@pytest.mark.parametrize(("times", "reached"), [(0, False), (1, False), (2, True), (3, True)])
def test_a_limit_is_reached_once_its_number_is(times: int, reached: bool) -> None:
    one = account()
    act(one, "reminder", *["2026-02-01", "2026-03-01", "2026-04-01"][:times])
    act(one, "demand", "2026-05-01", "2026-06-01")
    found = used_up(rule(limit("claim")), moment(one))
    assert found == ((limit("claim")[1], times) if reached else None)


def test_the_first_limit_that_applies_and_is_reached_is_told() -> None:
    one = account()
    act(one, "reminder", "2026-02-01", "2026-03-01")
    limits = (limit("claim", 1, SHUT), limit("claim", 3), limit("case", 2), limit("claim", 1))
    assert used_up(rule(*limits), moment(one)) == (limits[2][1], 2)
    assert used_up(rule(), moment(one)) is None


def test_a_number_may_be_a_value_of_the_law() -> None:
    one = account()
    act(one, "reminder", "2026-02-01", "2026-03-01")
    named = limit("claim", "times")
    assert used_up(rule(named), moment(one, book=Book(numbers={"times": 2}))) == (named[1], 2)
    assert used_up(rule(named), moment(one, book=Book(numbers={"times": 3}))) is None


def test_a_limit_that_only_says_what_is_free_is_not_computed_of_an_act() -> None:
    for asked in (used_up, free_again):
        with pytest.raises(NotModelled) as refused:
            asked(rule(limit("claim", None)), moment(account()))
        assert [fault.path for fault in refused.value.faults] == ["act.reminder.limits.free"]


def test_an_unknown_unit_is_not_computed() -> None:
    with pytest.raises(NotModelled) as refused:
        used_up(rule(limit("arrears_run")), moment(account()))
    assert [fault.path for fault in refused.value.faults] == ["act.reminder.limits.per.arrears_run"]


def shared() -> Moment:
    """Two claims of one relationship and one of another, each with reminders of its own; and earlier ones."""
    arrears = Arrears("r", [0, 1])
    one, other = account(0, arrears, relationship="r"), account(1, arrears, relationship="r")
    stranger = account(2, relationship="s")
    act(one, "reminder", "2026-02-01", "2026-03-01")
    act(other, "reminder", "2026-03-01", "2026-04-01")
    act(stranger, "reminder", "2026-05-01")
    at = moment(one, other, stranger)
    at.state.case.earlier = (
        earlier("reminder", "2025-12-01", "r"), earlier("reminder", "2025-11-01", "s"),
        earlier("reminder", "2025-10-01", "t"), earlier("reminder", "2025-09-01"), earlier("demand", "2025-08-01", "r"),
        earlier("suit", "2025-07-01", "r"),
    )  # fmt: skip
    return at


@pytest.mark.parametrize(
    ("per", "times"),
    [
        ("act", 0), ("letter", 0),
        ("claim", 2),  # its own; an earlier act is of no claim
        ("case", 4),  # days 1 February, 1 March, 1 April and 1 May
        ("debtor", 7),  # those, and what came earlier of r, of s and of none
        ("contract", 4),  # 1 February, 1 March, 1 April, and what came earlier of r
        ("matter", 4),
    ],
)  # fmt: skip
def test_a_unit_holds_the_days_on_which_the_act_was_done(per: str, times: int) -> None:
    assert held(per, shared()) == times


def test_earlier_acts_of_no_relationship_are_not_of_a_contract_without_a_name() -> None:
    one = account()
    act(one, "reminder", "2026-02-01")
    at = moment(one)
    at.state.case.earlier = (earlier("reminder", "2025-12-01"),)
    assert held("contract", at) == 1
    assert held("debtor", at) == 2


def test_what_was_done_for_claims_that_the_limit_is_not_about_does_not_count() -> None:
    at = shared()
    assert held("case", at, about(0)) == 2
    narrowed = Gate((), (), about(0))  # it was found to hold for this claim: of the others the whole gate is asked
    assert held("case", at, narrowed) == 2


@pytest.mark.parametrize(("title", "times"), [(None, 2), ("2026-02-01", 2), ("2026-02-02", 1), ("2026-03-02", 0)])
def test_under_a_title_what_was_done_on_its_day_or_later_counts(title: str | None, times: int) -> None:
    one = account()
    act(one, "reminder", "2026-02-01", "2026-03-01")
    one.title_day = None if title is None else day(title)
    assert held("title", moment(one)) == times
    assert held("claim", moment(one)) == 2


# Units of time ---------------------------------------------------------------------------------------------


def free(at: Moment, *limits: tuple[Gate, m.Limit]) -> int | None:
    found = free_again(rule(*limits), at)
    return None if found is None else found[0]


def test_a_unit_of_time_is_never_used_up_and_no_other_unit_is_free_again() -> None:
    one = account()
    act(one, "reminder", "2026-02-01", "2026-03-01")
    assert used_up(rule(limit("calendar_year", 1), limit("twelve_months", 1)), moment(one)) is None
    assert free_again(rule(limit("claim", 1), limit("case", 1)), moment(one)) is None


@pytest.mark.parametrize(
    ("most", "on", "again"),
    [
        (2, "2026-06-15", "2027-01-01"), (3, "2026-06-15", None), (1, "2026-06-15", "2027-01-01"),
        (1, "2025-06-15", "2026-01-01"), (2, "2025-06-15", None), (1, "2027-06-15", None),
    ],
)  # fmt: skip
def test_what_the_year_has_used_up_is_free_on_new_years_day(most: int, on: str, again: str | None) -> None:
    one = account()
    act(one, "reminder", "2025-12-31", "2026-01-01", "2026-03-01")
    assert free(moment(one, on=on), limit("calendar_year", most)) == (None if again is None else day(again))


@pytest.mark.parametrize(
    ("most", "on", "again"),
    [
        (1, "2026-06-15", "2027-03-02"),  # the last of the two leaves twelve months after it
        (2, "2026-06-15", "2027-02-02"),  # the first of the two does
        (3, "2026-06-15", None),
        (2, "2027-02-01", "2027-02-02"), (2, "2027-02-02", None), (1, "2027-02-02", "2027-03-02"),
        (1, "2026-02-01", "2027-02-02"), (2, "2026-02-28", None), (1, "2026-01-31", None),
        (0, "2026-06-15", None),  # what is never allowed is not free after a time
    ],
)  # fmt: skip
def test_what_twelve_months_have_used_up_is_free_the_day_after(most: int, on: str, again: str | None) -> None:
    one = account()
    act(one, "reminder", "2026-02-01", "2026-03-01")
    assert free(moment(one, on=on), limit("twelve_months", most)) == (None if again is None else day(again))


def test_the_latest_of_several_days_counts_with_its_limit() -> None:
    one = account()
    act(one, "reminder", "2026-02-01", "2026-03-01")
    year, months = limit("calendar_year", 1), limit("twelve_months", 1)
    for limits in ((year, months), (months, year)):
        assert free_again(rule(*limits), moment(one)) == (day("2027-03-02"), months[1])
    assert free_again(rule(year, limit("twelve_months", 1, SHUT)), moment(one)) == (day("2027-01-01"), year[1])


def test_a_unit_of_time_holds_its_relationship_and_what_nobody_says_to_belong_to_another() -> None:
    one, other, nameless = account(0, relationship="r"), account(1, relationship="s"), account(2)
    act(one, "reminder", "2026-02-01")
    act(other, "reminder", "2026-03-01")
    act(nameless, "reminder", "2026-04-01")
    at = moment(one, other, nameless)
    assert free(at, limit("calendar_year", 2)) == day("2027-01-01")
    assert free(at, limit("calendar_year", 3)) is None
    at.state.case.earlier = (earlier("reminder", "2026-01-02", "s"),)
    assert free(at, limit("calendar_year", 3)) is None
    at.state.case.earlier = (earlier("reminder", "2026-01-02", "r"),)
    assert free(at, limit("calendar_year", 3)) == day("2027-01-01")
    assert free(at, limit("calendar_year", 4)) is None
    at.state.case.earlier = (earlier("reminder", "2026-01-02"),)
    assert free(at, limit("calendar_year", 3)) == day("2027-01-01")
