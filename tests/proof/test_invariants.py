"""Invariants that no older test holds for every law that ships; invariants.toml says which tests hold the others."""

from __future__ import annotations

import ast
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import collectrules as cr
from collectrules.loader import model as m
from collectrules.testing import cases, horizon
from collectrules.topics.allocation import shares

from .common import CLAIM, HEADER, LAW, ROOT, SHIPPED, Document, document, law, written

DAY = dt.timedelta(days=1)
COMPONENTS = ("principal", "interest", "fees", "costs")
KINDS = ("goods_or_services", "rent", "loan", "consumer_credit", "insurance_premium", "medical", "damages", "other")
Asked = tuple[cr.Case, dt.date]


def few(examples: int) -> settings:
    """Always the same examples, as many as their price allows; `EXAMPLES` makes them more."""
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    factor = int(os.environ.get("EXAMPLES", "1"))
    return settings(derandomize=True, max_examples=factor * examples, deadline=None, suppress_health_check=slow)


@st.composite
def asked(draw: st.DrawFn, kinds: tuple[str, ...] = ("goods_or_services",)) -> Asked:
    """A case under any law that ships, and a day not before its last claim is due."""
    profile = law(draw(st.sampled_from(SHIPPED)))
    case = draw(cases(profile, claim_kinds=list(kinds)))
    return case, draw(st.dates(max(claim.due for claim in case.claims), horizon(profile)[1]))


def of(case: cr.Case) -> cr.Profile:
    return law(str(case.jurisdiction))


def told(case: cr.Case, on: dt.date) -> cr.Standing:
    """The standing; another example where the law of that day is not modelled."""
    try:
        return cr.standing(case, of(case), on=on)
    except cr.NotModelled:
        assume(False)  # what Hypothesis calls it
        raise


def changed(case: cr.Case, **words: object) -> cr.Case:
    return cr.load_case(cr.dump(case) | words)


# Conservation and allocation -------------------------------------------------------------------------------

PLAIN = {"payment", "set_off", "reminder", "collection_notice", "waiver", "charge", "dispute", "note", "handed_over"}
"""Events after which a claim of this test's own arithmetic still holds: nothing is undone, taken back or given up."""


@few(10)
@given(question=asked())
def test_2_the_balance_is_what_arose_less_what_was_paid_and_waived_on_every_day(question: Asked) -> None:
    case, last = question
    case = changed(case, events=[one for one in cr.dump(case)["events"] if one["kind"] in PLAIN])  # type: ignore[attr-defined]
    for on in sorted({event.on for event in case.events if event.on <= last} | {last}):
        found = told(case, on)
        parts = {part.component: part for part in cr.statement(case, of(case), on=on).components}
        arisen = sum(claim.amount for claim in case.claims if (claim.arose or claim.due) <= on)
        asked_for = {"principal": arisen} | {
            part: sum(line.lawful for line in found.lines if line.kind in KIND_OF[part]) for part in ("fees", "costs")
        }
        for part, sum_ in asked_for.items():
            assert sum_ == getattr(found.owed, part) + getattr(found.paid, part) + parts[part].waived, (part, on)
        rows = sum(row.amount for row in found.interest)
        booked = found.owed.interest + found.paid.interest + parts["interest"].waived
        rounded = Decimal("0.01") * (len(case.claims) + len(found.payments)) + Decimal("0.0001") * len(found.interest)
        assert abs(rows - booked) <= rounded, on


KIND_OF = {
    "fees": ("reminder_fee", "hand_over_fee", "compensation"),
    "costs": ("collection_cost", "court_fee", "enforcement_cost", "awarded_cost"),
}


@few(60)
@given(amount=st.integers(0, 10**6), sums=st.lists(st.integers(0, 10**5), min_size=1, max_size=7), data=st.data())
def test_8_shares_are_exact_to_a_unit_whatever_the_order(amount: int, sums: list[int], data: st.DataObject) -> None:
    found, whole = shares(amount, sums), sum(sums)
    assert sum(found) == min(amount, whole)
    for part, of_ in zip(found, sums, strict=True):
        assert abs(part - Fraction(min(amount, whole) * of_, whole or 1)) < 1
    for size in set(sums):
        alike = [part for part, of_ in zip(found, sums, strict=True) if of_ == size]
        assert max(alike) - min(alike) <= 1
    order = data.draw(st.permutations(range(len(sums))))
    turned = shares(amount, [sums[place] for place in order])
    assert sorted(zip(turned, (sums[place] for place in order), strict=True)) == sorted(zip(found, sums, strict=True))


