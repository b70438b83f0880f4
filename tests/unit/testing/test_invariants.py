"""Every invariant holds for a case worked out by hand, and each can fail: a wrong answer, planted, is found."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.testing import CHECKS, Broken, check_all
from collectrules.testing import asking as shared
from collectrules.testing.invariants import money, steps, time
from collectrules.testing.judging import Unjudged, judge_of, judged_alike, judged_lawful

ON = dt.date(2024, 3, 1)
PROFILES = Path(__file__).parents[3] / "profiles"


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def case(**more: Any) -> cr.Case:  # noqa: ANN401  # words of a case document
    """A claim of 1,000.00 due on 31 January 2024, a letter with its fee, and a payment of 250.00."""
    claim = {"id": "a", "kind": "goods_or_services", "amount": "1000.00", "due_is": "agreed"}
    claim |= {"arose": "2024-01-02", "invoiced": "2024-01-02", "due": "2024-01-31"}
    events = [
        {"id": "letter", "on": "2024-02-01", "kind": "reminder", "fee": "100.00"},
        {"id": "bank-1", "on": "2024-02-20", "kind": "payment", "amount": "250.00"},
    ]
    head = {"id": "one", "jurisdiction": "DK", "currency": "DKK", "workflow": "standard"}
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    return cr.load_case({**head, **parties, "claims": [claim], "events": events, **more})


def test_every_invariant_holds_for_a_plain_case() -> None:
    found = check_all(case(), danish(), on="2024-03-01")
    assert found.held == tuple(CHECKS)
    assert found.left == {}


def test_only_some_can_be_asked_for() -> None:
    found = check_all(case(), danish(), on=ON, only=["round_trip", "judged_alike"], but=["judged_alike"])
    assert found.held == ("round_trip",)
    with pytest.raises(ValueError, match="rund_trip"):
        check_all(case(), danish(), on=ON, only=["rund_trip"])


def test_what_cannot_be_looked_at_is_told() -> None:
    paused = case(events=[{"id": "p", "on": "2024-02-01", "kind": "pause", "until": "2024-02-20"}])
    assert set(check_all(paused, danish(), on=ON).left) == {"judged_lawful", "judged_alike"}
    beyond = check_all(case(), danish(), on="2099-01-01")
    assert "payments_allocated_once" in beyond.left


def test_a_case_of_another_law_is_refused() -> None:
    with pytest.raises(cr.BadInput):
        check_all(case(), cr.load_profile("AT"), on=ON)


# Canaries --------------------------------------------------------------------------------------------------


def changed(word: str, change: Callable[[Any], Any]) -> Callable[..., Any]:
    """The true standing, of which a word is another."""

    def wrong(*asked: Any, **more: Any) -> cr.Standing:  # noqa: ANN401
        found = cr.standing(*asked, **more)
        return found.model_copy(update={word: change(getattr(found, word))})

    return wrong


def less(balance: Any) -> Any:  # noqa: ANN401  # a balance
    return balance.model_copy(update={"principal": balance.principal - 1})


def negative(balance: Any) -> Any:  # noqa: ANN401  # a balance
    return balance.model_copy(update={"fees": Decimal("-0.01")})


def too_much(payments: Any) -> Any:  # noqa: ANN401  # payments of a standing
    return tuple(paid.model_copy(update={"amount": paid.amount + 1}) for paid in payments)


def doubled(rows: Any) -> Any:  # noqa: ANN401  # rows of interest
    return (*rows, *rows)


WRONG_SUMS = {
    "payments_allocated_once": (money, "standing", changed("payments", too_much), 1),
    "balance_adds_up": (money, "standing", changed("owed", less), 2),
    "nothing_below_zero": (money, "standing", changed("owed", negative), 3),
    "interest_adds_up": (money, "told", changed("interest", doubled), 10),
    "day_adds_what_was_said": (money, "told", changed("daily_interest", lambda sum_: sum_ + 1), 10),
}


@pytest.mark.parametrize("name", list(WRONG_SUMS))
def test_a_wrong_sum_is_found(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    module, word, wrong, number = WRONG_SUMS[name]

    def asked(case_: cr.Case, profile: cr.Profile, *on: dt.date, **more: Any) -> object:  # noqa: ANN401
        return wrong(case_, profile, **({"on": on[0]} if on else more))

    monkeypatch.setattr(module, word, asked)
    with pytest.raises(Broken, match=f"invariant {number} ") as caught:
        CHECKS[name](case(), danish(), on=ON)
    assert caught.value.number == number
    assert "standing" in caught.value.place


def by_payments(case_: cr.Case, _profile: cr.Profile, _on: dt.date) -> object:
    """A debt that grows with each payment."""
    return cr.standing(case_, danish(), on=ON).model_copy(
        update={"owed": cr.standing(case(), danish(), on=ON).owed.model_copy(
            update={"principal": sum((event.amount or 0 for event in case_.events), Decimal(0)),
                    "total": Decimal(len(case_.events))}
        )}
    )  # fmt: skip


@pytest.mark.parametrize("name", ["larger_payment_leaves_less", "paying_all_clears", "two_parts_are_one_sum"])
def test_a_payment_that_does_not_pay_is_found(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(money, "told", by_payments)
    with pytest.raises(Broken):
        CHECKS[name](case(), danish(), on=ON)


def test_a_debt_of_consumers_that_is_dearer_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def dear(case_: cr.Case, profile: cr.Profile, on: dt.date) -> cr.Standing:
        found = cr.standing(case_, profile, on=on)
        more = found.owed.total + (1000 if case_.debtor.kind == "consumer" else 0)
        return found.model_copy(update={"owed": found.owed.model_copy(update={"total": more})})

    monkeypatch.setattr(money, "told", dear)
    with pytest.raises(Broken, match="of a business"):
        money.consumer_owes_no_more(case(), danish(), on=ON)


@pytest.mark.parametrize(
    "name",
    ["permutation_changes_nothing", "late_entry_changes_nothing", "undone_payments_never_were",
     "voided_events_never_were", "asking_changes_nothing", "later_days_change_nothing"],
)  # fmt: skip
def test_an_answer_that_is_another_each_time_is_found(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    counted = iter(range(100))
    monkeypatch.setattr(time, "everything", lambda *_: {"standing": {"owed": next(counted)}})
    with pytest.raises(Broken, match=r"standing\.owed"):
        CHECKS[name](case(), danish(), on=ON)


def test_an_event_that_is_taken_twice_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cr.Case, "with_event", lambda self, _event: self)
    with pytest.raises(Broken, match="a second time"):
        CHECKS["same_event_twice_is_refused"](case(), danish(), on=ON)


def moved(**words: Any) -> Callable[..., Any]:  # noqa: ANN401  # fields of a proposal
    """The true steps, each with some other words."""

    def wrong(case_: cr.Case, profile: cr.Profile, on: dt.date) -> Any:  # noqa: ANN401
        return tuple(step.model_copy(update=words) for step in cr.next_steps(case_, profile, on=on).proposals)

    return wrong


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("steps_open_on_their_day", {"status": "waiting", "earliest": dt.date(2024, 2, 1)}),
        ("steps_open_on_their_day", {"status": "waiting", "earliest": dt.date(2024, 4, 1)}),
        ("steps_say_their_day_or_why_not", {"status": "open", "on": None}),
        ("steps_say_their_day_or_why_not", {"status": "blocked", "because": ()}),
        ("steps_say_their_day_or_why_not", {"status": "open", "on": ON, "earliest": dt.date(2024, 4, 1)}),
        ("steps_say_their_day_or_why_not", {"status": "open", "on": ON, "latest": dt.date(2024, 2, 1)}),
    ],
)
def test_a_window_that_is_wrong_is_found(monkeypatch: pytest.MonkeyPatch, name: str, words: dict[str, Any]) -> None:
    monkeypatch.setattr(steps, "steps_on", moved(**words))
    with pytest.raises(Broken, match="invariant 30"):
        CHECKS[name](case(), danish(), on=ON)


def test_a_price_that_is_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The letter that is open on 1 March costs 100.00, and the debt stays as it was."""
    monkeypatch.setattr(steps, "accept", lambda case_, *_, **__: case_)
    with pytest.raises(Broken, match=r"invariant 42 .*expected 100\.00"):
        CHECKS["steps_cost_what_they_say"](case(), danish(), on=ON)


