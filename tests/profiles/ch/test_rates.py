"""Default interest of OR 102 to 105, the count of days, agreed rates, consumer credit, premiums.

Expected sums are worked out with fractions by the rules of the dossier's section 1, not by the engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from collectrules import Case, NotModelled, Profile, audit, interest, standing
from collectrules.ground.money import half_up

D = dt.date
MakeCase = Callable[..., Case]
COUNTS = ("act_365", "act_360", "thirty_360")


def months_of_thirty(start: dt.date, end: dt.date) -> int:
    """Days by 30E/360: the thirty-first counts as the thirtieth."""
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + min(end.day, 30) - min(start.day, 30)


def simple(amount: str, rate: str, start: dt.date, end: dt.date, count: str = "act_365") -> Decimal:
    days = months_of_thirty(start, end) if count == "thirty_360" else (end - start).days
    found = Fraction(amount) * Fraction(rate) / 100 * days / (365 if count == "act_365" else 360)
    return Decimal(half_up((found * 100).numerator, (found * 100).denominator)) / 100


def owed(case: Case, ch: Profile, on: str, **readings: str) -> Decimal:
    return standing(case, ch, on=on, readings=readings).owed.interest


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(
    ("due", "until"),
    [
        ("2026-01-05", "2026-01-24"),
        ("2026-01-05", "2026-03-05"),
        ("2025-10-31", "2026-02-28"),
        ("2024-02-28", "2024-03-01"),
        ("2024-01-04", "2025-01-04"),
        ("2020-05-15", "2026-11-22"),
        ("1999-12-31", "2000-12-31"),
    ],
)
def test_five_per_cent_by_each_count(ch: Profile, count: str, due: str, until: str) -> None:
    found = interest(ch, "10000.00", due=due, until=until, readings={"day_count": count})
    assert found.interest == simple("10000.00", "5", D.fromisoformat(due), D.fromisoformat(until), count)


def test_a_published_count_of_days(ch: Profile) -> None:
    """From 1 to 20 January are 19 days, to the 30th ten more; so many lie between the days below."""
    days = [interest(ch, "100.00", due="2026-01-05", until=f"2026-{day}").days for day in ("01-24", "02-03")]
    assert days == [19, 29]


def test_actual_days_over_365_never_exceed_five_per_cent_in_a_common_year(ch: Profile) -> None:
    found = interest(ch, "10000.00", due="2026-01-05", until="2027-01-05")
    dearer = interest(ch, "10000.00", due="2026-01-05", until="2027-01-05", readings={"day_count": "act_360"})
    assert (found.interest, dearer.interest) == (Decimal("500.00"), Decimal("506.94"))
    assert found.provisional is False


@pytest.mark.parametrize("debtor", ["consumer", "business", "public"])
@pytest.mark.parametrize("due", ["1997-01-06", "2005-03-31", "2026-01-05"])
def test_the_rate_is_the_same_for_everybody_and_every_year(ch: Profile, debtor: str, due: str) -> None:
    until = D.fromisoformat(due) + dt.timedelta(days=365)
    assert interest(ch, "100.00", due=due, until=until, debtor=debtor).interest == Decimal("5.00")


@pytest.mark.parametrize(
    ("agreed", "for_default", "before_default"),
    [("1.00", "1", "5"), ("4.99", "4.99", "5"), ("5.00", "5", "5"), ("5.01", "5.01", "5.01"), ("12.00", "12", "12")],
)
def test_an_agreed_rate(ch: Profile, agreed: str, for_default: str, before_default: str) -> None:
    found = {
        option: interest(
            ch,
            "36500.00",
            due="2026-01-05",
            until="2026-04-15",
            agreed_rate=agreed,
            readings={"lower_agreed_rate": option},
        ).interest
        for option in ("for_default", "before_default")
    }
    start, end = D(2026, 1, 5), D(2026, 4, 15)
    assert found == {
        "for_default": simple("36500", for_default, start, end),
        "before_default": simple("36500", before_default, start, end),
    }


@pytest.mark.parametrize("agreed", ["0.50", "3.00", "5.00", "9.90"])
@pytest.mark.parametrize("option", ["for_default", "before_default"])
def test_consumer_credit_bears_its_own_rate_and_no_more(ch: Profile, agreed: str, option: str) -> None:
    found = interest(
        ch, "36500.00", due="2026-01-05", until="2026-04-15", agreed_rate=agreed, kind="consumer_credit",
        readings={"lower_agreed_rate": option},
    )  # fmt: skip
    assert found.interest == simple("36500", agreed, D(2026, 1, 5), D(2026, 4, 15))


def test_premiums_bear_five_per_cent_whatever_was_agreed(ch: Profile) -> None:
    found = interest(ch, "36500.00", due="2026-01-05", until="2026-01-15", agreed_rate="9.00", kind="insurance_premium")
    assert found.interest == Decimal("50.00")


def test_public_law_claims_have_no_rate_here(ch: Profile) -> None:
    with pytest.raises(NotModelled) as error:
        interest(ch, "36500.00", due="2026-01-05", until="2026-01-15", kind="public_law")
    assert error.value.code == "unknown_figure"


def test_interest_is_simple(ch: Profile) -> None:
    years = [interest(ch, "36500.00", due="2026-01-05", until=f"{year}-01-05").interest for year in (2027, 2028)]
    assert years == [Decimal("1825.00"), Decimal("3650.00")]


@pytest.mark.parametrize("kind", ["maintenance", "loss_certificate"])
def test_what_bears_no_interest_by_a_due_day_alone(ch: Profile, make: MakeCase, kind: str) -> None:
    reminder = {"on": "2026-01-05", "kind": "reminder", "received": "2026-01-06"}
    assert owed(make(reminder, kind=kind), ch, "2026-06-30") == 0


@pytest.mark.parametrize(
    ("events", "first"),
    [
        ([], None),
        ([{"kind": "reminder", "received": "2026-01-10"}], "2026-01-11"),
        ([{"kind": "reminder", "received": "2026-01-10", "deadline": "2026-01-20"}], "2026-01-21"),
        ([{"kind": "reminder", "received": "2026-01-10", "deadline": "2026-01-07"}], "2026-01-11"),
        ([{"kind": "collection_notice", "received": "2026-01-12"}], "2026-01-13"),
        ([{"kind": "reminder"}], None),
        ([{"kind": "letter", "received": "2026-01-10"}], None),
    ],
)
def test_a_claim_without_an_agreed_day_waits_for_a_reminder(
    ch: Profile, make: MakeCase, events: list[dict[str, str]], first: str | None
) -> None:
    case = make(*({"on": "2026-01-05"} | event for event in events), due_agreed=None)
    found = standing(case, ch, on="2026-03-31")
    days = (D(2026, 3, 31) - D.fromisoformat(first)).days + 1 if first else 0
    assert found.owed.interest == 5 * days


@pytest.mark.parametrize(
    ("option", "sum_"), [("not_a_due_date", 0), ("agreed_due_date", 50), ("time_limited_reminder", 50)]
)
def test_a_term_that_only_the_invoice_prints(ch: Profile, make: MakeCase, option: str, sum_: int) -> None:
    case = make(due_agreed=None, due_is="printed")
    assert owed(case, ch, "2026-01-10", printed_term=option) == sum_


def test_the_ceiling_of_a_credit_is_audited_by_the_day_of_its_contract(ch: Profile, make: MakeCase) -> None:
    def found(apr: str, contract: str, **readings: str) -> list[str]:
        case = make(
            due="2026-01-05", kind="consumer_credit", apr=apr, contract=contract, arose=contract, agreed_rate="9.00"
        )
        return [finding.code for finding in audit(case, ch, on="2026-06-01", readings=readings).findings]

    assert found("10.00", "2025-12-31") == found("11.00", "2025-12-31") == []
    assert len(found("11.01", "2025-12-31", credit_form="cash")) == 1
    assert found("11.01", "2025-12-31", credit_form="overdraft") == []
    assert len(found("11.00", "2026-01-01", credit_form="cash")) == 1