# Interest --------------------------------------------------------------------------------------------------


@st.composite
def terms(draw: st.DrawFn) -> tuple[cr.Profile, dt.date, dt.date, dict[str, str]]:
    """A law, a due day, a later day, and who owes."""
    profile = law(draw(st.sampled_from(SHIPPED)))
    first, last = horizon(profile)
    due = draw(st.dates(first + 400 * DAY, last - 10 * DAY))
    until = draw(st.dates(due, min(last, due + 1500 * DAY)))
    region = {"region": profile.header.regions[0]} if profile.header.regions else {}
    return profile, due, until, {"debtor": draw(st.sampled_from(["consumer", "business"])), **region}


def accrued(
    asked: tuple[cr.Profile, dt.date, dt.date, dict[str, str]], minor: int, until: dt.date
) -> cr.InterestAnswer:
    profile, due, _, words = asked
    arose = (due - 30 * DAY).isoformat()
    amount = f"{minor // 100}.{minor % 100:02}"
    try:
        return cr.interest(profile, amount, due=due, until=until, arose=arose, received=arose, **words)  # type: ignore[arg-type]
    except cr.NotModelled:
        assume(False)
        raise


@few(40)
@given(asked=terms(), one=st.integers(1, 10**8), other=st.integers(1, 10**8), times=st.integers(2, 9))
def test_11_interest_of_a_sum_is_that_of_its_parts(asked: Any, one: int, other: int, times: int) -> None:  # noqa: ANN401
    """Before rounding it is the same; each answer is rounded once, so that so many halves of a unit may differ."""
    until = asked[2]
    half = Decimal("0.005")
    alone, beside, both = (accrued(asked, sum_, until).interest for sum_ in (one, other, one + other))
    assert abs(alone + beside - both) <= 3 * half
    assert abs(times * alone - accrued(asked, times * one, until).interest) <= (times + 1) * half


@few(40)
@given(asked=terms(), one=st.integers(1, 10**8), more=st.integers(0, 10**8), days=st.integers(0, 400))
def test_12_interest_never_falls_with_time_or_principal(asked: Any, one: int, more: int, days: int) -> None:  # noqa: ANN401
    """No rate of default that ships was ever below nothing, not even while reference rates were."""
    profile, due, until, _ = asked
    found = accrued(asked, one, until)
    assert accrued(asked, one, due).interest == 0
    assert found.interest >= 0
    assert all(row.rate >= 0 for row in found.rows)
    assert accrued(asked, one + more, until).interest >= found.interest
    assert accrued(asked, one, min(until + days * DAY, horizon(profile)[1])).interest >= found.interest
    assert sum(row.days for row in found.rows) == found.days
    assert all(before.to < after.from_ for before, after in pairwise(found.rows))


@few(10)
@given(question=asked(), share=st.integers(1, 99), days=st.integers(1, 700))
def test_13_interest_bears_no_interest_whenever_it_is_booked(question: Asked, share: int, days: int) -> None:
    """Who pays interest alone pays it sooner, and no more or less of it: of simple interest nothing is to be saved."""
    case, on = question
    case = changed(case, events=[])
    now, last = told(case, on), min(on + days * DAY, horizon(of(case))[1])
    part = (now.owed.interest * share / 100).quantize(Decimal("0.01"))
    assume(part > 0)
    payment = {"id": "p", "on": on, "kind": "payment", "amount": str(part)}
    paid = case.with_event(payment)
    placed = told(paid, on).payments[0]
    assume(placed.to_interest == placed.amount)  # a law may send it to the principal first
    with suppress(cr.NotYetPublished):
        was, is_ = told(case, last), told(paid, last)
        assert abs(was.owed.interest - is_.owed.interest - part) <= Decimal("0.01") * len(case.claims)