def test_a_proposal_that_the_audit_flags_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def breach(case_: cr.Case, profile: cr.Profile, *, on: dt.date) -> Any:  # noqa: ANN401
        late = case(
            events=[{"id": f"r{n}", "on": f"2024-02-0{n}", "kind": "reminder", "fee": "100.00"} for n in (1, 2)]
        )
        one = cr.audit(late, profile, on=on).breaches[0]
        found = cr.audit(case_, profile, on=on)
        return found.model_copy(update={"findings": (one.model_copy(update={"event": case_.event_ids[-1]}),)})

    monkeypatch.setattr(shared, "audit", breach)
    with pytest.raises(Broken, match="invariant 25"):
        CHECKS["nothing_proposed_is_flagged"](case(), danish(), on=ON)


def test_an_event_too_many_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "accept", lambda case_, *_, **__: case_.with_event({"on": ON, "kind": "note"}))
    with pytest.raises(Broken, match="twice"):
        CHECKS["accepting_twice_changes_nothing"](case(), danish(), on=ON)


def test_several_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "standing", changed("owed", negative))
    with pytest.raises(
        AssertionError, match=r"(?s)^case one under DK on 2024-03-01\n.*balance_adds_up.*nothing_below_z"
    ):
        check_all(case(), danish(), on=ON)


