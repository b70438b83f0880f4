"""Limits, tariffs and the law of a day: invariants that no older test holds for every law that ships."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.answers.standings import LineItem
from collectrules.loader import model as m
from collectrules.loader import words as w
from collectrules.testing import horizon

from .common import CLAIM, SHIPPED, document, law
from .drawing import DAY, KINDS, Asked, asked, changed, few, of, told
from .pursuing import KIND_OF, pursued


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


def test_27_every_rate_and_sum_rests_on_a_law_that_had_not_ended() -> None:
    """Nor is one yet to begin: at least one of those cited had, and which others were younger is listed.

    A consolidation may be younger than the day, as it says what held then too; one that had ended says nothing. Of a
    sum that nobody knows the law that would tell it is named, which may be a later one; it grounds nothing.
    """
    seen: Counter[tuple[str, str]] = Counter()

    @few(15)
    @given(question=asked(KINDS))
    def of_any_events(question: Asked) -> None:
        each_rests_on_law(*question)

    @few(12)
    @given(data=st.data())
    def of_what_is_pursued(data: st.DataObject) -> None:
        for name in SHIPPED:
            case, on = data.draw(pursued(name))
            kinds = each_rests_on_law(case, on)
            seen.update((name, part) for part, of_part in KIND_OF.items() if kinds & set(of_part))

    of_any_events()
    of_what_is_pursued()
    assert min(seen[name, part] for name in SHIPPED for part in KIND_OF) >= FEWEST, seen


FEWEST = 3
"""Cases of each law, at the least, in which a fee, and a cost, rested on a rule."""


def each_rests_on_law(case: cr.Case, on: dt.date) -> set[str]:
    """Of each row of interest, each line, and each sum that a step costs; what is told is the kinds of those lines."""
    found, profile = told(case, on), of(case)
    laws: list[tuple[object, dt.date, dt.date, Iterable[str]]] = []
    laws += [(row, row.from_, row.to, row.law) for row in found.interest]
    grounded = [line for line in found.lines if line.lawful and rests_on_a_rule(line, case)]
    laws += [(line, line.on, line.on, line.law) for line in grounded]
    with suppress(cr.NotModelled):
        steps = cr.next_steps(case, profile, on=on).proposals
        costs = [(step.on or on, cost) for step in steps for cost in (*step.charges, *step.advances)]
        assert all(cost.law for _, cost in costs)
        laws += [(cost, day, day, cost.law) for day, cost in costs if cost.amount is not None]
    for what, first, last, cited in laws:
        assert cited, what
        ended = [key for key in cited if (end := profile.law[key].to) is not None and end < last]
        assert ended == [], (what, last)
        young = {key for key in cited if (begun := profile.law[key].from_) is not None and begun > first}
        assert young < set(cited), (what, first)
        assert young <= YOUNGER.get(profile.header.id, frozenset()), (what, first)
    return {line.kind for line in grounded}


def rests_on_a_rule(line: LineItem, case: cr.Case) -> bool:
    """Whether a law must be cited: a principal rests on its contract, and costs that were awarded on the court's word.

    So does a bill of others for which there is no tariff on what it proves: it has to be one of that day.
    """
    if line.kind in {"principal", "awarded_cost", "interest_on_costs"}:
        return False
    if line.law or line.kind not in KIND_OF["costs"]:
        return True
    return not any(
        event.kind == "charge" and event.on == line.on and (event.amount or 0) >= line.lawful for event in case.events
    )


YOUNGER: Mapping[str, frozenset[str]] = {
    # § 4 RDGEG had said the first before; the last says that older debts keep the points of the law before it.
    "DE": frozenset({"rdg-13e", "rdg-13f", "egbgb-229-34"}),
    "AT": frozenset({"ggg-tp1-2025"}),  # the tariff as it was last made known, beside the version of the day
}
"""Laws that began after a day for which they are cited beside one that was in force then."""


CREDITED = {"DE": "bgb-288-5", "AT": "ugb-458"}
"""Where a lump sum that a consumer never owes is credited against the costs: the law of it. A business owes it as a fee
and so much less of the costs; the two are held against each other in one sum."""


def test_28_a_consumer_owes_no_more_than_a_business_of_any_part() -> None:
    """Nor may more be asked of him for a step. No law that ships makes a consumer's rate of default the higher one."""
    seen: Counter[tuple[str, str]] = Counter()

    @few(20)
    @given(question=asked(KINDS))
    def of_any_events(question: Asked) -> None:
        no_part_is_more(*question)

    @few(14)
    @given(data=st.data())
    def of_what_is_pursued(data: st.DataObject) -> None:
        for name in SHIPPED:
            case, on = data.draw(pursued(name))
            seen.update((name, part) for part in no_part_is_more(case, on))
            seen.update((name, "steps") for _ in range(no_step_costs_more(case, on)))

    of_any_events()
    of_what_is_pursued()
    assert min(seen[name, part] for name in SHIPPED for part in (*KIND_OF, "interest", "steps")) >= FEWEST, seen