# Time and events -------------------------------------------------------------------------------------------


@few(12)
@given(question=asked(), days=st.integers(1, 300))
def test_32_a_lapsed_step_is_not_open_again_without_a_new_act(question: Asked, days: int) -> None:
    case, on = question
    case = changed(case, events=[one for one in cr.dump(case)["events"] if one["on"] <= on.isoformat()])  # type: ignore[attr-defined]
    later = min(on + days * DAY, horizon(of(case))[1])
    try:
        before, after = (cr.next_steps(case, of(case), on=day).proposals for day in (on, later))
    except cr.NotModelled:
        assume(False)
    lapsed = {(step.action, step.cost, claim) for step in before if step.status == "lapsed" for claim in step.claims}
    lapsed -= {(step.action, step.cost, claim) for step in before if step.status != "lapsed" for claim in step.claims}
    for step in after:
        if step.status in {"open", "waiting"}:
            again = lapsed & {(step.action, step.cost, claim) for claim in step.claims}
            assert again == set(), (step.action, on, later)


# Limits ----------------------------------------------------------------------------------------------------


@few(25)
@given(
    letters=st.lists(
        st.tuples(
            st.sampled_from([0, 1, 9, 10, 11, 12, 30]), st.sampled_from(["40.00", "100.00", "150.00", "1000.00"]),
            st.sampled_from(["c0", "c1"]),
        ),
        min_size=1, max_size=9,
    ),
    together=st.booleans(), kind=st.sampled_from(["consumer", "business"]),
    reading=st.sampled_from(["between", "full_days"]),
)  # fmt: skip
def test_26_after_any_letters_the_fees_keep_every_limit(
    letters: list[tuple[int, str, str]], together: bool, kind: str, reading: str
) -> None:
    """Renteloven § 9 b: at most 100 kr. a letter, three letters of a claim or relationship, ten days in between.

    In one reading of the ten days. Where none is chosen, what some reading allows of each letter alone is a doubt.
    """
    plain = {"amount": "1000.00", "arose": "2023-01-02", "invoiced": "2023-01-02", "due": "2023-01-31"}
    alike = {"relationship": "r"} if together else {}
    both = [CLAIM | plain | alike | {"id": name} for name in ("c0", "c1")]
    day, events = dt.date(2023, 2, 1), []
    for number, (gap, fee, claim) in enumerate(letters):
        day += gap * DAY
        about = {"id": f"e{number}", "on": day.isoformat(), "claim": claim}
        events.append({"kind": "reminder", "fee": fee, **about})
    case = cr.load_case(document(*events, debtor={"kind": kind}, claims=both))
    lines = cr.standing(case, law(), on=day, readings={"fee_gap": reading}).lines
    found = sorted((line.on, line.claim) for line in lines if line.kind == "reminder_fee" and line.lawful)
    assert all(line.lawful <= 100 for line in lines if line.kind == "reminder_fee")
    for group in ({"c0", "c1"},) if together else ({"c0"}, {"c1"}):
        days = [on for on, claim in found if claim in group]
        assert len(days) <= 3
        assert all((later - earlier).days >= 10 + (reading == "full_days") for earlier, later in pairwise(days))


@few(15)
@given(question=asked(KINDS))
def test_27_every_rate_and_sum_rests_on_a_law_that_had_not_ended(question: Asked) -> None:
    """A consolidation may be younger than the day, as it says what held then too; one that had ended says nothing."""
    case, on = question
    found, profile = told(case, on), of(case)
    laws: list[tuple[object, dt.date, Iterable[str]]] = [(row, row.to, row.law) for row in found.interest]
    laws += [(line, line.on, line.law) for line in found.lines if line.lawful and line.kind in GROUNDED]
    with suppress(cr.NotModelled):
        steps = cr.next_steps(case, profile, on=on).proposals
        laws += [(cost, step.on or on, cost.law) for step in steps for cost in (*step.charges, *step.advances)]
    for what, day, cited in laws:
        assert cited, what
        ended = [key for key in cited if (last := profile.law[key].to) is not None and last < day]
        assert ended == [], (what, day)


