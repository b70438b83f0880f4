"""Many cases: rows and filters, worklists and their pages, taking in one go, the digest, and what may be joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile, standing
from collectrules.portfolio import (
    Filter,
    by_debtor,
    consolidation,
    digest,
    overview,
    summary_rows,
    take,
    worklist,
)
from collectrules.portfolio.consolidating import joined
from collectrules.portfolio.stores import MemoryStore
from collectrules.portfolio.summaries import Summary
from collectrules.portfolio.worklists import Only, Worklist

D = dt.date
PortalCase = Callable[..., Case]
ON = D(2018, 12, 31)
# The day counts of the workflows, from the due day: each step, and what records it.
COURSES = {
    "standard": [(3, "reminder"), (15, "reminder"), (27, "reminder"), (39, "collection_notice"), (49, "")],
    "before_court": [(5, "reminder"), (20, "reminder")],
    "fast": [(1, "reminder")],
}
# The numbers of the portal's own picture: how many cases wait at each step of each track.
PICTURE = {
    ("standard", 1): 3, ("standard", 2): 34, ("standard", 3): 31, ("standard", 4): 30, ("standard", 5): 23,
    ("before_court", 1): 1, ("before_court", 2): 1, ("fast", 1): 1,
}  # fmt: skip
AGREEMENTS = 6


def at_step(made: PortalCase, name: str, workflow: str, step: int, waits: int) -> Case:
    """A case whose step of the workflow has been waiting for so many days on the day of the list."""
    days = COURSES[workflow]
    due = ON - dt.timedelta(days=waits + days[step - 1][0])
    letters = [
        {"on": (due + dt.timedelta(days=days_)).isoformat(), "kind": kind,
         **({"fee": "100.00"} if kind == "reminder" else {})}
        for days_, kind in days[: step - 1]
    ]  # fmt: skip
    claim = {"arose": "2018-08-01", "invoiced": "2018-08-02", "due": due.isoformat()}
    return made(*letters, claim=claim, id=name, workflow=workflow)


def with_broken_plan(made: PortalCase, name: str) -> Case:
    """Two instalments were agreed on; the first was to be paid on the 20th of December."""
    parts = [{"due": day, "amount": "700.00"} for day in ("2018-12-20", "2019-01-20")]
    agreed = {"on": "2018-11-20", "kind": "plan_agreed", "instalments": parts}
    return made(agreed, id=name, workflow="standard")


def portfolio(made: PortalCase) -> Iterator[Case]:
    for (workflow, step), count in PICTURE.items():
        for number in range(count):
            yield at_step(made, f"{workflow}-{step}-{number:02}", workflow, step, waits=number % 7)
    for number in range(AGREEMENTS):
        yield with_broken_plan(made, f"plan-{number}")


@pytest.fixture(scope="module")
def store(portal_case: PortalCase) -> MemoryStore:
    return MemoryStore(portfolio(portal_case))


@pytest.fixture(scope="module")
def whole(store: MemoryStore, dk: Profile) -> Worklist:
    return worklist(store, dk, on=ON)


# Worklists -------------------------------------------------------------------------------------------------


def test_steps_that_wait_are_counted_by_track_and_step_as_the_portal_shows_them(whole: Worklist) -> None:
    found = {(one.workflow, one.step): one.count for one in whole.groups if one.step is not None}
    assert found == PICTURE
    (plans,) = [one for one in whole.groups if one.step is None]
    assert (plans.action, plans.count) == ("plan_notice", AGREEMENTS)
    assert (whole.cases, whole.waiting, whole.idle, whole.steps) == (130, 130, 0, 130)
    assert sum(one.count for one in whole.groups) == whole.steps


def test_the_oldest_come_first_and_each_has_its_day(whole: Worklist) -> None:
    since = [one.since for one in whole.items]
    assert since == sorted(since)
    assert (since[0], since[-1]) == (
        ON - dt.timedelta(days=10),
        ON,
    )  # what was to be paid on the 20th is missed on the 21st
    own = {one.case: one for one in whole.items}
    # The fourth of its kind has waited for three days.
    assert (own["standard-2-03"].since, own["standard-2-03"].on) == (D(2018, 12, 28), ON)


def test_a_long_list_comes_page_by_page_and_nothing_twice(store: MemoryStore, dk: Profile, whole: Worklist) -> None:
    page, seen = None, list[str]()
    for before, shown in ((0, 50), (50, 50), (100, 30)):
        found = worklist(store, dk, on=ON, limit=50, page=page)
        assert (found.wanted, found.before, len(found.items), found.left) == (130, before, shown, 130 - before - shown)
        seen += [one.case for one in found.items]
        page = found.next_page
    assert page is None
    assert seen == [one.case for one in whole.items]


def test_one_run_takes_a_thousand_at_most_unless_told_otherwise(dk: Profile, portal_case: PortalCase) -> None:
    late = {"arose": "2018-08-01", "due": "2018-12-28"}
    many = [portal_case(claim=late, id=f"{number:04}", workflow="standard") for number in range(1003)]
    found = worklist(many, dk, on=ON)
    assert (found.wanted, len(found.items), found.left, found.items[-1].case) == (1003, 1000, 3, "0999")


def test_what_is_planned_up_to_a_day_is_listed_with_its_day(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(claim={"due": "2018-12-30"}, workflow="standard")
    assert worklist([case], dk, on=ON).items == ()
    (item,) = worklist([case], dk, on=ON, until="2019-01-02").items
    assert (item.since, item.on, item.status) == (D(2019, 1, 2), D(2019, 1, 2), "waiting")
    paused = at_step(portal_case, "a", "standard", 2, 0).with_event(
        {"on": "2018-12-30", "kind": "pause", "until": "2019-01-10"}
    )
    assert worklist([paused], dk, on=ON).items == ()
    assert worklist([paused], dk, on=ON, until="2019-01-10").items == ()
    (item,) = worklist([paused], dk, on=ON, until="2019-01-11").items
    assert (item.since, item.status, item.proposal.status) == (D(2019, 1, 11), "waiting", "open")


# Taking ----------------------------------------------------------------------------------------------------


def chosen(store: MemoryStore, dk: Profile) -> Worklist:
    return worklist(store, dk, on=ON, only=Only(workflow="standard", step=2))


def test_chosen_steps_are_recorded_in_one_go_and_the_counts_add_up(dk: Profile, portal_case: PortalCase) -> None:
    store = MemoryStore(portfolio(portal_case))
    listed = chosen(store, dk)
    assert len(listed.items) == 34
    names = [one.case for one in listed.items[:3]]
    changes = {
        names[0]: {"on": "2018-12-31", "kind": "payment", "amount": "3000.00"},  # paid: the step is proposed no more
        names[1]: {"on": "2018-12-30", "kind": "dispute"},  # no fee while it is disputed
    }
    for name, event in changes.items():
        before = store.get(name)
        store.append(before, before.with_event(event))
    assert len(take(listed.items[2:3], store, dk, on=ON).done) == 1
    found = take(listed.items, store, dk, on=ON)
    assert (found.chosen, len(found.done), len(found.already), len(found.stale)) == (34, 31, 1, 2)
    assert [one.case for one in found.stale] == names[:2]
    assert found.stale[0].code == "no_longer_proposed"
    assert found.stale[1].faults[0].got is not None
    assert all(len(store.get(one.case).events) == 2 for one in found.done)
    assert [one.case for one in chosen(store, dk).items] == names[1:2]  # it still waits, now without a fee


def test_a_dry_run_says_what_would_be_and_keeps_nothing(dk: Profile, portal_case: PortalCase) -> None:
    store = MemoryStore([at_step(portal_case, "a", "standard", 2, 0)])
    tried = take(chosen(store, dk).items, store, dk, on=ON, dry_run=True)
    assert (tried.dry_run, len(tried.done)) == (True, 1)
    assert len(store.get("a").events) == 1
    assert take(chosen(store, dk).items, store, dk, on=ON).done[0].case == "a"
    assert len(store.get("a").events) == 2


def test_steps_may_be_sent_on_a_later_day_if_it_is_still_theirs(dk: Profile, portal_case: PortalCase) -> None:
    store = MemoryStore([at_step(portal_case, "a", "standard", 2, 0)])
    listed = chosen(store, dk)
    take(listed.items, store, dk, on="2019-01-04")
    assert store.get("a").events[-1].on == D(2019, 1, 4)


# The digest ------------------------------------------------------------------------------------------------


def test_the_digest_counts_five_queues(dk: Profile, portal_case: PortalCase) -> None:
    letters = [
        {"on": day, "kind": kind, **({"fee": "100.00"} if kind == "reminder" else {})}
        for day, kind in (("2018-11-04", "reminder"), ("2018-11-16", "reminder"), ("2018-11-28", "reminder"),
                          ("2018-12-10", "collection_notice"))
    ]  # fmt: skip
    offered = {"on": "2018-12-10", "kind": "settlement_offered", "amount": "1400.00", "until": "2018-12-11"}
    to_court = portal_case(*letters, offered, id="court", workflow="standard")
    asked = portal_case(*letters, {"on": "2018-12-30", "kind": "plan_requested"}, id="asked", workflow="standard")
    cases = [
        at_step(portal_case, "letter", "standard", 2, 0),
        with_broken_plan(portal_case, "broken"),
        asked,
        portal_case(claim={"due": "2019-03-01"}, id="later", workflow="standard"),
    ]
    found = {one.name: one for one in digest(cases, dk, on=ON).queues}
    assert list(found) == [
        "cases_to_follow_up", "documents_to_print", "court_fees_to_pay", "broken_agreements", "agreement_requests",
    ]  # fmt: skip
    assert found["cases_to_follow_up"].cases == ("letter", "broken", "asked")
    assert found["documents_to_print"].cases == ("letter", "broken", "asked")
    assert found["broken_agreements"].cases == ("broken",)
    assert found["agreement_requests"].cases == ("asked",)
    assert found["court_fees_to_pay"].count == 0
    # Thirty days after the offer of the 10th the workflow files the order: on the 9th of January.
    (court,) = [one for one in digest([to_court], dk, on="2019-01-20").queues if one.name == "court_fees_to_pay"]
    assert (court.count, court.cases) == (1, ("court",))


def test_somebody_is_told_on_the_days_of_the_cadence_while_nothing_changes(
    dk: Profile, portal_case: PortalCase
) -> None:
    cases = [at_step(portal_case, "a", "standard", 2, 0)]
    first = digest(cases, dk, on=ON)
    assert (first.tell, first.tell_next) == (False, D(2019, 1, 1))
    last, told = first, list[int]()
    for days in range(1, 50):
        last = digest(cases, dk, on=ON + dt.timedelta(days=days), last=last)
        told += [days] if last.tell else []
    assert told == [1, 2, 5, 11, 42]
    assert (last.unchanged_since, last.tell_next) == (ON, None)


def test_a_change_begins_the_cadence_anew_and_a_day_left_out_is_made_up_for(
    dk: Profile, portal_case: PortalCase
) -> None:
    cases = [at_step(portal_case, "a", "standard", 2, 0)]
    first = digest(cases, dk, on=ON)
    assert digest(cases, dk, on=ON + dt.timedelta(days=7), last=first).tell
    more = [*cases, at_step(portal_case, "b", "standard", 2, 0)]
    after = digest(more, dk, on=ON + dt.timedelta(days=7), last=first)
    assert (after.unchanged_since, after.tell) == (ON + dt.timedelta(days=7), False)


def test_an_answer_to_the_debtor_ends_his_request(dk: Profile, portal_case: PortalCase) -> None:
    asked = portal_case({"on": "2018-12-20", "kind": "plan_requested"})
    answered = asked.with_event({"on": "2018-12-21", "kind": "letter"})
    found = [digest([case], dk, on=ON).queues[-1].count for case in (asked, answered)]
    assert found == [1, 0]


def test_a_case_that_is_written_to_by_mail_is_not_printed(dk: Profile, portal_case: PortalCase) -> None:
    case = at_step(portal_case, "a", "standard", 2, 0)
    mailed = case.with_event({"on": "2018-12-01", "kind": "delivery_changed", "channel": "email"})
    assert [digest([one], dk, on=ON).queues[1].count for one in (case, mailed)] == [1, 0]


# Rows and filters ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows(dk: Profile, portal_case: PortalCase) -> list[Summary]:
    paid = {"on": "2018-11-20", "kind": "payment", "amount": "2000.00"}
    cases = [
        portal_case(
            {"on": "2018-11-04", "kind": "reminder", "fee": "100.00"}, id="E-I-235/18", workflow="standard",
            references={"agency": "A-17", "own": "client 5"}, handler="anna", claim={"debtor_country": "DK"},
        ),
        portal_case(id="E-I-236/18", references={"own": "client 6"}, handler="bo", claim={"debtor_country": "SE"}),
        portal_case(paid, id="E-I-237/18", references={"own": "client 5"}, claim={"debtor_country": "SE"}),
    ]  # fmt: skip
    keys = {"E-I-235/18": "d1", "E-I-236/18": "d2", "E-I-237/18": "d1"}
    return [row for row in summary_rows(cases, dk, on="2018-11-20", debtors=keys) if isinstance(row, Summary)]


def test_a_row_says_where_a_case_stands(rows: list[Summary]) -> None:
    row = rows[0]
    assert (row.case, row.references["agency"], row.debtor, row.handler) == ("E-I-235/18", "A-17", "d1", "anna")
    assert (row.opened, row.due, row.status, row.stage) == (D(2018, 9, 20), D(2018, 11, 1), "open", "overdue")
    # 8.05 % (0.05 + 8) for the 19 days from the 2nd to the 20th of November: 1477.50 x 0.0805 x 19 / 365 = 6.1914.
    assert (row.claimed, row.owed.interest, row.owed.fees) == (Decimal("1477.50"), Decimal("6.19"), Decimal("100.00"))
    assert row.owed.total == Decimal("1583.69")
    assert (row.last_action, row.last_action_on) == ("reminder", D(2018, 11, 4))
    assert (row.next_action, row.next_on) == ("reminder", D(2018, 11, 16))
    assert (row.actionable, row.actionable_since) == (True, D(2018, 11, 16))
    assert [one.code for one in row.actionable_because] == ["step_due"]


KEPT = {
    "all open cases where nothing is asked": ({}, [235, 236]),
    "all": ({"status": "all"}, [235, 236, 237]),
    "closed": ({"status": "closed"}, [237]),
    "the number": ({"cases": frozenset({"E-I-236/18"})}, [236]),
    "the agency's reference": ({"references": frozenset({"A-17"})}, [235]),
    "one's own reference": ({"references": frozenset({"client 5"}), "status": "all"}, [235, 237]),
    "the country": ({"countries": frozenset({"SE"}), "status": "all"}, [236, 237]),
    "the debtor": ({"debtors": frozenset({"d1"}), "status": "all"}, [235, 237]),
    "the handler": ({"handlers": frozenset({"bo"})}, [236]),
    "the stage": ({"stages": frozenset({"paid"}), "status": "all"}, [237]),
    "the last action": ({"last_actions": frozenset({"reminder"})}, [235]),
    "what is to be followed up by a day": ({"follow_up": (None, D(2018, 11, 16))}, [235, 236]),
    "what is to be followed up on a day": ({"follow_up": (D(2018, 11, 16), D(2018, 11, 16))}, [235]),
    "two at once": ({"handlers": frozenset({"bo"}), "countries": frozenset({"DK"})}, []),
}


@pytest.mark.parametrize("asked", KEPT)
def test_rows_are_filtered_by_what_a_case_has(rows: list[Summary], asked: str) -> None:
    terms, expected = KEPT[asked]
    kept: Any = Filter(**terms)  # type: ignore[arg-type]
    assert [int(row.case[4:7]) for row in rows if kept.keeps(row)] == expected


def test_the_page_of_a_debtor_has_all_his_cases(rows: list[Summary]) -> None:
    first, second = by_debtor(rows)
    assert (first.debtor, first.open, first.closed) == ("d1", 1, 1)
    assert [(one.case, one.status, one.claimed, one.due) for one in first.cases] == [
        ("E-I-235/18", "open", Decimal("1477.50"), D(2018, 11, 1)),
        ("E-I-237/18", "paid", Decimal("1477.50"), D(2018, 11, 1)),
    ]
    (sums,) = first.sums
    assert (sums.claimed, sums.paid) == (Decimal("2955.00"), Decimal("2000.00"))
    assert second.debtor == "d2"


def test_a_row_has_the_light_the_certificate_and_what_was_paid_of_what() -> None:
    ch = load_profile("CH")
    dossier = load_case(Path(__file__).parents[2] / "docs" / "examples" / "medical_dossier.json")
    lost = load_case(
        {"id": "lost", "jurisdiction": "CH", "region": "ZH", "currency": "CHF", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer", "natural": True, "registered": False},
         "claims": [{"id": "1", "kind": "loss_certificate", "amount": "500.00", "arose": "2016-01-05",
                     "due": "2016-01-05"}]}
    )  # fmt: skip
    found = overview([dossier, lost], ch, on="2018-01-12", kept=Filter(status="all"))
    first, second = found.rows
    assert (first.status, first.loss_certificate, second.loss_certificate) == ("closed", False, True)
    assert first.outlook is not None
    assert (first.outlook.light, first.outlook.law) == ("caution", ("outlook-policy",))
    assert (first.claimed, first.paid.total) == (Decimal("1032.25"), Decimal("1032.25"))
    assert first.costs == Decimal("118.65")  # 17.00 + 1.00 + 73.30 + 27.35, the four lines of the manual


# Several cases against one debtor --------------------------------------------------------------------------

SECOND = {"id": "8521", "due": "2018-11-10"}


def test_several_open_cases_against_one_debtor_are_to_be_one(dk: Profile, portal_case: PortalCase) -> None:
    letter = {"on": "2018-11-20", "kind": "reminder", "fee": "100.00"}
    cases = [
        portal_case(letter, id="a", workflow="standard"),
        portal_case(id="b", claim=SECOND, workflow="standard"),
        portal_case(id="c", claim=SECOND | {"id": "8522"}, workflow="fast"),
        portal_case(id="d", workflow="standard"),
    ]
    found = consolidation(cases, dk, {"a": "x", "b": "x", "c": "x", "d": "y"}, on="2018-11-25")
    (pair,) = found.pairs
    assert (pair.pair, pair.cases, pair.because) == ("x", ("a", "b", "c"), "several_open_cases")
    (merger,) = pair.mergers
    assert (merger.into, merger.cases) == ("a", ("a", "b"))
    # By hand, at 8.05 %: 1477.50 for 24 and for 15 days are 7.8207 and 4.8879; with the fee and both principals.
    assert merger.owed == merger.owed_joined == Decimal("3067.71")
    (apart,) = pair.apart
    assert (apart.case, apart.beside, apart.differs) == ("c", "a", ("workflow",))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"currency": "EUR", "jurisdiction": "DE"}, "currency"),
        ({"currency": "EUR", "jurisdiction": "DE"}, "law"),
        ({"region": "84"}, "law"),
        ({"debtor": {"kind": "consumer"}}, "parties"),
        ({"readings": {"fee_gap": "between"}}, "readings"),
        ({"events": [{"on": "2018-11-20", "kind": "pause", "until": "2018-12-31"}]}, "held"),
        ({"events": [{"on": "2018-11-20", "kind": "manual_only"}]}, "held"),
        ({"events": [{"on": "2018-11-20", "kind": "dispute"}, {"on": "2018-11-21", "kind": "title_obtained",
          "title": "judgment"}]}, "stage"),
    ],
)  # fmt: skip
def test_what_differs_keeps_two_cases_apart(
    dk: Profile, portal_case: PortalCase, change: dict[str, Any], word: str
) -> None:
    cases = [portal_case(id="a"), portal_case(**({"id": "b", "claim": SECOND} | change))]
    laws = {"DK": dk, "DE": load_profile("DE")}
    (pair,) = consolidation(cases, laws, {"a": "x", "b": "x"}, on="2018-11-25").pairs
    assert pair.mergers == ()
    assert word in pair.apart[0].differs


def test_the_one_case_owes_what_the_several_did_and_their_events_stay_theirs(
    dk: Profile, portal_case: PortalCase
) -> None:
    own = [
        {"id": "l", "on": "2018-11-12", "kind": "reminder", "fee": "100.00"},
        {"on": "2018-11-15", "kind": "payment", "amount": "300.00"},
    ]
    first = portal_case(*own, id="a", references={"own": "1"})
    second = portal_case(
        {"id": "l", "on": "2018-11-20", "kind": "reminder", "fee": "100.00"},
        {"on": "2018-11-21", "kind": "void", "of": "l"},
        id="b", claim={"due": "2018-11-10"}, references={"own": "2"},
    )  # fmt: skip
    one = joined([second, first], dk, on="2018-11-25")
    assert (one.id, [claim.id for claim in one.claims]) == ("a", ["a/8520", "b/8520"])
    assert one.references == {"own": "1", "own b": "2"}
    parts = [standing(case, dk, on="2018-11-25").owed.total for case in (first, second)]
    assert standing(one, dk, on="2018-11-25").owed.total == sum(parts)