def against(case: cr.Case, kind: str) -> cr.Case:
    return changed(case, debtor={**cr.dump(case)["debtor"], "kind": kind})  # type: ignore[dict-item]


def is_credited(case: cr.Case) -> bool:
    """Whether a lump sum was claimed that is credited against the costs."""
    profile = of(case)
    assert CREDITED.get(profile.header.id, next(iter(profile.law))) in profile.law
    return profile.header.id in CREDITED and any(event.kind == "compensation_claimed" for event in case.events)


def no_part_is_more(case: cr.Case, on: dt.date) -> set[str]:
    """Of each part, what is owed and what was paid of it; what is told is the parts of which the consumer owes some."""
    consumer, business = (told(against(case, kind), on) for kind in ("consumer", "business"))
    groups = [("principal",), ("interest",), *([("fees", "costs")] if is_credited(case) else [("fees",), ("costs",)])]
    for group in groups:
        less, more = (
            sum(getattr(one.owed, part) + getattr(one.paid, part) for part in group) for one in (consumer, business)
        )
        assert less <= more, group
    assert consumer.owed.principal <= business.owed.principal
    assert consumer.owed.total <= business.owed.total
    return {part for group in groups for part in group if getattr(consumer.owed, part) + getattr(consumer.paid, part)}


def no_step_costs_more(case: cr.Case, on: dt.date) -> int:
    """What a step may charge the debtor, by what it is for; what is told is how many sums there were to compare."""
    less, more = (charges(against(case, kind), on) for kind in ("consumer", "business"))
    both = less.keys() & more.keys()
    for step in both:
        assert less[step] <= more[step] or is_credited(case), step
    return len(both)


def charges(case: cr.Case, on: dt.date) -> dict[tuple[object, ...], Decimal]:
    """Each step that may be done that day, of what it is for and about which claims → all that it charges."""
    with suppress(cr.NotModelled):
        steps = [step for step in cr.next_steps(case, of(case), on=on).proposals if step.status == "open"]
        return {
            (step.action, step.cost, *step.claims): sum((cost.amount for cost in step.charges), Decimal(0))
            for step in steps if step.charges and all(cost.amount is not None for cost in step.charges)
        }  # fmt: skip
    return {}


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


PART_D = Path(__file__).parents[1] / "profiles" / "part_d"
DUE, UNTIL = dt.date(2020, 12, 31), dt.date(2021, 1, 10)
AROUND = st.none() | st.dates(DUE - 2 * DAY, UNTIL + 2 * DAY)