GROUNDED = {"interest", "reminder_fee", "compensation", "court_fee", "enforcement_cost"}
"""Lines that rest on a rule of the profile alone; other costs are proved by their bill."""


@dataclass(frozen=True)
class Dearer:
    """Where a law lets a creditor ask more of a consumer than of a business."""

    profile: str
    claim_kind: str
    component: str
    law: str
    """The key of the rule."""


DEARER_FOR_CONSUMERS: tuple[Dearer, ...] = ()
"""There is none under the law of any profile that ships. Fees of rent hang on what is let, not on who rents it."""


@few(25)
@given(question=asked(KINDS))
def test_28_a_consumer_owes_no_more_than_a_business_of_any_part(question: Asked) -> None:
    case, on = question
    as_ = [
        told(changed(case, debtor={**cr.dump(case)["debtor"], "kind": kind}), on) for kind in ("consumer", "business")
    ]  # type: ignore[dict-item]
    consumer, business = as_
    excepted = {one.component for one in DEARER_FOR_CONSUMERS if one.profile == case.jurisdiction
                and one.claim_kind in {claim.kind for claim in case.claims} and one.law in of(case).law}  # fmt: skip
    if not excepted:
        assert consumer.owed.total <= business.owed.total
    for part in {"fees", "costs"} - excepted:
        charged = [getattr(one.owed, part) + getattr(one.paid, part) for one in (consumer, business)]
        assert charged[0] <= charged[1], part


def tariffs() -> Iterator[tuple[str, str, m.Amount, dt.date]]:
    """Profile, name, amount and first day of every version of a tariff that hangs on a sum alone."""
    for name in SHIPPED:
        for record in law(name).value.values():
            for row in record.value:
                if isinstance(row.is_, m.Amount) and (row.is_.bands or row.is_.slices or row.is_.steps):
                    yield name, record.name, row.is_, row.from_


def bounds(amount: m.Amount) -> list[Decimal]:
    rows = [row[0] for row in (*amount.bands, *amount.slices, *amount.steps)]
    return [Decimal(bound) for bound in rows if not isinstance(bound, str)]


FALLING: Mapping[tuple[str, str], str] = {("AT", "handling"): "collection-rates-3"}
"""Profile and tariff that falls at a bound because its law says so → the key of that law."""


def test_29_a_tariff_never_falls_at_or_between_its_bounds() -> None:
    """One minor unit below, at and above each bound; what falls there is law, and is listed."""
    unit, seen, falling = Decimal("0.01"), 0, set()
    for name, record, amount, first in tariffs():
        points = sorted({bound + step for bound in bounds(amount) for step in (-unit, 0, unit)} | {unit})
        with suppress(cr.NotModelled):
            found = [priced(name, record, value, first) for value in points if value > 0]
            falling |= {(name, record) for low, high in pairwise(found) if low[0] > high[0] or low[1] > high[1]}
            seen += 1
    assert falling == set(FALLING)
    assert all(cited in law(name).law for (name, _), cited in FALLING.items())
    assert seen >= 10


def priced(name: str, record: str, value: Decimal, on: dt.date) -> tuple[Decimal, Decimal]:
    """The sum at a value, or the bounds of a frame."""
    days = dict.fromkeys(("arose", "due", "contract", "mandate"), on)
    found = cr.tariff(law(name), f"value.{record}", value=str(value), on=on, **days)  # type: ignore[arg-type]
    least, most = (found.amount, found.amount) if found.amount is not None else (found.amount_min, found.amount_max)
    assert least is not None
    assert most is not None
    return least, most


# States in which nothing is pressed -------------------------------------------------------------------------

COURTS = (
    "payment_order_filed", "payment_order_requested", "lawsuit_filed", "attachment_requested",
    "silent_enforcement_requested", "bankruptcy_petition_filed", "enforcement_requested", "asset_disclosure_requested",
    "garnishment_requested", "third_party_information_requested",
)  # fmt: skip
ACTIONS = ("conciliation_requested", "recognition_action_filed")
ASKED = ("reminder", "collection_notice", "compensation_claimed", "handed_over")


