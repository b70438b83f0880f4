"""From the § 10 letter to enforcement: deadlines, money limits, objection, costs of collection, fees of enforcement.

Expected days are counted by hand; days off are weekends, church holidays, 5 June, 24 and 31 December.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, Proposal, assess, audit, next_steps, standing

D = dt.date
DAY = dt.timedelta(days=1)
Event = dict[str, Any]
MakeCase = Callable[..., Case]
NOTICE = {"on": "2018-11-06", "kind": "collection_notice"}
FEE = "fee_of_unlawful_step"
"""The court's fee for an order that the law had shut is the debtor's only if the court puts it on him."""


def act(on: str | dt.date, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind} | more


def codes(case: Case, dk: Profile, on: str | dt.date) -> list[str]:
    return [finding.code for finding in audit(case, dk, on=on).findings]


def step(case: Case, dk: Profile, on: str | dt.date, action: str, cost: str | None = None) -> Proposal:
    steps = next_steps(case, dk, on=on).proposals
    (only,) = [proposal for proposal in steps if (proposal.action, proposal.cost) == (action, cost)]
    return only


# § 10: ten days from sending -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "status", "verdict"),
    [
        ("2018-11-15", "waiting", ["step_too_early", FEE]),
        ("2018-11-16", "waiting", ["step_too_early", FEE]),  # day ten itself must have passed
        ("2018-11-17", "open", []),
        ("2018-11-18", "open", []),
    ],
)
def test_a_payment_order_waits_until_the_ten_days_from_sending_have_passed(
    dk: Profile, make: MakeCase, on: str, status: str, verdict: list[str]
) -> None:
    proposal = step(make(NOTICE), dk, on, "payment_order_filed")
    assert (proposal.status, proposal.earliest) == (status, D(2018, 11, 17))
    assert codes(make(NOTICE, act(on, "payment_order_filed")), dk, "2018-12-01") == verdict


@pytest.mark.parametrize(
    ("notice", "earliest"),
    [
        ({"sent": "2018-11-04"}, D(2018, 11, 15)),  # the day of sending counts, not the day of the entry
        ({"received": "2018-11-09"}, D(2018, 11, 17)),  # nor the day of receipt
        ({"deadline": "2018-11-30"}, D(2018, 12, 1)),  # a longer deadline that was given binds the creditor
        ({"on": "2018-11-07"}, D(2018, 11, 18)),  # the tenth day is a Saturday: no rule moves it
    ],
)
def test_the_ten_days_run_from_sending_and_a_longer_deadline_binds(
    dk: Profile, make: MakeCase, notice: Event, earliest: dt.date
) -> None:
    assert step(make(NOTICE | notice), dk, "2018-11-10", "payment_order_filed").earliest == earliest


@pytest.mark.parametrize(
    ("deadline", "verdict"),
    [("2018-11-15", ["deadline_too_short"]), ("2018-11-16", []), ("2018-11-17", [])],
)
def test_a_notice_with_less_than_ten_days_is_faulty(
    dk: Profile, make: MakeCase, deadline: str, verdict: list[str]
) -> None:
    assert codes(make(NOTICE | {"deadline": deadline}), dk, "2018-12-01") == verdict


def test_without_a_notice_no_payment_order_is_open_and_the_answer_says_what_opens_it(
    dk: Profile, make: MakeCase
) -> None:
    proposal = step(make(), dk, "2018-12-01", "payment_order_filed")
    assert proposal.status == "blocked"
    assert [change.event for change in proposal.opens_if] == [{"kind": "collection_notice"}]


# Money limit of the payment order --------------------------------------------------------------------------


@pytest.mark.parametrize(("principal", "lawful"), [("99999.99", True), ("100000.00", True), ("100000.01", False)])
def test_a_payment_order_ends_at_a_hundred_thousand(dk: Profile, make: MakeCase, principal: str, lawful: bool) -> None:
    proposal = step(make(NOTICE, amount=principal), dk, "2018-12-01", "payment_order_filed")
    assert proposal.status == ("open" if lawful else "blocked")
    filed = make(NOTICE, act("2018-12-01", "payment_order_filed"), amount=principal)
    assert codes(filed, dk, "2018-12-02") == ([] if lawful else ["step_condition", FEE])


@pytest.mark.parametrize(
    ("on", "principal", "lawful"),
    [
        ("2011-09-29", "50000.01", False),
        ("2011-09-30", "50000.00", True),
        ("2011-09-30", "50000.01", False),
        ("2011-10-01", "50000.01", True),
        ("2011-10-01", "100000.00", True),
        ("2011-10-01", "100000.01", False),
    ],
)
def test_the_limit_is_that_of_the_day_of_filing(
    dk: Profile, make: MakeCase, on: str, principal: str, lawful: bool
) -> None:
    days = {"arose": "2011-05-01", "invoiced": "2011-05-01", "due": "2011-06-01"}
    notice = act("2011-08-08", "collection_notice")
    assert step(make(notice, amount=principal, **days), dk, on, "payment_order_filed").status == (
        "open" if lawful else "blocked"
    )
    case = make(notice, act(on, "payment_order_filed"), amount=principal, **days)
    assert codes(case, dk, "2011-11-01") == ([] if lawful else ["step_condition", FEE])


def test_interest_and_fees_are_not_counted_towards_the_limit(dk: Profile, make: MakeCase) -> None:
    letters = [act(day, "reminder", fee="100.00") for day in ("2018-10-05", "2018-10-16")]
    case = make(*letters, NOTICE, amount="100000.00")
    assert standing(case, dk, on="2018-12-01").owed.total > 100_000
    assert step(case, dk, "2018-12-01", "payment_order_filed").status == "open"


def test_the_claims_of_one_order_are_added_up_and_proposed_apart_where_that_is_too_much(
    dk: Profile, make: MakeCase
) -> None:
    plain = {"kind": "goods_or_services", "arose": "2018-09-01", "due": "2018-10-01", "due_agreed": True}
    claims = [plain | {"id": name, "amount": amount} for name, amount in (("a", "60000.00"), ("b", "40000.01"))]
    case = make(NOTICE, claims=claims)
    proposed = [p for p in next_steps(case, dk, on="2018-12-01").proposals if p.action == "payment_order_filed"]
    assert [(p.claims, p.status) for p in proposed] == [(("a",), "open"), (("b",), "open")]
    together = {"on": "2018-12-01", "kind": "payment_order_filed", "claims": ["a", "b"]}
    assert assess(case, dk, together, on="2018-12-01").verdict == "blocked"


@pytest.mark.parametrize(("on", "fee"), [("2021-09-30", "400.00"), ("2021-10-01", "750.00")])
def test_the_court_fee_of_the_filing_day_is_advanced_by_the_creditor_and_owed_by_the_debtor(
    dk: Profile, make: MakeCase, on: str, fee: str
) -> None:
    days = {"arose": "2021-05-01", "invoiced": "2021-05-01", "due": "2021-06-01"}
    notice = act("2021-09-01", "collection_notice")
    proposal = step(make(notice, **days), dk, on, "payment_order_filed")
    assert [(cost.amount, cost.to) for cost in proposal.advances] == [(Decimal(fee), "court")]
    assert [(cost.amount, cost.payer) for cost in proposal.charges] == [(Decimal(fee), "debtor")]
    assert proposal.charges[0].same_as == proposal.advances[0].same_as is not None
    case = make(notice, act(on, "payment_order_filed"), **days)
    assert standing(case, dk, on=on).owed.costs == Decimal(fee)


# Objection: fourteen days from service ---------------------------------------------------------------------

# Day of service, last day to object.
OBJECTION = {
    "a Monday": ("2024-03-04", "2024-03-18"),
    "a Saturday": ("2024-03-02", "2024-03-18"),
    "a Sunday": ("2024-03-03", "2024-03-18"),
    "5 June": ("2024-05-22", "2024-06-06"),
    "24 December": ("2024-12-10", "2024-12-27"),
    "25 December": ("2024-12-11", "2024-12-27"),
    "31 December": ("2024-12-17", "2025-01-02"),
    "1 January": ("2024-12-18", "2025-01-02"),
    "Maundy Thursday": ("2024-03-14", "2024-04-02"),
    "Easter Monday": ("2024-03-18", "2024-04-02"),
    "Ascension Day": ("2024-04-25", "2024-05-10"),
    "the Friday after Ascension, which is only a bank day": ("2024-04-26", "2024-05-10"),
    "Whit Monday": ("2024-05-06", "2024-05-21"),
    "the last prayer day": ("2023-04-21", "2023-05-08"),
    "the fourth Friday after Easter a year later": ("2024-04-12", "2024-04-26"),
}


def served(make: MakeCase, day: str, *events: Event) -> Case:
    filed = [act("2022-12-01", "collection_notice"), act("2023-01-05", "payment_order_filed")]
    return make(
        *filed, act(day, "payment_order_served"), *events, arose="2022-09-01", invoiced="2022-09-01", due="2022-10-03"
    )


@pytest.mark.parametrize(("service", "last"), OBJECTION.values(), ids=OBJECTION)
def test_the_time_to_object_ends_on_the_fourteenth_day_or_the_next_working_day(
    dk: Profile, make: MakeCase, service: str, last: str
) -> None:
    end = D.fromisoformat(last)
    case = served(make, service)
    seen = {}
    for on in (end - DAY, end, end + DAY):
        objection = step(case, dk, on, "opposition")
        endorsement = step(case, dk, on, "payment_order_endorsed")
        assert (objection.latest, endorsement.earliest) == (end, end + DAY)
        seen[on] = (objection.status, endorsement.status)
    assert list(seen.values()) == [("open", "waiting"), ("open", "waiting"), ("lapsed", "open")]


@pytest.mark.parametrize(("on", "verdict"), [("2024-03-17", []), ("2024-03-18", []), ("2024-03-19", ["step_too_late"])])
def test_an_objection_after_its_last_day_is_found(dk: Profile, make: MakeCase, on: str, verdict: list[str]) -> None:
    assert codes(served(make, "2024-03-04", act(on, "opposition")), dk, "2024-04-01") == verdict


@pytest.mark.parametrize(
    ("on", "verdict"), [("2024-03-17", ["step_too_early"]), ("2024-03-18", ["step_too_early"]), ("2024-03-19", [])]
)
def test_an_endorsement_before_the_time_to_object_is_over_is_found(
    dk: Profile, make: MakeCase, on: str, verdict: list[str]
) -> None:
    assert codes(served(make, "2024-03-04", act(on, "payment_order_endorsed")), dk, "2024-04-01") == verdict


def test_an_objection_leads_to_the_civil_court_and_silence_to_a_title(dk: Profile, make: MakeCase) -> None:
    opposed = standing(served(make, "2024-03-04", act("2024-03-11", "opposition")), dk, on="2024-03-11")
    assert (opposed.stage, opposed.title) == ("opposed", None)
    titled = standing(served(make, "2024-03-04", act("2024-03-20", "payment_order_endorsed")), dk, on="2024-03-20")
    assert (titled.stage, titled.title) == ("titled", "payment_order")


def test_the_deadline_of_the_notice_and_the_time_to_object_are_running_clocks(dk: Profile, make: MakeCase) -> None:
    def ends(case: Case, on: str, kind: str) -> list[dt.date | None]:
        return [clock.ends for clock in standing(case, dk, on=on).clocks if clock.kind == kind]

    assert ends(make(NOTICE), "2018-11-10", "demand_deadline") == [D(2018, 11, 16)]
    assert ends(served(make, "2024-03-04"), "2024-03-10", "opposition") == [D(2024, 3, 18)]


def test_a_disputed_claim_has_no_payment_order(dk: Profile, make: MakeCase) -> None:
    case = make(act("2018-10-20", "dispute"), NOTICE)
    assert step(case, dk, "2018-12-01", "payment_order_filed").status == "blocked"
    filed = make(act("2018-10-20", "dispute"), NOTICE, act("2018-12-01", "payment_order_filed"))
    assert codes(filed, dk, "2018-12-02") == ["step_condition", FEE]


# Costs of collection ---------------------------------------------------------------------------------------

HANDED = act("2018-11-17", "handed_over", to="collector")


def charged(make: MakeCase, amount: str, cost: str = "collector_fee", debtor: str = "consumer", **more: object) -> Case:
    return make(NOTICE, HANDED, act("2018-11-20", "charge", cost=cost, amount=amount), debtor=debtor, **more)


@pytest.mark.parametrize(
    ("debtor", "amount", "owed", "verdict"),
    [
        ("consumer", "400.00", "400.00", []),
        ("consumer", "400.01", "400.00", [("fee_above_maximum", "breach")]),
        ("business", "400.00", "400.00", []),
        ("business", "400.01", "400.01", [("fee_needs_proof", "doubt")]),
        ("public", "400.01", "400.01", [("fee_needs_proof", "doubt")]),
    ],
)
def test_table_a_is_a_hard_cap_for_consumers_and_a_soft_one_for_others(
    dk: Profile, make: MakeCase, debtor: str, amount: str, owed: str, verdict: list[tuple[str, str]]
) -> None:
    case = charged(make, amount, debtor=debtor)
    assert standing(case, dk, on="2018-12-01").owed.costs == Decimal(owed)
    findings = audit(case, dk, on="2018-12-01").findings
    assert [(finding.code, finding.severity) for finding in findings] == verdict


@pytest.mark.parametrize(
    ("arose", "owed"), [("2013-02-27", "350.00"), ("2013-02-28", "350.00"), ("2013-03-01", "400.00")]
)
def test_the_cap_was_hard_for_businesses_too_for_claims_before_march_2013(
    dk: Profile, make: MakeCase, arose: str, owed: str
) -> None:
    # Table A of 2009: 350 for a claim of 1,000 kr.
    events = [act("2013-06-03", "collection_notice"), act("2013-06-14", "handed_over", to="collector"),
              act("2013-06-20", "charge", cost="collector_fee", amount="400.00")]  # fmt: skip
    case = make(*events, arose=arose, invoiced=arose, due="2013-04-02")
    assert standing(case, dk, on="2013-07-01").owed.costs == Decimal(owed)


@pytest.mark.parametrize(("on", "owed"), [("2018-11-15", 0), ("2018-11-16", 0), ("2018-11-17", 400)])
def test_collection_costs_wait_for_the_end_of_the_notice(dk: Profile, make: MakeCase, on: str, owed: int) -> None:
    events = [NOTICE, act(on, "handed_over", to="collector"), act(on, "charge", cost="collector_fee", amount="400.00")]
    assert standing(make(*events, debtor="consumer"), dk, on="2018-12-01").owed.costs == owed


@pytest.mark.parametrize(
    ("recovers", "amount", "owed"), [(True, "500.00", 400), (False, "500.00", 500), (False, "500.01", 500)]
)
def test_vat_on_collection_costs_is_owed_to_a_creditor_who_cannot_deduct_it(
    dk: Profile, make: MakeCase, recovers: bool, amount: str, owed: int
) -> None:
    assert standing(charged(make, amount, recovers_vat=recovers), dk, on="2018-12-01").owed.costs == owed


def test_costs_of_one_claim_are_owed_once(dk: Profile, make: MakeCase) -> None:
    case = charged(make, "300.00").with_event(act("2018-11-25", "charge", cost="collector_fee", amount="100.00"))
    assert standing(case, dk, on="2018-12-01").owed.costs == 300
    assert codes(case, dk, "2018-12-01") == ["fee_limit"]


def test_the_row_of_the_table_is_found_without_interest_and_fees(dk: Profile, make: MakeCase) -> None:
    # 1,000 kr. with three reminder fees and a year's interest stays in the row to 1,000 kr.: 400, not 700.
    letters = [act(day, "reminder", fee="100.00") for day in ("2018-10-05", "2018-10-16", "2018-10-27")]
    proposal = step(make(*letters, NOTICE, HANDED, debtor="consumer"), dk, "2019-09-30", "charge", "collector_fee")
    assert [cost.amount for cost in proposal.charges] == [400]


SIGNED = act("2018-11-18", "title_obtained", title="settlement")
SENT = act("2018-11-18", "settlement_offered")
OWN = act("2018-11-20", "charge", cost="own_collection", amount="300.00")


@pytest.mark.parametrize(
    ("agreement", "reading", "owed", "severities"),
    [
        (SIGNED, None, 300, []),
        (SIGNED, "signed", 300, []),
        (SENT, None, 300, ["doubt"]),
        (SENT, "signed", 0, ["breach"]),
        (SENT, "sent", 300, []),
        (None, None, 0, ["breach"]),
        (None, "sent", 0, ["breach"]),
    ],
)
def test_own_collection_needs_a_payment_agreement(
    dk: Profile, make: MakeCase, agreement: Event | None, reading: str | None, owed: int, severities: list[str]
) -> None:
    events = [NOTICE, *([agreement] if agreement else []), OWN]
    case, readings = make(*events, debtor="consumer"), {"own_collection_title": reading} if reading else {}
    assert standing(case, dk, on="2018-12-01", readings=readings).owed.costs == owed
    findings = audit(case, dk, on="2018-12-01", readings=readings).findings
    assert [finding.severity for finding in findings] == severities


@pytest.mark.parametrize(("amount", "unlawful"), [("299.99", []), ("300.00", []), ("300.01", ["0.01"])])
def test_table_b_caps_own_collection(dk: Profile, make: MakeCase, amount: str, unlawful: list[str]) -> None:
    case = make(NOTICE, SIGNED, OWN | {"amount": amount}, debtor="consumer")
    findings = audit(case, dk, on="2018-12-01").findings
    assert [(f.amount_unlawful, f.amount_in_doubt) for f in findings] == [(Decimal(u), Decimal(0)) for u in unlawful]


def test_own_collection_under_the_unknown_table_of_2009_is_a_doubt(dk: Profile, make: MakeCase) -> None:
    days = {"arose": "2013-09-01", "invoiced": "2013-09-01", "due": "2013-11-01"}
    events = [act("2014-01-08", "collection_notice"), act("2014-02-01", "title_obtained", title="settlement"),
              act("2014-02-10", "charge", cost="own_collection", amount="300.00")]  # fmt: skip
    case = make(*events, debtor="consumer", **days)
    (finding,) = audit(case, dk, on="2014-03-01").findings
    assert (finding.code, finding.severity, finding.amount_in_doubt) == ("unknown_figure", "doubt", 300)


# Enforcement -----------------------------------------------------------------------------------------------

JUDGMENT = act("2021-10-20", "title_obtained", title="judgment", costs_awarded=True)
LATE = {"arose": "2021-05-01", "invoiced": "2021-05-01", "due": "2021-06-01"}
NEW_ORDER = [
    act("2021-09-01", "collection_notice"), act("2021-10-01", "payment_order_filed"),
    act("2021-11-05", "payment_order_served"), act("2021-11-22", "payment_order_endorsed"),
]  # fmt: skip


@pytest.mark.parametrize(("on", "fee"), [("2023-01-09", []), ("2023-01-10", []), ("2023-01-11", [Decimal(750)])])
def test_one_fee_covers_twelve_months_of_enforcement(dk: Profile, make: MakeCase, on: str, fee: list[Decimal]) -> None:
    # Paid with the request of 10 January 2022.
    case = make(JUDGMENT, act("2022-01-10", "enforcement_requested"), **LATE)
    assert [cost.amount for cost in step(case, dk, on, "enforcement_requested").advances] == fee


def test_the_first_enforcement_after_a_payment_order_of_the_new_act_is_paid_with_the_order(
    dk: Profile, make: MakeCase
) -> None:
    proposal = step(make(*NEW_ORDER, **LATE), dk, "2022-01-03", "enforcement_requested")
    assert (proposal.status, proposal.advances, proposal.charges) == ("open", (), ())


def test_after_a_payment_order_of_the_old_act_enforcement_costs_its_own_fee(dk: Profile, make: MakeCase) -> None:
    old = [NEW_ORDER[0], act("2021-09-30", "payment_order_filed"), *NEW_ORDER[2:]]
    proposal = step(make(*old, **LATE), dk, "2022-01-03", "enforcement_requested")
    assert [cost.amount for cost in proposal.advances] == [750]


def test_until_2021_the_enforcement_fee_was_taken_of_the_claim_with_interest_and_costs(
    dk: Profile, make: MakeCase
) -> None:
    # 3,000 kr. and 100 kr. of fee, 8.05 % for the 92 days to 1 January 2019: 60.87. 300 + 0.5 % of 160.87 → 310.
    # The principal alone would stay at 300.
    title = act("2018-10-10", "title_obtained", title="promissory_note")
    case = make(act("2018-10-05", "reminder", fee="100.00"), title, amount="3000.00")
    (cost,) = step(case, dk, "2019-01-01", "enforcement_requested").advances
    assert cost.amount == 310


@pytest.mark.parametrize(("on", "status"), [("2018-12-17", "waiting"), ("2018-12-18", "open")])
def test_a_judgment_is_enforced_after_fourteen_days(dk: Profile, make: MakeCase, on: str, status: str) -> None:
    case = make(act("2018-11-01", "lawsuit_filed"), act("2018-12-03", "judgment"))
    proposal = step(case, dk, on, "enforcement_requested")
    assert (proposal.status, proposal.earliest) == (status, D(2018, 12, 18))


@pytest.mark.parametrize(("on", "status"), [("2019-09-04", "waiting"), ("2019-09-05", "open")])
def test_a_sworn_statement_of_insolvency_bars_a_new_meeting_for_six_months(
    dk: Profile, make: MakeCase, on: str, status: str
) -> None:
    title = act("2019-01-02", "title_obtained", title="settlement")
    case = make(title, act("2019-02-01", "enforcement_requested"), act("2019-03-04", "insolvency_declared"))
    assert step(case, dk, on, "enforcement_requested").status == status


@pytest.mark.parametrize(
    "title",
    ["payment_order", "judgment", "court_settlement", "settlement", "promissory_note", "mortgage_deed",
     "bill_of_exchange", "board_decision"],
)  # fmt: skip
def test_every_title_of_section_478_opens_enforcement(dk: Profile, make: MakeCase, title: str) -> None:
    case = make(act("2018-11-01", "title_obtained", title=title))
    assert standing(case, dk, on="2019-01-02").title == title
    assert step(case, dk, "2019-01-02", "enforcement_requested").status == "open"


def test_an_acknowledgement_alone_is_no_title(dk: Profile, make: MakeCase) -> None:
    case = make(act("2018-11-01", "acknowledgement", form="in_writing"))
    assert standing(case, dk, on="2019-01-02").title is None
    assert step(case, dk, "2019-01-02", "enforcement_requested").status == "blocked"


# A debtor who has died -------------------------------------------------------------------------------------

DIED = act("2018-11-20", "debtor_died")


@pytest.mark.parametrize(
    ("reading", "open_"),
    [
        (None, {"estate_claim_filed", "letter"}),
        ("goes_on", {"estate_claim_filed", "letter", "reminder", "payment_order_filed", "lawsuit_filed"}),
    ],
)
def test_a_claim_on_a_dead_debtor_is_filed_in_the_estate(
    dk: Profile, make: MakeCase, reading: str | None, open_: set[str]
) -> None:
    readings = {"debtor_died": reading} if reading else {}
    steps = next_steps(make(NOTICE, DIED), dk, on="2018-12-01", readings=readings).proposals
    assert open_ <= {s.action for s in steps if s.status == "open"}
    if reading is None:
        assert {s.action for s in steps if s.status == "open"} == open_


@pytest.mark.parametrize(("reading", "severity"), [(None, "doubt"), ("estate_only", "breach"), ("goes_on", None)])
def test_a_step_against_a_dead_debtor_is_a_doubt_until_the_reading_is_chosen(
    dk: Profile, make: MakeCase, reading: str | None, severity: str | None
) -> None:
    readings = {"debtor_died": reading} if reading else {}
    filed = act("2018-12-01", "payment_order_filed")
    found = audit(make(NOTICE, DIED, filed), dk, on="2018-12-01", readings=readings).findings
    fee = [("doubt", ())] if severity == "breach" else []
    assert [(f.severity, f.readings) for f in found] == (
        [(severity, () if reading else ("debtor_died",)), *fee] if severity else []
    )
