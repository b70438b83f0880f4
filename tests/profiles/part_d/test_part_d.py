"""Rules that break a naive model, each in a small invented country with invented figures, worked out by hand.

The folders beside this file are numbered like the list of such rules in the dossier on Europe: 1 the day that chooses
the rate, 2 the day that chooses a version, 3 roles of both parties, 5 how often a reference changes, 7 counting days of
a year, 8 what interest waits for, 11 slices and bands, 12 multiples of a unit, 13 agreements and earlier notices,
15 limits and caps, 22 allocation, 23 limitation, 24 figures in doubt. 4, 9, 14, 17 and 18 stand in `test_words.py`,
19, 20 and 21 in `test_costs.py`, 6 and 10 in `test_rates.py`, 16 in `test_credits.py`; what stands still in
`test_stays.py`, orders of payment in `test_allocation.py`, limits and effects of acts in `test_acts.py`.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import (
    Case,
    NotModelled,
    Profile,
    Standing,
    audit,
    load_case,
    load_profile,
    next_steps,
    standing,
    tariff,
)
from collectrules.checking import check_profile

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent.name for path in HERE.glob("_d*/profile.toml"))
D = Decimal


@pytest.fixture(scope="module")
def law() -> dict[str, Profile]:
    return {name: load_profile(path=HERE / name) for name in FOLDERS}


def case(
    profile: Profile,
    *events: dict[str, Any],
    debtor: str = "consumer",
    creditor: str = "business",
    **claim: Any,  # noqa: ANN401
) -> Case:
    """A case of one claim of 36,500.00, of which one per cent a year is 1.00 a day; `claims` replaces it."""
    plain = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    claims = claim.pop("claims", None) or [plain | claim]
    return load_case(
        {"id": "x", "currency": profile.header.currency, "creditor": {"kind": creditor}, "debtor": {"kind": debtor},
         "claims": claims, "events": list(events)}
    )  # fmt: skip


def at(profile: Profile, day: str, *events: dict[str, Any], **facts: Any) -> Standing:  # noqa: ANN401
    return standing(case(profile, *events, **facts), profile, on=day)


@pytest.mark.parametrize("name", FOLDERS)
def test_every_country_is_sound(name: str) -> None:
    report = check_profile(HERE / name)
    assert (report.faults, report.warnings) == ((), ())


# 1 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debtor", "owed"),
    [
        # 274 days from 1 July 2020 to 31 March 2021 at 2 + 5, the rate of 1 July 2020: 10000 x 7 % x 274 / 365
        ("business", "525.48"),
        # 184 days of 2020 at 7 and 90 days of 2021 at 4 + 5: 352.8767 + 221.9178
        ("consumer", "574.79"),
        # 274 days at 4 + 5, the rate of the day on which it would be paid: 675.6164
        ("public", "675.62"),
    ],
)
def test_the_reference_is_that_of_the_day_the_law_names(law: dict[str, Profile], debtor: str, owed: str) -> None:
    found = at(law["_d01"], "2021-03-31", debtor=debtor, amount="10000.00", due="2020-06-30")
    assert found.owed.interest == D(owed)


def test_a_locked_rate_does_not_move_with_the_reference(law: dict[str, Profile]) -> None:
    rows = at(law["_d01"], "2021-03-31", debtor="business", due="2020-06-30").interest
    assert {row.rate for row in rows} == {D("7.00")}


def test_what_is_paid_bears_the_rate_of_its_own_day(law: dict[str, Profile]) -> None:
    """Paid on 31 October 2020, 123 days at 2 + 5 are 235.89; the 4,000.00 left bear 4 + 5 for 151 days: 148.93."""
    profile, facts = law["_d01"], {"debtor": "public", "amount": "10000.00", "due": "2020-06-30"}
    whole = {"on": "2020-10-31", "kind": "payment", "amount": "10235.89"}
    assert at(profile, "2021-03-31", whole, **facts).owed.total == 0
    found = at(profile, "2021-03-31", whole | {"amount": "6235.89"}, **facts)
    assert (found.owed.principal, found.owed.interest) == (4000, D("148.93"))
    # the rest is paid on 31 December 2020, by the rate of then: 61 days at 7 are 46.79
    rest = {"on": "2020-12-31", "kind": "payment", "amount": "4046.79"}
    assert at(profile, "2021-03-31", whole | {"amount": "6235.89"}, rest, **facts).owed.total == 0


def test_a_payment_of_a_part_of_the_interest_is_refused_rather_than_guessed(law: dict[str, Profile]) -> None:
    payment = {"on": "2020-10-31", "kind": "payment", "amount": "100.00"}
    with pytest.raises(NotModelled) as caught:
        at(law["_d01"], "2021-03-31", payment, debtor="public", amount="10000.00", due="2020-06-30")
    assert caught.value.code == "word_not_computed"


# 2 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "amount", "days"),
    [
        # Each time the day that chooses lies on one side of 1 January 2020, and the others on the other where they can.
        (
            "by_contract",
            "5.00",
            {"contract": "2019-12-31", "arose": "2020-06-01", "due": "2021-01-01", "on": "2021-06-01"},
        ),
        (
            "by_contract",
            "8.00",
            {"contract": "2020-01-01", "arose": "2020-06-01", "due": "2021-01-01", "on": "2019-06-01"},
        ),
        (
            "by_arising",
            "5.00",
            {"contract": "2019-06-01", "arose": "2019-12-31", "due": "2021-01-01", "on": "2021-06-01"},
        ),
        (
            "by_arising",
            "8.00",
            {"contract": "2019-06-01", "arose": "2020-01-01", "due": "2021-01-01", "on": "2019-06-01"},
        ),
        (
            "by_due_day",
            "5.00",
            {"contract": "2019-06-01", "arose": "2019-06-01", "due": "2019-12-31", "on": "2021-06-01"},
        ),
        (
            "by_due_day",
            "8.00",
            {"contract": "2019-06-01", "arose": "2019-06-01", "due": "2020-01-01", "on": "2019-06-01"},
        ),
        ("by_act", "5.00", {"contract": "2020-06-01", "arose": "2020-06-01", "due": "2021-01-01", "on": "2019-12-31"}),
        ("by_act", "8.00", {"contract": "2019-06-01", "arose": "2019-06-01", "due": "2019-06-01", "on": "2020-01-01"}),
    ],
)
def test_the_version_is_that_of_its_own_day(
    law: dict[str, Profile], name: str, amount: str, days: dict[str, str]
) -> None:
    assert tariff(law["_d02"], f"value.{name}", **days).amount == D(amount)


def test_the_day_that_chooses_never_falls_back_on_another(law: dict[str, Profile]) -> None:
    with pytest.raises(NotModelled) as caught:
        tariff(law["_d02"], "value.by_contract", on="2021-01-01")
    assert caught.value.code == "missing_fact"
    assert "contract" in caught.value.faults[0].path


@pytest.mark.parametrize(("contract", "owed"), [("2019-12-31", "5.00"), ("2020-01-01", "8.00")])
def test_a_letter_of_today_is_under_the_law_of_the_contract(law: dict[str, Profile], contract: str, owed: str) -> None:
    reminder = {"on": "2021-02-01", "kind": "reminder", "fee": "8.00"}
    assert at(law["_d02"], "2021-02-01", reminder, contract=contract).owed.fees == D(owed)


# 3 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("creditor", "debtor", "owed"),
    [
        # 365 days of 2021 on 1000
        ("consumer", "consumer", "60.00"),
        ("consumer", "business", "60.00"),
        ("business", "business", "100.00"),
        ("business", "consumer", "40.00"),
        ("business", "public", "40.00"),
        ("public", "business", "40.00"),
    ],
)
def test_the_rate_follows_both_parties(law: dict[str, Profile], creditor: str, debtor: str, owed: str) -> None:
    found = at(law["_d03"], "2021-12-31", creditor=creditor, debtor=debtor, amount="1000.00")
    assert found.owed.interest == D(owed)


@pytest.mark.parametrize(
    ("known", "owed", "kind"),
    [
        ({"registered": True}, "100.00", "business"),
        ({"natural": True}, "40.00", "consumer"),
        ({"registered": True, "natural": False}, "100.00", "business"),
    ],
)
def test_a_debtor_without_a_kind_counts_as_what_the_rule_says(
    law: dict[str, Profile], known: dict[str, bool], owed: str, kind: str
) -> None:
    found = standing(of_debtor(law["_d03"], known), law["_d03"], on="2021-12-31")
    taken = found.assumptions[0]
    assert (found.owed.interest, taken.path, taken.code, taken.law) == (
        D(owed),
        "debtor.kind",
        "debtor_kind",
        ("act-2",),
    )
    assert taken.values["kind"] == kind


@pytest.mark.parametrize(
    ("known", "code"), [({"registered": False}, "missing_fact"), ({"registered": True, "natural": True}, "two_rules")]
)
def test_a_debtor_whom_no_rule_or_more_than_one_tells_is_asked_for(
    law: dict[str, Profile], known: dict[str, bool], code: str
) -> None:
    with pytest.raises(NotModelled) as caught:
        standing(of_debtor(law["_d03"], known), law["_d03"], on="2021-12-31")
    assert (caught.value.code, caught.value.faults[0].path) == (code, "debtor.kind")


def of_debtor(profile: Profile, known: dict[str, bool]) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": profile.header.currency, "creditor": {"kind": "business"}, "debtor": known,
         "claims": [claim]}
    )  # fmt: skip


# 5 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debtor", "owed", "rows"),
    [
        # 90 days from 1 January 2021 at 6
        ("business", 90 * 6, 1),
        # January at 6, February at 7, March at 8
        ("consumer", 31 * 6 + 28 * 7 + 31 * 8, 3),
        # to 14 January at 6, then 76 days at 7.50
        ("public", 14 * 6 + 76 * D("7.50"), 2),
    ],
)
def test_a_reference_may_change_with_the_year_the_month_or_any_day(
    law: dict[str, Profile], debtor: str, owed: D, rows: int
) -> None:
    found = at(law["_d05"], "2021-03-31", debtor=debtor)
    assert found.owed.interest == owed
    assert len(found.interest) == rows


def test_each_series_has_its_own_horizon(law: dict[str, Profile]) -> None:
    """The rate of the year is known to its end, that of the month only to the end of March."""
    assert at(law["_d05"], "2021-12-31", debtor="business").owed.interest == 365 * 6
    with pytest.raises(NotModelled) as caught:
        at(law["_d05"], "2021-04-01", debtor="consumer")
    assert caught.value.code == "not_yet_published"


# 7 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "owed"),
    [
        # 1 February to 30 March 2020, 29 and 30 days, ten per cent of 36,600 being 3,660 a year
        ("goods_or_services", "591.62"),  # 3660 x 59 / 365
        ("rent", "590.00"),  # 3660 x 59 / 366, for 2020 is a leap year
        ("loan", "599.83"),  # 3660 x 59 / 360
        ("wage", "610.00"),  # 3660 x 60 / 360: two months of thirty days
    ],
)
def test_the_days_of_a_year_are_counted_as_the_rule_says(law: dict[str, Profile], kind: str, owed: str) -> None:
    found = at(law["_d07"], "2020-03-30", kind=kind, amount="36600.00", due="2020-01-31")
    assert found.owed.interest == D(owed)


# 8 ---------------------------------------------------------------------------------------------------------

INVOICED = {"due": "2021-03-10", "invoiced": "2021-03-01"}
WARNED = {"on": "2021-03-01", "kind": "fact", "name": "interest_notice", "value": True}


@pytest.mark.parametrize(
    ("last_free", "events", "claim"),
    [
        # 30 days after 1 March are over with 31 March
        pytest.param(
            "2021-03-31",
            [WARNED],
            {},
        ),
        # 28 days from performance to invoice; three months after 1 March are over with 1 June
        ("2021-06-01", [], {"performed": "2021-02-01"}),
        # the formal notice is enough by itself
        ("2021-04-15", [{"on": "2021-04-15", "kind": "collection_notice"}], {"performed": "2021-01-01"}),
    ],
    ids=["after a warning", "after a quick invoice", "after a formal notice"],
)
def test_interest_waits_for_what_the_law_asks(
    law: dict[str, Profile], last_free: str, events: list[dict[str, Any]], claim: dict[str, Any]
) -> None:
    """Ten days after the last free day, ten per cent are 100.00."""
    year, month, day = map(int, last_free.split("-"))
    later = f"{year}-{month:02}-{day:02}"
    assert at(law["_d08"], later, *events, **INVOICED, **claim).owed.interest == D("0.00")
    ten_days = {"2021-03-31": "2021-04-10", "2021-06-01": "2021-06-11", "2021-04-15": "2021-04-25"}[last_free]
    assert at(law["_d08"], ten_days, *events, **INVOICED, **claim).owed.interest == D("100.00")


def test_without_warning_invoice_and_notice_no_interest_runs(law: dict[str, Profile]) -> None:
    found = at(law["_d08"], "2021-12-31", **INVOICED, performed="2021-01-01")
    assert found.owed.interest == D("0.00")


# 11 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "amount"),
    [
        ("slices", "1.00", "25.00"),  # a tenth, but not less than 25
        ("slices", "250.00", "25.00"),
        ("slices", "250.10", "25.01"),
        ("slices", "1000.00", "100.00"),
        ("slices", "1001.00", "100.04"),  # 100 and 4 % of the one above
        ("slices", "5000.00", "260.00"),  # 100 and 4 % of 4000
        ("slices", "9000.00", "300.00"),  # 260 and 1 % of 4000
        ("slices", "9000.01", "300.00"),  # no more than 300
        ("bands", "200.00", "20.00"),
        ("bands", "200.01", "30.00"),  # the jump
        ("bands", "1000.00", "110.00"),  # 30 and 10 % of 800
        ("bands", "1000.01", "110.00"),
        ("bands", "2000.00", "160.00"),
        ("below", "999.99", "40.00"),
        ("below", "1000.00", "70.00"),
        ("below", "9999.99", "70.00"),
        ("below", "10000.00", "100.00"),
        ("steps", "500.00", "40.00"),
        ("steps", "500.01", "70.00"),  # one step begun
        ("steps", "1000.00", "70.00"),
        ("steps", "1000.01", "100.00"),
        ("steps", "2000.00", "130.00"),  # three steps of 500
        ("steps", "2000.01", "180.00"),  # and the first of 1000
        ("steps", "10000.00", "530.00"),  # 40 + 3 x 30 + 8 x 50
    ],
)
def test_a_tariff_at_and_around_its_bounds(law: dict[str, Profile], name: str, value: str, amount: str) -> None:
    assert tariff(law["_d11"], f"value.{name}", value=value, on="2021-01-01").amount == D(amount)


def test_what_lies_above_a_table_without_an_end_has_no_amount_or_all_its_steps(law: dict[str, Profile]) -> None:
    """Ten thousand is the last bound; a table of steps ends there."""
    assert tariff(law["_d11"], "value.steps", value="20000.00", on="2021-01-01").amount == D("530.00")


# 12 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("principal", "on", "debtor", "fee"),
    [
        ("500.00", "2019-12-31", "consumer", "17.50"),  # 0.25 x 70
        ("500.00", "2020-01-01", "consumer", "18.75"),  # 0.25 x 75
        ("500.01", "2020-01-01", "consumer", "30.00"),  # 0.40 x 75
        ("2500.01", "2020-01-01", "consumer", "60.00"),  # 0.80 x 75
        ("2500.01", "2020-01-01", "business", "90.00"),  # once and a half of that
    ],
)
def test_a_fee_is_a_multiple_of_the_unit_of_its_day(
    law: dict[str, Profile], principal: str, on: str, debtor: str, fee: str
) -> None:
    profile = law["_d12"]
    assert tariff(profile, "fee.demand", value=principal, on=on, due="2019-06-01", debtor=debtor).amount == D(fee)
    reminder = {"on": on, "kind": "reminder", "fee": "500.00"}
    found = at(profile, on, reminder, amount=principal, due="2019-06-01", debtor=debtor)
    assert found.owed.fees == D(fee)


# 13 --------------------------------------------------------------------------------------------------------

AGREED = {"arose": "2020-12-01", "agreements": {"reminder_fee": {"amount": "6.00", "agreed_on": "2020-11-01"}}}
NOTICE = {"on": "2021-02-01", "kind": "collection_notice"}


@pytest.mark.parametrize(
    ("on", "events", "claim", "owed"),
    [
        ("2021-02-16", [NOTICE], AGREED, "6.00"),  # fourteen days are over with 15 February
        ("2021-02-15", [NOTICE], AGREED, "0.00"),
        ("2021-02-16", [], AGREED, "0.00"),
        ("2021-02-16", [NOTICE], {"arose": "2020-12-01"}, "0.00"),
        ("2021-02-16", [NOTICE], {"arose": "2020-10-31", "agreements": AGREED["agreements"]}, "0.00"),
    ],
    ids=["agreed and noticed", "a day too soon", "no notice", "not agreed", "agreed too late"],
)
def test_a_fee_that_asks_for_an_agreement_and_a_notice(
    law: dict[str, Profile], on: str, events: list[dict[str, Any]], claim: dict[str, Any], owed: str
) -> None:
    profile = law["_d13"]
    facts = case(profile, *events, {"on": on, "kind": "reminder", "fee": "6.00"}, **claim)
    assert standing(facts, profile, on=on).owed.fees == D(owed)
    breaches = [finding for finding in audit(facts, profile, on=on).findings if finding.severity == "breach"]
    assert bool(breaches) == (owed == "0.00")


def test_the_fee_is_proposed_from_the_first_day_it_may_be_charged(law: dict[str, Profile]) -> None:
    profile = law["_d13"]
    steps = next_steps(case(profile, NOTICE, **AGREED), profile, on="2021-02-10").proposals
    (reminder,) = (step for step in steps if step.action == "reminder")
    assert (reminder.status, str(reminder.earliest)) == ("waiting", "2021-02-16")
    assert [charge.amount for charge in reminder.charges] == [D("6.00")]


# 15 --------------------------------------------------------------------------------------------------------


def reminders(number: int) -> list[dict[str, Any]]:
    return [{"on": f"2021-0{month}-01", "kind": "reminder", "fee": "5.00"} for month in range(2, 2 + number)]


def test_one_fee_more_than_the_law_counts_is_struck_out(law: dict[str, Profile]) -> None:
    found = at(law["_d15"], "2021-08-01", *reminders(4))
    assert [line.lawful for line in found.lines if line.kind == "reminder_fee"][3] == D("0.00")
    assert found.booked.fees == D("20.00")


def test_all_fees_together_stay_below_their_cap_and_the_later_one_yields(law: dict[str, Profile]) -> None:
    found = at(law["_d15"], "2021-08-01", *reminders(3))
    assert [line.lawful for line in found.lines if line.kind == "reminder_fee"] == [D("5.00"), D("5.00"), D("2.00")]


# 22 --------------------------------------------------------------------------------------------------------

TWO = [
    {"id": "a", "kind": "goods_or_services", "amount": "1000.00", "due": "2020-12-31", "due_agreed": True},
    {"id": "b", "kind": "goods_or_services", "amount": "1000.00", "due": "2021-01-31", "due_agreed": True},
]
FEE = {"on": "2021-02-15", "kind": "reminder", "fee": "5.00", "claim": "a"}


@pytest.mark.parametrize(
    ("debtor", "named", "pieces"),
    [
        # On 31 March claim a owes 90 days of interest at 10 %, 24.66, and claim b 59 days, 16.16.
        ("business", None, [("a", "interest", "24.66"), ("a", "fees", "5.00"), ("a", "principal", "470.34")]),
        ("business", "b", [("b", "interest", "16.16"), ("b", "principal", "483.84")]),
        ("public", None, [("a", "interest", "24.66"), ("b", "interest", "16.16"), ("a", "fees", "5.00"),
                          ("a", "principal", "454.18")]),
        ("public", "b", [("a", "interest", "24.66"), ("b", "interest", "16.16"), ("a", "fees", "5.00"),
                         ("a", "principal", "454.18")]),
        ("consumer", None, [("a", "principal", "500.00")]),
    ],
    ids=["debt by debt", "the debtor's choice", "part by part", "no choice", "principal first"],
)  # fmt: skip
def test_a_payment_of_500_reaches_what_the_order_says(
    law: dict[str, Profile], debtor: str, named: str | None, pieces: list[tuple[str, str, str]]
) -> None:
    payment = {"on": "2021-03-31", "kind": "payment", "amount": "500.00"} | ({"claim": named} if named else {})
    (found,) = at(law["_d22"], "2021-03-31", FEE, payment, debtor=debtor, claims=TWO).payments
    told = [(piece.claim, piece.component, str(piece.amount)) for piece in found.by_claim]
    assert sorted(told) == sorted(pieces)


# 23 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "kind", "ends"),
    [
        # three years from the end of the year in which the claim fell due
        ("2020-01-01", "goods_or_services", "2023-12-31"),
        ("2020-12-31", "goods_or_services", "2023-12-31"),
        # six months from the due day; 31 August has no counterpart in February; a Sunday moves to Monday
        ("2020-08-31", "loan", "2021-03-01"),
        ("2020-03-10", "loan", "2020-09-10"),
    ],
)
def test_limitation_ends_where_its_period_ends(law: dict[str, Profile], due: str, kind: str, ends: str) -> None:
    clocks = at(law["_d23"], due, due=due, kind=kind).clocks
    assert {str(clock.ends) for clock in clocks if clock.kind == "limitation"} == {ends}


def test_an_acknowledgement_begins_anew_from_its_own_day(law: dict[str, Profile]) -> None:
    """Three years from 15 May 2021, not from the end of that year."""
    said = {"on": "2021-05-15", "kind": "acknowledgement"}
    clocks = at(law["_d23"], "2021-06-01", said).clocks
    assert {str(clock.ends) for clock in clocks if clock.kind == "limitation"} == {"2024-05-15"}


@pytest.mark.parametrize(
    ("began", "ended", "ends"),
    [
        # by itself 10 September 2020; 31 days more end on Sunday 11 October
        ("2020-04-01", "2020-05-02", "2020-10-12"),
        # ten days more end on 20 September; three months after the talks, on 10 December
        ("2020-08-31", "2020-09-10", "2020-12-10"),
        # 174 days more are later than three months after the talks, 1 December
        ("2020-03-11", "2020-09-01", "2021-03-03"),
    ],
)
def test_talks_may_both_stop_the_time_and_leave_some(
    law: dict[str, Profile], began: str, ended: str, ends: str
) -> None:
    talks = ({"on": began, "kind": "negotiations_began"}, {"on": ended, "kind": "negotiations_ended"})
    clocks = at(law["_d23"], ended, *talks, due="2020-03-10", kind="loan").clocks
    assert {str(clock.ends) for clock in clocks if clock.kind == "limitation"} == {ends}


def said(began: str, ended: str, acknowledged: str | None = None) -> list[dict[str, str]]:
    """Talks and, where a day is given, an acknowledgement, in order."""
    events = [{"on": began, "kind": "negotiations_began"}, {"on": ended, "kind": "negotiations_ended"}]
    events += [] if acknowledged is None else [{"on": acknowledged, "kind": "acknowledgement"}]
    return sorted(events, key=lambda event: event["on"])


@pytest.mark.parametrize(
    ("events", "ends"),
    [
        # due in March 2020: the three years begin with the end of 2020, and by themselves end with 2023
        ([{"on": "2020-05-15", "kind": "acknowledgement"}], "2023-12-31"),
        (said("2020-04-01", "2020-05-01"), "2023-12-31"),
        # stood still until 1 May 2021, six months after the talks: 31 + 28 + 31 + 30 + 1 days are of the period
        (said("2020-10-01", "2020-11-01"), "2024-04-30"),
        # acknowledged while it stood still, until 10 August 2021: 16 + 30 + 31 + 10 days of the new period
        (said("2021-01-10", "2021-02-10", "2021-05-15"), "2024-08-10"),
        # acknowledged afterwards: none
        (said("2021-01-10", "2021-02-10", "2021-09-15"), "2024-09-15"),
    ],
)
def test_before_a_period_has_begun_or_begun_anew_nothing_makes_it_longer_or_shorter(
    law: dict[str, Profile], events: list[dict[str, str]], ends: str
) -> None:
    clocks = at(law["_d23"], "2021-11-01", *events, due="2020-03-10").clocks
    assert {str(clock.ends) for clock in clocks if clock.kind == "limitation"} == {ends}


@pytest.mark.parametrize(("on", "stage"), [("2023-12-31", "overdue"), ("2024-01-01", "barred")])
def test_a_claim_is_barred_the_day_after(law: dict[str, Profile], on: str, stage: str) -> None:
    assert at(law["_d23"], on).stage == stage


# 24 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "provisional", "owed"),
    [
        # June at 1 + 8; July at 2 + 8 by a figure that is not yet official
        ("2020-06-30", False, 30 * 9),
        ("2020-07-01", True, 30 * 9 + 10),
    ],
)
def test_a_figure_that_is_not_official_makes_the_answer_provisional(
    law: dict[str, Profile], on: str, provisional: bool, owed: int
) -> None:
    found = at(law["_d24"], on, due="2020-05-31")
    assert (found.provisional, found.owed.interest) == (provisional, owed)
    assert bool(found.provisional_because) == provisional


@pytest.mark.parametrize(
    ("on", "amount", "certainty"), [("2020-02-29", "5.00", "sure"), ("2020-03-01", "6.00", "unconfirmed")]
)
def test_the_certainty_of_a_figure_travels_to_the_answer(
    law: dict[str, Profile], on: str, amount: str, certainty: str
) -> None:
    found = tariff(law["_d24"], "fee.reminder", on=on)
    assert (found.amount, found.certainty) == (D(amount), certainty)


def test_a_figure_that_is_not_known_is_never_nothing(law: dict[str, Profile]) -> None:
    with pytest.raises(NotModelled) as caught:
        tariff(law["_d24"], "fee.reminder", on="2020-09-01")
    assert caught.value.code == "unknown_figure"
    reminder = {"on": "2020-09-01", "kind": "reminder", "fee": "7.00"}
    facts = case(law["_d24"], reminder, due="2020-05-31")
    (finding,) = audit(facts, law["_d24"], on="2020-09-01").findings
    assert (finding.severity, finding.amount_unlawful) == ("doubt", D("0.00"))