@dataclass(frozen=True)
class Shut:
    """Acts that a law shuts in a state, and where it says so."""

    profile: str
    state: str
    acts: tuple[str, ...]
    says: str


SHUT = (
    *(Shut(name, "barred", (*COURTS, *ACTIONS, *ASKED), "what is barred cannot be asked for") for name in SHIPPED),
    *(Shut(name, "barred", ("charge",), "costs are barred with their claim") for name in SHIPPED if name != "DE"),
    Shut("DK", "insolvent", COURTS, "konkursloven: claims are filed with the estate"),
    Shut("CH", "insolvent", tuple(act for act in COURTS if act != "lawsuit_filed"), "SchKG 206"),
    Shut("DE", "insolvent", COURTS, "InsO 87"),
    Shut("DK", "disputed", ("payment_order_filed", "handed_over", "charge"), "a dispute goes to the civil court"),
    Shut("CH", "moratorium", COURTS, "SchKG 297"),
    *(Shut(name, "plan", COURTS, "a plan that is kept is not enforced") for name in SHIPPED),
)
"""Not here: costs of an enforcement in Germany, which have thirty years of their own (BGB 197 (1) no. 6); an insolvency
in Austria, which its profile leaves out and says so; a dispute in Switzerland, Germany and
Austria, where an order is what a dispute is answered by. Both are in the notes of the register."""
STATES: Mapping[str, Document] = {
    "insolvent": {"kind": "insolvency_opened", "name": "bankruptcy"},
    "disputed": {"kind": "dispute"},
    "moratorium": {"kind": "stay_began", "name": "moratorium"},
}


@few(8)
@given(data=st.data())
@pytest.mark.parametrize("shut", SHUT, ids=lambda shut: f"{shut.profile}-{shut.state}")
def test_31_nothing_is_pressed_in_a_state_that_shuts_it(shut: Shut, data: st.DataObject) -> None:
    profile = law(shut.profile)
    case = data.draw(cases(profile))
    first, last = max(claim.due for claim in case.claims), horizon(profile)[1]
    on = data.draw(st.dates(first, last)) if shut.state != "barred" else last
    case = changed(case, events=[one for one in cr.dump(case)["events"] if one["on"] <= on.isoformat()])  # type: ignore[attr-defined]
    case = in_state(case, shut.state, on)
    try:
        found = cr.next_steps(case, profile, on=on).proposals
        barred = {line.claim for line in cr.standing(case, profile, on=on).lines if is_barred(line)}
    except cr.NotModelled:
        assume(False)
    if shut.state == "barred":
        found = tuple(step for step in found if set(step.claims) <= barred)
    assert [step.action for step in found if step.status == "open" and step.action in shut.acts] == []


def is_barred(line: Any) -> bool:  # noqa: ANN401
    return line.kind == "principal" and line.barred is not None and line.barred.code == "limitation"


def in_state(case: cr.Case, state: str, on: dt.date) -> cr.Case:
    if state == "plan":
        due = {claim.id for claim in case.claims if claim.due < on}
        assume(due)
        rows = [{"due": (on + 60 * DAY).isoformat(), "amount": "1.00"}]
        return case.with_event({"id": "zz", "on": on, "kind": "plan_agreed", "instalments": rows})
    return case if state == "barred" else case.with_event({"id": "zz", "on": on, **STATES[state]})


# Profiles --------------------------------------------------------------------------------------------------


LATER = 400 * DAY


def with_later_law(profile: cr.Profile) -> cr.Profile:
    """The law with one more version of every series, value and fee, from the day after all that is known."""
    first = horizon(profile)[1] + LATER

    def longer(dated: Any) -> Any:  # noqa: ANN401
        last = dated.value[-1]
        if last.is_ is None or last.to is not None or last.from_ >= first:
            return dated
        return replace(dated, value=(*dated.value, replace(last, from_=first, is_=m.Amount(is_=Decimal("99.00")))))

    return replace(
        profile, memo={}, fingerprint=profile.fingerprint + "-later",
        value={name: longer(one) for name, one in profile.value.items()},
        fee={name: replace(one, amount=longer(one.amount)) if isinstance(one.amount, m.Dated) else one
             for name, one in profile.fee.items()},
        rate={name: replace(one, margin=longer(one.margin)) if isinstance(one.margin, m.Dated) else one
              for name, one in profile.rate.items()},
    )  # fmt: skip