# The judge -------------------------------------------------------------------------------------------------


def wrong_law(folder: Path, file: str, old: str, new: str) -> cr.Profile:
    """A profile that differs, of which the judge reads the true folder."""
    shutil.copytree(PROFILES / "dk", folder / "dk")
    text = (folder / "dk" / file).read_text("utf-8")
    assert old in text, "the figure to change is written otherwise by now"
    (folder / "dk" / file).write_text(text.replace(old, new), "utf-8")
    return replace(cr.load_profile(path=folder / "dk"), folder=danish().folder, fingerprint=danish().fingerprint)


def test_the_judge_finds_a_rate_that_is_wrong(tmp_path: Path) -> None:
    wrong = wrong_law(
        tmp_path, "interest.toml", "from = 2013-03-01, is = 8.00, law", "from = 2013-03-01, is = 8.01, law"
    )
    judged_alike(case(), danish(), on=ON)
    with pytest.raises(Broken, match=r"invariant 14 .*standing\.interest"):
        judged_alike(case(), wrong, on=ON)


def test_the_judge_finds_a_letter_that_comes_too_soon(tmp_path: Path) -> None:
    wrong = wrong_law(
        tmp_path, "fees.toml", 'after = "previous.charged", days = 10', 'after = "previous.charged", days = 9'
    )
    day = dt.date(2024, 2, 5)
    early = case(events=[{"id": "letter", "on": "2024-02-01", "kind": "reminder", "fee": "100.00"}])
    judged_lawful(early, danish(), on=day)
    with pytest.raises(Broken, match=r"invariant 25 .*reminder"):
        judged_lawful(early, wrong, on=day)


def test_the_judge_of_a_profile_is_found_by_its_id_its_folder_and_itself() -> None:
    by_id, by_folder, by_profile = (judge_of(way) for way in ("dk", PROFILES / "dk", danish()))
    assert by_id.law == by_folder.law == by_profile.law
    assert judge_of(danish()) is by_profile
    with pytest.raises(cr.BadInput, match="unknown_profile"):
        judge_of("XQ")
    with pytest.raises(cr.BadProfile):
        judge_of(PROFILES)


def test_the_judge_counts_hundredths_only() -> None:
    yen = replace(danish(), header=replace(danish().header, currency="JPY"))
    with pytest.raises(Unjudged, match="JPY"):
        judge_of(yen)


@pytest.mark.parametrize(
    ("word", "events", "claim"),
    [
        ("waiver", [{"id": "w", "on": "2024-02-01", "kind": "waiver", "component": "fees"}], {}),
        ("closed", [{"id": "w", "on": "2024-02-01", "kind": "closed"}], {}),
        (
            "charge of postage",
            [{"id": "w", "on": "2024-02-01", "kind": "charge", "cost": "postage", "amount": "9.00"}],
            {},
        ),
        ("interest_from", [], {"interest_from": "2024-02-05"}),
    ],
)
def test_what_the_judge_does_not_hear_it_does_not_judge(word: str, events: list[Any], claim: dict[str, str]) -> None:
    document = cr.dump(case(events=events))
    document["claims"] = [{**document["claims"][0], **claim}]  # type: ignore[index]
    with pytest.raises(Unjudged, match=word):
        judged_alike(cr.load_case(document), danish(), on=ON)