@few(12)
@given(ends=AROUND, begins=AROUND)
def test_33_two_rates_are_refused_on_a_day_on_which_both_apply_and_on_no_other(
    ends: dt.date | None, begins: dt.date | None
) -> None:
    """A rate of its own that may end, and a second that may begin, of an invented country: each day is looked at."""
    assume(not conflict_only_after_the_question(ends, begins))
    with TemporaryDirectory() as folder:
        profile = cr.load_profile(path=two_rates(Path(folder), ends, begins))
    days = [DUE + DAY * number for number in range(1, (UNTIL - DUE).days + 1)]
    lives = [((ends is None or day <= ends), (begins is None or day >= begins)) for day in days]
    try:
        found = cr.interest(profile, "36500.00", due=DUE, until=UNTIL)
    except cr.NotModelled as error:
        (fault,) = error.faults
        assert any(sum(one) != 1 for one in lives), fault
        assert (fault.code == "rate_conflict") == any(all(one) for one in lives), fault
    else:
        assert all(sum(one) == 1 for one in lives)
        assert found.interest == sum(10 if first else 11 for first, _ in lives)  # a year of 365 days


def conflict_only_after_the_question(ends: dt.date | None, begins: dt.date | None) -> bool:
    """Left out: what is asked of the days before is refused too, though both rates apply on none of them."""
    return begins is not None and begins > UNTIL and (ends is None or ends >= begins)


def two_rates(folder: Path, ends: dt.date | None, begins: dt.date | None) -> Path:
    for name in ("_base", "_d28"):
        copytree(PART_D / name, folder / name)
    file = folder / "_d28" / "profile.toml"
    text = file.read_text("utf-8").replace('rates       = ["ten"]', 'rates       = ["ten", "eleven"]')
    text = text.replace("fixed = 10.00\n", "fixed = 10.00\n" + (f"to = {ends}\n" if ends else ""))
    second = '\n[rate.eleven]\nwhat = "Eleven per cent"\nlaw = "act-1"\nfixed = 11.00\n'
    file.write_text(text + second + (f"from = {begins}\n" if begins else ""), "utf-8")
    return folder / "_d28"


SATURDAY, SUNDAY = 5, 6
MOVED: Mapping[str, Mapping[int, int]] = {
    "DE": {SATURDAY: 2, SUNDAY: 1}, "AT": {SATURDAY: 2, SUNDAY: 1}, "CH": {SUNDAY: 1}, "DK": {},
}  # fmt: skip
"""By how many days a day to pay moves that is one of rest: BGB § 193; ABGB §§ 903 and 907a; OR art. 78; Danish
interest runs from the agreed day, whatever day that is."""
IN_DOUBT = {("CH", SATURDAY)}
"""OR art. 78 does not name the Saturday, and the act on Saturdays speaks of periods of the law, not of a contract."""


@few(40)
@given(name=st.sampled_from(SHIPPED), year=st.integers(2014, 2025), day=st.integers(1, 30))
def test_24_a_day_to_pay_that_is_a_day_of_rest_moves_where_the_law_says(name: str, year: int, day: int) -> None:
    """In July, which has no holiday in any of the four that might move it further."""
    due = dt.date(year, 7, day)
    assume((name, due.weekday()) not in IN_DOUBT)
    place = {"region": law(name).header.regions[0]} if law(name).header.regions else {}
    arose = due - 30 * DAY
    found = cr.interest(law(name), "1000.00", due=due, until=due + 20 * DAY, arose=arose, received=arose, **place)
    assert found.first_day == due + (MOVED[name].get(due.weekday(), 0) + 1) * DAY


DEAR = m.Amount(is_=Decimal("99.00"))
"""What every figure is from the first day of the later law on."""
ALWAYS = dt.date(1900, 1, 1)


def first_later_day(profile: cr.Profile) -> dt.date:
    return horizon(profile)[1] + DAY