@cache
def later_law(name: str) -> cr.Profile:
    return with_later_law(law(name))


@few(6)
@given(question=asked())
def test_37_a_later_version_changes_no_answer_before_it(question: Asked) -> None:
    case, on = question
    for answer in (cr.standing, cr.audit, cr.statement):
        found = [said(answer, case, profile, on) for profile in (of(case), later_law(str(case.jurisdiction)))]
        assert found[0] == found[1]


def said(answer: Any, case: cr.Case, profile: cr.Profile, on: dt.date) -> object:  # noqa: ANN401
    try:
        found = cr.dump(answer(case, profile, on=on))
    except cr.NotModelled as error:
        return error.code
    del found["profile"]
    again = found.pop("look_again_on", None)  # the later version is itself a day to look again
    first = horizon(profile)[1] + LATER
    return found, again if again is not None and str(again) < first.isoformat() else None


def test_37_a_later_version_is_there_to_change_something() -> None:
    for name in SHIPPED:
        assert later_law(name) != law(name)


# Output and form -------------------------------------------------------------------------------------------


def test_41_nothing_is_divided_but_paths_and_fractions() -> None:
    """Of two whole numbers `/` makes a binary fraction; every `/` in the sources is of a path or of a `Fraction`."""
    sources = sorted((ROOT / "src").rglob("*.py"))
    divisions = [(path.name, node) for path in sources for node in divided(path.read_text(encoding="utf-8"))]
    assert [f"{name}: {ast.unparse(node)}" for name, node in divisions if not harmless(node)] == []
    assert len(divisions) > 50


@pytest.mark.parametrize("code", ["found / 2", "days / 365", "sum(parts) / len(parts)", "1 / count", "'5' / 2"])
def test_41_a_division_of_whole_numbers_would_be_found(code: str) -> None:
    assert [harmless(node) for node in divided(code)] == [False]


def divided(code: str) -> list[ast.BinOp]:
    return [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)]


PLACES = ("folder", "path", "place", "root", "home", "package", "inside", "files(", "shipped()", "_FOLDER", "HEADER")
EXACT = ("Fraction", "Decimal")
SEEN = {
    "amount / (1 + rate * (day - self.on) / _YEAR)", "rate * (day - self.on) / _YEAR", "part / whole", "rate / 100",
    "whole / (1 + working.tax)", "accrued / 100", "tariff.figure(base['percent']) / 100", "principal * rate / 100",
    "value * self.figure(amount['percent']) / 100", "found / unit", "exact(amount.percent or 0) / 100",
    "exact(cell.percent_above) / 100", "needed(value) * named(name, None, working) / 100",
    "bounds[number - 1] / self.of", "bounds[number] / self.of",
    "whole / (1 + share)", "exact(share) / 100",
    "(billed + less if rule.on == 'whole' else billed) * share / (1 + share)",
}  # fmt: skip
"""Divisions of which mypy says that the left side is a `Fraction`; another one is to be looked at by somebody."""


def harmless(node: ast.BinOp) -> bool:
    code = ast.unparse(node)
    names_a_file = isinstance(node.right, ast.JoinedStr) or (
        isinstance(node.right, ast.Constant) and isinstance(node.right.value, str)
    )
    if names_a_file and not isinstance(node.left, ast.Constant):
        return True
    return code in SEEN or any(word in ast.unparse(side) for side in (node.left, node.right) for word in PLACES + EXACT)


# Plans -----------------------------------------------------------------------------------------------------


