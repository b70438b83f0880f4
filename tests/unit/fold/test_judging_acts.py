"""What speaks against an act on a day: its stage, conditions, limits and times."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from collectrules.fold.conditions import Gate, Table
from collectrules.fold.judging import Verdict, act_verdict
from collectrules.fold.rules import ActRule
from collectrules.loader import model as m
from tests.unit.fold.fees import after, at, limit
from tests.unit.fold.moments import OPEN, SHUT, about, account, act, day, unless_untold, untold


def step(
    gate: Gate = OPEN, *, earliest: object = (), latest: object = (), limits: object = (), **told: object
) -> ActRule:
    given: dict[str, Any] = {"name": "suit", "what": "s", "law": ("L act",), "by": "creditor"}
    return ActRule("suit", m.Act(**given | told), gate, earliest, latest, limits=limits)


def verdict(rule: ActRule, on: str = "2026-06-15", **told: object) -> Verdict | None:
    return act_verdict(rule, at(on, **told), "e1")


def test_nothing_speaks_against_an_act_that_may_be_done() -> None:
    assert verdict(step()) is None
    assert verdict(step(in_stages=("overdue", "title"))) is None


def test_an_act_of_another_stage_is_told_with_the_stages_it_belongs_to() -> None:
    found = verdict(step(in_stages=("title", "suit")))
    assert (found.code, found.severity, found.event, found.claims) == ("step_wrong_stage", "breach", "e1", ("0",))
    assert (found.day, found.law) == (day("2026-06-15"), ("L act",))
    assert found.values == (("needed", "title or suit"), ("got", "overdue"))


def test_a_condition_that_does_not_hold_is_a_breach_and_an_unknown_one_a_doubt() -> None:
    found = verdict(step(about(1)))
    assert (found.code, found.severity, found.needs) == ("step_condition", "breach", ())
    assert found.values == (("fact", "index"), ("needed", "1"), ("got", "shown 0"))
    assert found.law == ("L 1",)
    found = verdict(step(untold("court")))
    assert (found.code, found.severity, found.needs) == ("step_fact_unknown", "doubt", ("court",))
    assert found.values == (("fact", "court"), ("needed", "true"), ("got", "shown None"))
    found = verdict(step(unless_untold("court")))
    assert (found.code, found.needs) == ("step_fact_unknown", ("court",))


def test_what_is_known_to_fail_is_told_before_what_nobody_knows() -> None:
    known, unknown = about(1).when[0], untold("court").when[0]
    both = Gate((Table((*unknown.terms, *known.terms), ("L both",)),), ())
    found = verdict(step(both))
    assert (found.code, dict(found.values)["fact"], found.law) == ("step_condition", "index", ("L both",))


def test_what_fails_under_an_open_reading_is_a_doubt_and_what_fails_under_none_goes_first() -> None:
    table = about(1).when[0]
    open_ = Gate((Table(table.terms, ("L read",), ("r",)),), ())
    found = verdict(step(open_))
    assert (found.code, found.severity, found.readings) == ("step_condition", "doubt", ("r",))
    found = verdict(step(open_), chosen={"r": "x"})
    assert (found.severity, found.readings) == ("breach", ())
    plain = Gate(open_.when, about(0).when)  # the exception holds, whatever is read
    found = verdict(step(plain))
    assert (found.severity, dict(found.values)["needed"], found.law) == ("breach", "not 0", ("L 1",))


@pytest.mark.parametrize(("by", "severity"), [("creditor", "breach"), ("court", "note"), ("debtor", "note")])
def test_only_what_the_creditor_does_is_a_breach(by: object, severity: str) -> None:
    assert verdict(step(in_stages=("title",), by=by)).severity == severity


def test_advice_forbids_nothing_unless_it_binds() -> None:
    unwise = step(in_stages=("title",), advice=True)
    assert verdict(unwise).severity == "note"
    assert verdict(unwise, binding={"suit": SHUT}).severity == "note"
    assert verdict(unwise, binding={"suit": OPEN}).severity == "breach"
    assert verdict(step(in_stages=("title",)), binding={"suit": SHUT}).severity == "breach"


def test_a_limit_that_is_used_up_is_told_with_its_number_and_unit() -> None:
    one = account()
    act(one, "suit", "2026-02-01", "2026-03-01")
    found = verdict(step(limits=(limit(at_most=2),)), one=one)
    assert (found.code, found.law, found.values) == ("step_limit", ("L limit",), (("at_most", "2"), ("per", "claim")))
    assert verdict(step(limits=(limit(at_most=3),)), one=one) is None
    found = verdict(step(limits=(limit(at_most=2, law=()),)), one=one)
    assert found.law == ("L act",)


@pytest.mark.parametrize(
    ("on", "early", "told"),
    [
        ("2026-01-25", 0, True), ("2026-01-26", 0, False), ("2026-01-24", 2, False), ("2026-01-23", 2, True),
        ("2026-01-25", 1, False), ("2026-01-24", 1, True), ("2026-01-23", 3, False), ("2026-01-22", 3, True),
        ("2026-01-19", 7, False), ("2026-01-18", 7, True),
    ],
)  # fmt: skip
def test_an_act_before_its_first_day_is_too_early_but_for_days_of_grace(on: str, early: int, told: bool) -> None:
    found = verdict(step(earliest=((OPEN, after(10)),), early_days=early), on)
    assert (found is not None) is told
    if told:
        assert (found.code, found.law, found.values) == (
            "step_too_early", ("L wait",), (("earliest", "2026-01-26"),),
        )  # fmt: skip


@pytest.mark.parametrize(("on", "told"), [("2026-01-25", False), ("2026-01-26", True)])
def test_an_act_after_its_last_day_is_too_late(on: str, told: bool) -> None:
    found = verdict(step(latest=((OPEN, after(10)),)), on)
    assert (found is not None) is told
    if told:
        assert (found.code, found.values) == ("step_too_late", (("latest", "2026-01-25"),))


def test_the_end_of_a_period_of_forfeiture_says_more_than_the_stage() -> None:
    late = {"latest": ((OPEN, after(10)),), "in_stages": ("title",)}
    assert verdict(step(late="void", **late)).code == "step_too_late"
    assert verdict(step(**late)).code == "step_wrong_stage"
    early = {"earliest": ((OPEN, after(999)),), "in_stages": ("title",)}
    assert verdict(step(late="void", **early)).code == "step_wrong_stage"


def doer(by: str) -> SimpleNamespace:
    return SimpleNamespace(record=SimpleNamespace(by=by))


@pytest.mark.parametrize(
    ("words", "acts", "missing", "needs"),
    [
        (("notice",), {}, "notice", ()),
        (("notice",), {"notice": "creditor"}, "notice", ()),
        (("ruling",), {"ruling": "court"}, "ruling", ("ruling",)),
        (("ruling.served", "ruling.received"), {"ruling": "court"}, "ruling", ("ruling",)),
        (("notice", "ruling"), {"notice": "creditor", "ruling": "court"}, "notice, ruling", ()),
        (("ruling", "reply"), {"reply": "debtor", "ruling": "court"}, "ruling, reply", ("ruling", "reply")),
        (("letter.received",), {"letter": "creditor"}, "letter", ("letter",)),  # it was sent, and may have arrived
        (("letter.served",), {"letter": "creditor"}, "letter", ()),
        (("notice.received",), {"notice": "creditor"}, "notice", ()),  # it was never sent
    ],
)
def test_what_others_do_may_have_happened_and_what_the_creditor_omits_is_his_fault(
    words: tuple[str, ...], acts: dict[str, str], missing: str, needs: tuple[str, ...]
) -> None:
    one = account()
    act(one, "letter", "2026-02-01")
    waits = tuple((OPEN, after(5, word)) for word in words)
    found = verdict(step(earliest=waits), one=one, acts={name: doer(by) for name, by in acts.items()})
    assert (found.code, found.values, found.needs) == ("step_missing_act", (("missing", missing),), needs)
    assert found.severity == ("doubt" if needs else "breach")


def test_a_closed_day_is_told_with_the_next_open_one() -> None:
    rest = m.Calendar(name="week", what="w", law=("L 4",), rest=("sat", "sun"))
    profile = SimpleNamespace(
        base={}, fee={}, memo={}, calendar={"week": rest}, counting={}, stay={}, holidays={}, days={},
        header=SimpleNamespace(regions=()),
    )  # fmt: skip

    def closed(on: str) -> Verdict | None:
        found = at(on)
        found.state.book.profile = profile
        return act_verdict(step(open_on="week", earliest=((OPEN, after(999)),)), found, "e1")

    found = closed("2026-06-13")
    assert (found.code, found.values) == ("step_closed_day", (("earliest", "2026-06-15"),))
    assert closed("2026-06-15").code == "step_too_early"
