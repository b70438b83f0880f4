"""A term of a claim above a value of law, and an agreed fee above the one that the law has: what is said of it."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from collectrules.fold.ceilings import above_ceilings, above_own_fee
from collectrules.fold.conditions import Gate
from collectrules.fold.rules import FeeRule, FeeVariant
from collectrules.loader import model as m
from collectrules.nouns.dated import History, Version
from tests.unit.fold.moments import OPEN, SHUT, Book, State, account, day

SINCE = day("2000-01-01")


# A value of law --------------------------------------------------------------------------------------------


def capped(given: Fraction | None, *, above: object = "breach", keyed: object = None, gate: Gate = OPEN) -> list[Any]:
    """What is said of a claim with an annual rate, where the law has 15 percent at most."""
    value = m.Value(name="top", what="t", law=("L 6",), ceiling_of="apr", above=above, keyed_by=keyed, value=())
    versions = History("value.top", [Version(SINCE, None, lambda *_: Fraction(15), ("L row",), "sure")])
    book = Book(
        ceilings=(("top", gate),), value=lambda _name: (value, versions), facts={"apr": given},
        named=lambda _moment: None,
    )  # fmt: skip
    state: Any = State(account(), book=book)
    return list(above_ceilings(state))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (None, None), (Fraction(15), None), (Fraction(14), None), (Fraction(151, 10), "15.10"), (Fraction(16), "16.00"),
        (Fraction(100), "100.00"), (Fraction(1525, 100), "15.25"), (Fraction(46, 3), "15.33"),
        (Fraction(31, 2), "15.50"),
    ],
)  # fmt: skip
def test_what_lies_above_the_value_is_told_and_nothing_else(given: Fraction | None, text: str | None) -> None:
    found = capped(given)
    expected = [] if text is None else [{"fact": "apr", "needed": "to 15.00", "got": text}]
    assert [dict(one.values) for one in found] == expected  # rates have two decimals


@pytest.mark.parametrize(("above", "code"), [("breach", "above_ceiling"), ("note", "above_usual")])
def test_it_is_a_breach_or_a_note_on_the_claim_and_belongs_to_no_event(above: str, code: str) -> None:
    (found,) = capped(Fraction(16), above=above)
    assert (found.code, found.severity, found.event, found.claims, found.law) == (code, above, "", ("0",), ("L row",))
    assert found.day == day("2026-01-15")  # when it fell due


def test_without_its_condition_or_its_day_nothing_is_said() -> None:
    assert capped(Fraction(16), gate=SHUT) == []
    assert capped(Fraction(16), keyed="contract") == []


# An agreed fee ---------------------------------------------------------------------------------------------


def fee(name: str, amount: str | None, gate: Gate = OPEN, **told: object) -> FeeRule:
    """A fee of the law on reminders; without an amount nobody knows it."""
    given: dict[str, Any] = {
        "name": name, "what": "f", "law": ("L 8",), "act": "reminder", "part": "reminder",
        "amount": m.Amount(is_=10),
    }  # fmt: skip
    record = m.Fee(**given | told)
    whole = None if amount is None else round(Fraction(amount) * 100)
    version = Version(SINCE, None, None if whole is None else lambda *_: Fraction(whole), (), "sure", whole)
    versions = History(f"fee.{name}", [version])
    variant = FeeVariant({}, record, gate, (), versions, (), (), None, plain=True)
    return FeeRule(name, "reminder/reminder", record, (variant,), (gate,))


AGREED = {"of": "agreed_fee", "instead_of": ("own",), "law": ("L agreed",)}


def agreed(amount: int | None, *fees: FeeRule) -> list[Any]:
    one = account()
    one.law = SimpleNamespace(caps=(), fee={rule.name: rule for rule in fees}.__getitem__)  # type: ignore[assignment]
    state: Any = State(one, book=Book(fees={rule.name: rule for rule in fees}), agreed_fee=lambda _account: amount)
    return list(above_own_fee(state))


@pytest.mark.parametrize(("amount", "told"), [(None, False), (10_00, False), (9_99, False), (10_01, True)])
def test_an_agreed_fee_above_that_of_the_law_is_noted(amount: int | None, told: bool) -> None:
    found = agreed(amount, fee("own", "10"), fee("agreed", "12", **AGREED))
    assert bool(found) is told


def test_the_note_names_both_sums_and_the_law_of_the_agreement() -> None:
    (found,) = agreed(12_50, fee("own", "10"), fee("agreed", "12", **AGREED))
    assert (found.code, found.severity, found.event, found.claims) == ("agreed_fee_above_law", "note", "", ("0",))
    assert (found.day, found.law) == (day("2026-01-15"), ("L agreed",))
    assert found.values == (("allowed", "10.00"), ("agreed", "12.50"))


def test_the_highest_of_several_fees_of_the_law_counts() -> None:
    several = {"of": "agreed_fee", "instead_of": ("own", "other")}
    fees = (fee("own", "10"), fee("other", "20"), fee("agreed", "12", **several))
    assert agreed(20_00, *fees) == []
    (found,) = agreed(20_01, *fees)
    assert found.values[0] == ("allowed", "20.00")


def test_only_an_agreed_fee_in_place_of_one_of_the_law_is_measured_by_it() -> None:
    own = fee("own", "10")
    assert agreed(99_00, own, fee("x", "12", of="other", instead_of=("own",))) == []
    assert agreed(99_00, own, fee("x", "12", of="agreed_fee")) == []
    assert agreed(99_00, own) == []


def test_where_the_law_has_no_fee_for_the_claim_or_none_that_is_known_nothing_is_above_it() -> None:
    assert agreed(99_00, fee("own", "10", SHUT), fee("agreed", "12", **AGREED)) == []
    assert agreed(99_00, fee("own", None), fee("agreed", "12", **AGREED)) == []
    assert agreed(99_00, fee("own", "0"), fee("agreed", "12", **AGREED)) == []


def test_the_fee_of_the_law_is_asked_for_on_the_first_day_of_default() -> None:
    """The last day on which the claim is paid in time lies after the due day: the figure of the day after it counts."""
    own, last = fee("own", "10"), day("2026-01-20")
    versions = History(
        "fee.own",
        [Version(start, end, lambda *_: Fraction(0), (), "sure", flat)
         for start, end, flat in ((SINCE, last, 30_00), (last + 1, last + 1, 10_00), (last + 2, None, 40_00))],
    )  # fmt: skip
    variant = FeeVariant({}, own.record, OPEN, (), versions, (), (), None, plain=True)
    rules = (FeeRule("own", "reminder/reminder", own.record, (variant,), (OPEN,)), fee("agreed", "12", **AGREED))
    one = account()
    one.timely = last
    one.law = SimpleNamespace(caps=(), fee={rule.name: rule for rule in rules}.__getitem__)  # type: ignore[assignment]
    state: Any = State(one, book=Book(fees={rule.name: rule for rule in rules}), agreed_fee=lambda _account: 25_00)
    (found,) = above_own_fee(state)
    assert found.values[0] == ("allowed", "10.00")