@few(30)
@given(amount=st.integers(1, 10**7), count=st.integers(1, 60), name=st.sampled_from(SHIPPED))
def test_44_to_46_a_plan_without_interest_is_the_debt_in_equal_parts(amount: int, count: int, name: str) -> None:
    profile = law(name)
    sum_ = Decimal(amount).scaleb(-2)
    claim = {"amount": str(sum_), "due": "2024-01-31", "arose": "2024-01-02", "invoiced": "2024-01-02"}
    case = cr.load_case(document(claim=claim, jurisdiction=name, currency=profile.header.currency))
    try:
        plan = cr.instalment_plan(case, profile, on="2024-01-31", count=count, interest_free=True)
    except (cr.NotModelled, cr.BadInput) as error:
        assert isinstance(error, cr.NotModelled) or error.code in {"nothing_owed", "plan_too_long"}  # noqa: PT017
        assume(False)
    rows = plan.instalments
    assert sum(row.amount for row in rows) == plan.total == sum_
    assert len(rows) == min(count, amount)
    assert min(row.amount for row in rows) > 0
    assert rows[-1].balance == 0
    assert all(later.balance < earlier.balance for earlier, later in pairwise(rows))
    assert all(earlier.due < later.due for earlier, later in pairwise(rows))
    assert len({row.amount for row in rows[:-1]}) <= 1
    if len(rows) > 1:
        assert abs(rows[-1].amount - rows[0].amount) < Decimal("0.01") * len(rows)
        assert abs(rows[-1].amount - rows[0].amount) < rows[0].amount or amount < count**2  # 4 in 3 parts: 1, 1, 2
    else:
        assert rows[0].amount == sum_


# Robustness ------------------------------------------------------------------------------------------------

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.binary(max_size=8), st.dates(),
    st.datetimes(), st.decimals(), st.fractions(),
    st.sampled_from(["1.00", "-1.00", "2024-02-29", "2200-12-31", "payment", "reminder", "e0", "c0", "yes", "\ud800"]),
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = {
    "claims": sorted({(spec.alias or name) for name, spec in cr.Claim.model_fields.items()}),
    "events": sorted({(spec.alias or name) for name, spec in cr.Event.model_fields.items()}),
    "": sorted(cr.Case.model_fields),
}


@few(120)
@given(data=st.data())
def test_49_whatever_stands_in_a_case_is_answered_or_refused(data: st.DataObject) -> None:
    given_ = document(
        {"id": "e0", "kind": "reminder", "on": "2018-11-05", "fee": "100.00"},
        {"id": "e1", "kind": "payment", "on": "2018-12-05", "amount": "50.00"},
        {"id": "e2", "kind": "court_ordered", "on": "2018-12-06", "part": "x"},
        {
            "id": "e3",
            "kind": "plan_agreed",
            "on": "2018-12-07",
            "instalments": [{"due": "2019-02-01", "amount": "1.00"}],
        },
    )
    for _ in range(data.draw(st.integers(1, 3))):
        part = data.draw(st.sampled_from(sorted(FIELDS)))
        target = data.draw(st.sampled_from(given_[part])) if part else given_
        if isinstance(target, dict) and (not part or isinstance(given_[part], list)):
            target[data.draw(st.sampled_from(FIELDS[part]))] = data.draw(ANYTHING)
        if not isinstance(given_.get("claims"), list) or not isinstance(given_.get("events"), list):
            break
        if not given_["claims"] or not given_["events"]:
            break
    with suppress(cr.BadInput, cr.NotModelled):
        case = cr.check_case(given_, law())
        for answer in (cr.standing, cr.next_steps, cr.audit, cr.statement):
            with suppress(cr.BadInput, cr.NotModelled):
                cr.dumps(answer(case, law(), on="2019-06-03")).encode()


VALMARK = ROOT / "tests" / "profiles" / "invented" / "valmark"


@cache
def sources() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(VALMARK.glob("*.toml"))}