def with_later_law(profile: cr.Profile) -> cr.Profile:
    """The law with one more version of every series, value, fee, margin and rate, from the day after all that is known.

    What has no versions gets two. A rule of interest has none to add to: what is dated in it is its rates.
    """
    first = first_later_day(profile)

    def longer(figure: Any, keyed_by: w.KeyDay) -> Any:  # noqa: ANN401
        if figure is None:
            return None
        if isinstance(figure, m.Amount | m.ByReading):
            rows = m.Row(from_=ALWAYS, is_=figure), m.Row(from_=first, is_=DEAR)
            return m.Dated(keyed_by=keyed_by, checked=first - DAY, value=rows)
        last = figure.value[-1]
        assert last.to is None
        begins = max(first, last.from_ + DAY)  # a few figures of later days are known already
        later = replace(last, from_=begins, is_=DEAR, unknown=False, law=())
        return replace(figure, value=(*figure.value, later))

    return replace(
        profile, memo={}, fingerprint=profile.fingerprint + "-later",
        series={name: longer_series(one) for name, one in profile.series.items()},
        value={name: longer(one, "act") for name, one in profile.value.items()},
        fee={name: replace(one, amount=longer(one.amount, "act")) for name, one in profile.fee.items()},
        rate={name: replace(one, margin=longer(one.margin, "accrual_day"), fixed=longer(one.fixed, "accrual_day"))
              for name, one in profile.rate.items()},
    )  # fmt: skip


def longer_series(series: m.Series) -> m.Series:
    """One more row, from the day after the last that is known, and known for as long as it takes to ask of it."""
    row = m.Row(from_=series.known_until + DAY, is_=DEAR)
    return replace(series, known_until=series.known_until + 800 * DAY, value=(*series.value, row))


@cache
def later_law(name: str) -> cr.Profile:
    return with_later_law(law(name))


@few(4)
@given(question=asked(), data=st.data())
def test_37_a_later_version_changes_no_answer_before_it(question: Asked, data: st.DataObject) -> None:
    for case, on in (question, data.draw(pursued(str(question[0].jurisdiction)))):
        for answer in (cr.standing, cr.audit, cr.statement):
            found = [said(answer, case, profile, on) for profile in (of(case), later_law(str(case.jurisdiction)))]
            assert found[0] == found[1]


def said(answer: Any, case: cr.Case, profile: cr.Profile, on: dt.date) -> object:  # noqa: ANN401
    try:
        found = cr.dump(answer(case, profile, on=on))
    except cr.NotModelled as error:
        return error.code
    del found["profile"]
    again = found.pop("look_again_on", None)  # the first day of the later version is itself one to look again
    first = first_later_day(of(case))
    return found, again if again is not None and str(again) < first.isoformat() else None


@pytest.mark.parametrize("name", SHIPPED)
def test_37_a_later_version_is_there_to_change_something(name: str) -> None:
    """Interest and a fee or cost of a claim that falls due under the later version are others."""
    due = first_later_day(law(name)) + 30 * DAY
    arose = (due - 10 * DAY).isoformat()
    place = {"region": law(name).header.regions[0]} if law(name).header.regions else {}
    claim = {"arose": arose, "invoiced": arose, "received": arose, "due": due.isoformat()}
    case = cr.load_case(document(claim=claim, jurisdiction=name, currency=law(name).header.currency, **place))
    interest, prices = [], []
    for profile in (law(name), later_law(name)):
        asked_ = {"on": due + 60 * DAY, "assume": "carry_forward"}
        interest.append(cr.standing(case, profile, **asked_).owed.interest)  # type: ignore[arg-type]
        steps = cr.next_steps(case, profile, **asked_).proposals  # type: ignore[arg-type]
        costs = [(step.action, cost) for step in steps for cost in (*step.charges, *step.advances)]
        prices.append({(action, cost.kind): cost.amount for action, cost in costs if cost.amount is not None})
    assert 0 < interest[0] < interest[1]
    both = prices[0].keys() & prices[1].keys()
    assert any(prices[0][cost] != prices[1][cost] for cost in both)
