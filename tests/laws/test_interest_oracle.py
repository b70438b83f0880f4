"""Interest, allocation and sums of the engine equal those of the judge, who counts every day in fractions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import assume, given

import collectrules as cr
from collectrules.judge.history import History, Judge
from collectrules.judge.words import half_up, share_of_year
from tests.laws.properties import few
from tests.laws.strategies import Document, interest_cases

DANISH = Path(__file__).parents[2] / "profiles" / "dk"
PARTS = ("interest", "fees", "costs", "principal")


@cache  # no fixtures: Hypothesis would print both whole when an example fails
def judge() -> Judge:
    return Judge(DANISH)


@cache
def profile() -> cr.Profile:
    return cr.load_profile("DK")


def lived(case: Document, on: dt.date, readings: dict[str, str]) -> History:
    try:
        return judge().history(case, on, readings)
    except NotImplementedError:  # a credit note larger than what is open
        assume(condition=False)
        raise


def minor(amount: Decimal) -> int:
    return int(amount * 100)


def by_day(rows: Any) -> list[tuple[str, dt.date, Fraction, int]]:  # noqa: ANN401  # rows of any answer
    """Every day that bears interest, with its rate and base; a day twice stands here twice."""
    found = []
    for row in rows:
        for number in range((row.to - row.from_).days + 1):
            day = row.from_ + dt.timedelta(days=number)
            found.append((row.claim, day, Fraction(row.rate), minor(row.base)))
    return sorted(found)


@few(50)
@given(asked=interest_cases())
def test_the_engine_equals_the_judge(asked: tuple[Document, dt.date, dict[str, str]]) -> None:
    document, on, readings = asked
    assume(within_three_years(document))
    expected = lived(document, on, readings)
    standing = cr.standing(cr.load_case(document), profile(), on=on, readings=readings)
    same_interest(standing, expected, readings["day_count"])
    same_payments(standing, expected)
    same_sums(standing, expected)
    conserved(standing, document, on)


def within_three_years(document: Document) -> bool:
    """Whether nothing is charged on debt that may be barred: the judge leaves limitation to others."""
    due = min(dt.date.fromisoformat(str(claim["due"])) for claim in document["claims"])
    sums = {"charge", "compensation_claimed"}
    charged = [e for e in document["events"] if e.get("fee") or e.get("compensation") or e["kind"] in sums]
    return all((dt.date.fromisoformat(str(event["on"])) - due).days < 3 * 365 for event in charged)


def same_interest(standing: cr.Standing, expected: History, day_count: str) -> None:
    assert by_day(standing.interest) == sorted(expected.interest_days)
    for row in standing.interest:
        days = [row.from_ + dt.timedelta(days=number) for number in range((row.to - row.from_).days + 1)]
        shares = sum((share_of_year(day, day_count) for day in days), Fraction(0))
        exact = Fraction(row.base) * Fraction(row.rate) / 100 * shares
        assert row.amount == Decimal(half_up(exact * 10**4)).scaleb(-4)
    open_interest = sum(account.parts()["interest"] for account in expected.accounts)
    assert minor(standing.owed.interest) == open_interest


def same_payments(standing: cr.Standing, expected: History) -> None:
    found = [(sum_by_piece(payment), minor(payment.unallocated)) for payment in standing.payments]
    wanted = [(Counter({(c, part): s for c, part, s in pieces}), rest) for _, pieces, rest in expected.payments]
    assert found == wanted


def sum_by_piece(payment: Any) -> Counter[tuple[str, str]]:  # noqa: ANN401  # a payment of the answer
    return sum((Counter({(p.claim, p.component): minor(p.amount)}) for p in payment.by_claim), Counter())


def same_sums(standing: cr.Standing, expected: History) -> None:
    for part in PARTS:
        assert minor(getattr(standing.owed, part)) == sum(account.parts()[part] for account in expected.accounts), part
    assert minor(standing.credit) == sum(rest for *_, rest in expected.payments)


def conserved(standing: cr.Standing, document: Document, on: dt.date) -> None:
    """No øre is lost: parts are the total, each payment is spent once, and lines show what is open."""
    for sums in (standing.owed, standing.booked, standing.paid):
        assert sum(getattr(sums, part) for part in PARTS) == sums.total
    paid = [e["amount"] for e in document["events"] if e["kind"] == "payment" and e["on"] <= on.isoformat()]
    assert standing.paid.total + standing.credit == sum(map(Decimal, paid))
    for payment in standing.payments:
        pieces = payment.to_interest + payment.to_fees + payment.to_costs + payment.to_principal
        assert pieces + payment.unallocated == payment.amount
        assert sum(piece.amount for piece in payment.by_claim) == pieces
    assert sum(line.open for line in standing.lines) == standing.owed.total