@few(40)
@given(data=st.data())
def test_49_whatever_stands_in_a_profile_is_read_or_refused(tmp_path_factory: Any, data: st.DataObject) -> None:  # noqa: ANN401
    folder = tmp_path_factory.mktemp("fuzz") / "_valmark"
    folder.mkdir()
    files = dict(sources())
    name = data.draw(st.sampled_from(sorted(files)))
    lines = files[name].splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    head, equals, _ = lines[place].partition(" = ")
    words = [
        "0",
        "-1",
        "nan",
        "1e400",
        '""',
        "[]",
        "{}",
        "[[]]",
        "true",
        "2024-02-30",
        "9999-12-31",
        '"principal"',
        "0x1F",
    ]
    new = data.draw(st.sampled_from(words) | st.text(max_size=12))
    lines[place] = head + equals + new if equals and data.draw(st.booleans()) else new
    files[name] = "\n".join(lines) + "\n"
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8", errors="replace")
    with suppress(cr.BadProfile, cr.LimitExceeded):
        cr.load_profile(path=folder)


PROGRAM = """
import json, resource, sys
import collectrules as cr
from tests.proof.common import document, law, TOML_CASE
from tests.proof.test_bad_inputs_trees import bomb, nested
law()
cr.standing(cr.load_case(document()), law(), on="2019-06-03")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
hostile = [
    document() | {"events": nested(100_000)}, document() | {"references": bomb()}, "\\n" + "[" * 1_000_000,
    "\\n" + ".".join(["a"] * 300_000) + " = 1", "\\n" + "x" * 5_000_000, document(id="x" * 5_000_000),
    document(**{"x" * 5_000_000: 1}), document(*[{"kind": "nowhere", "on": "2019-01-01"}] * 20_000),
]
for one in hostile:
    try:
        cr.check_case(one, law())
    except cr.CollectRulesError:
        continue
    raise SystemExit("nothing was refused")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units")
def test_50_a_hostile_document_takes_less_than_200_mebibytes() -> None:
    assert int(run(PROGRAM)) < 200 * 1024


def run(program: str) -> str:
    places = os.pathsep.join([str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    ran = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, timeout=60,
        env=dict(os.environ) | {"PYTHONPATH": places}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    return ran.stdout


NAME = "Jens Peter Hansen-Ravnsborg"


@pytest.mark.parametrize(
    "given_",
    [
        {"debtor": {"kind": "consumer", "name": NAME}},
        {"debtor": {"kind": "consumer", NAME: "x"}},
        {"debtor_name": NAME},
        {"claims": [{"id": "1", "kind": "other", "amount": "1.00", "due": "2024-01-01", "debtor": NAME}]},
        {"events": [{"kind": "note", "on": "2024-01-01", "person": {"name": NAME}}]},
    ],
    ids=["a name", "a name for a field", "at the top", "in a claim", "in an event"],
)
def test_51_no_error_repeats_what_stands_in_a_field_that_no_case_has(given_: Document) -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(document() | given_)
    told_ = str(caught.value)
    assert (NAME in told_) == (NAME in given_.get("debtor", {}))  # the name of a field is its place


QUIET = """
import sys
touched = []
def hook(event, given):
    if event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+"):
        touched.append(given[:2])
    outside = {"socket", "subprocess", "shutil", "webbrowser", "urllib", "ftplib", "smtplib"}
    if event.split(".")[0] in outside or event in {
        "os.mkdir", "os.remove", "os.rename", "os.system", "os.putenv", "os.unsetenv", "os.chdir", "os.exec", "os.fork",
    }:
        touched.append((event, given))
sys.addaudithook(hook)
import collectrules as cr
for name in dir(cr):
    getattr(cr, name)
profile = cr.load_profile("DK")
case = cr.load_case({document})
for answer in (cr.standing, cr.next_steps, cr.audit, cr.statement, cr.timeline):
    cr.dumps(answer(case, profile, on="2019-06-03"))
print(touched)
"""


def test_52_importing_and_asking_touch_nothing_outside() -> None:
    """Nothing is written, started, connected to or set; bytecode is not the engine's own."""
    program = "import sys; sys.dont_write_bytecode = True\n" + QUIET.replace("{document}", json.dumps(document()))
    assert run(program).strip() == "[]"


def test_the_header_of_these_tests_is_a_sound_profile(tmp_path: Path) -> None:
    assert cr.load_profile(path=written(tmp_path, profile=HEADER, more=LAW)).header.id == "XA"
