"""One function for each command: ask, then say it as a page or a document."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace

from pydantic import BaseModel

from collectrules import explaining
from collectrules.answers import auditing, comparing, figures, plans, proposals, settling, standings, statements
from collectrules.answers import receipts as monthly
from collectrules.answers.documents import dumps
from collectrules.cli.asked import case_of, page_of, pairs_of, profile_of, readings_of, source_of
from collectrules.cli.saying import Document, Said, document
from collectrules.faces import agreements, comparisons, views
from collectrules.faces.page import Page
from collectrules.faces.timeline import kinds_of
from collectrules.fold.checkcase import check_read
from collectrules.ground.errors import BadInput
from collectrules.loader import model as m
from collectrules.nouns.answer import Answer
from collectrules.nouns.case import Case, read_case

ANSWERED = 0
BREACH = 1
Ask = Callable[[Case, m.Profile, Namespace], Answer]


def standing(options: Namespace) -> Said:
    """`standing`: what is owed."""
    case, profile = _both(options)
    found = _standing(case, profile, options)
    return _shown(options, profile, found, lambda page: views.standing_view(_titled(page, found), found))


def next_(options: Namespace) -> Said:
    """`next`: what may be done next."""
    case, profile = _both(options)
    found = _next(case, profile, options)
    return _shown(options, profile, found, lambda page: views.steps_view(_titled(page, found), found))


def audit(options: Namespace) -> Said:
    """`audit`: was it lawful; status 1 if there is a breach."""
    case, profile = _both(options)
    found = _audit(case, profile, options)
    kinds = kinds_of(case)
    said = _shown(options, profile, found, lambda page: views.audit_view(_titled(page, found), found, kinds))
    return replace(said, status=BREACH if found.breaches else ANSWERED)


def statement(options: Namespace) -> Said:
    """`statement`: the account by component, where each payment went, how interest runs."""
    case, profile = _both(options)
    found = _statement(case, profile, options)
    return _shown(options, profile, found, lambda page: views.statement_view(_titled(page, found), found))


def receipts(options: Namespace) -> Said:
    """`receipts`: what a receiver took in during a month."""
    case, profile = _both(options)
    found = monthly.receipts(
        case, profile, month=options.month, received_by=options.received_by, readings=readings_of(options),
        assume=options.assume,
    )  # fmt: skip
    return _shown(options, profile, found, lambda page: views.receipts_view(_titled(page, found), found))


def settle(options: Namespace) -> Said:
    """`settle`: an offer to take less."""
    case, profile = _both(options)
    found = settling.settlement_offer(
        case, profile, on=options.on, discount=options.discount, pay=options.pay, waive=_listed(options.waive),
        base=options.base, order=_listed(options.order), valid_until=options.valid_until,
        readings=readings_of(options), assume=options.assume,
    )  # fmt: skip
    return _shown(options, profile, found, lambda page: agreements.offer_view(_titled(page, found), found))


def plan(options: Namespace) -> Said:
    """`plan`: instalments."""
    case, profile = _both(options)
    down, down_on = _paid_down(options)
    found = plans.instalment_plan(
        case, profile, on=options.on, instalment=options.instalment, count=options.count, until=options.until,
        down=down, down_on=down_on, first=options.first, every=options.every,
        interest_free=options.interest_free, asked_by=options.asked_by, granted_by=options.granted_by,
        readings=readings_of(options),
    )  # fmt: skip
    return _shown(options, profile, found, lambda page: agreements.plan_view(_titled(page, found), found))


def compare(options: Namespace) -> Said:
    """`compare`: what may be agreed on, and going on, side by side."""
    case, profile = _both(options)
    found = comparing.compare(
        case, profile, on=options.on, bounds=_bounds(options),
        expectations=_given(cost_of_money=options.cost_of_money, chances=pairs_of(options.chance, "--chance")),
        readings=readings_of(options), assume=options.assume,
    )  # fmt: skip
    return _shown(options, profile, found, lambda page: comparisons.comparison_view(_titled(page, found), found))


def _bounds(options: Namespace) -> dict[str, object]:
    """The bounds that were given; the others have their defaults."""
    down, down_on = _paid_down(options)
    waivers = [_listed(parts) for parts in options.waive] if options.waive else None
    return _given(
        discounts=options.discount, waivers=waivers, least=options.least, touch_principal=options.touch_principal,
        valid_until=options.valid_until, counts=options.count, every=options.every, first=options.first,
        down=down, down_on=down_on, interest_free=options.interest_free, until=options.until,
        least_instalment=options.least_instalment, asked_by=options.asked_by,
    )  # fmt: skip


def _paid_down(options: Namespace) -> tuple[str | None, str | None]:
    """AMOUNT[@DATE]; an empty word is no amount, and is not passed over."""
    if options.down is None:
        return None, None
    down, at, day = options.down.partition("@")
    return (down or None, day) if at else (down, None)


def _given(**words: object) -> dict[str, object]:
    return {word: value for word, value in words.items() if value is not None}


def _listed(words: str | None) -> tuple[str, ...]:
    return () if words is None else tuple(word.strip() for word in words.split(","))


def explain(options: Namespace) -> Said:
    """`explain`: an answer in sentences."""
    case, profile = _both(options)
    asked: Mapping[str, Ask] = {"standing": _standing, "next": _next, "audit": _audit}
    answer = asked[options.of](case, profile, options)
    found = explaining.explain(answer, profile, language=options.lang)
    return _shown(options, profile, found, lambda page: views.explanation_view(_titled(page, answer), found))


def _both(options: Namespace) -> tuple[Case, m.Profile]:
    case = case_of(options)
    return case, profile_of(options, case)


def _standing(case: Case, profile: m.Profile, asked: Namespace) -> standings.Standing:
    return standings.standing(
        case, profile, on=asked.on, readings=readings_of(asked), known_on=asked.known_on, assume=asked.assume
    )


def _next(case: Case, profile: m.Profile, asked: Namespace) -> proposals.NextSteps:
    return proposals.next_steps(
        case, profile, on=asked.on, readings=readings_of(asked), known_on=asked.known_on, assume=asked.assume,
        without=getattr(asked, "without", ()),
    )  # fmt: skip


def _statement(case: Case, profile: m.Profile, asked: Namespace) -> statements.Statement:
    return statements.statement(
        case, profile, on=asked.on, readings=readings_of(asked), known_on=asked.known_on, assume=asked.assume
    )


def _audit(case: Case, profile: m.Profile, asked: Namespace) -> auditing.Audit:
    return auditing.audit(
        case, profile, on=asked.on, readings=readings_of(asked), known_on=asked.known_on, assume=asked.assume
    )


def _titled(page: Page, found: Answer) -> Page:
    page.tell("about", "bold", case=found.case, day=found.on)
    page.gap()
    return page


def _shown(options: Namespace, profile: m.Profile, found: BaseModel, view: Callable[[Page], object]) -> Said:
    """Say an answer as a document, as a page, or in sentences."""
    if getattr(options, "explain", False):
        options.explain = False
        told = explaining.explain(found, profile, language=options.lang)
        return _shown(options, profile, told, lambda page: views.explanation_view(page, told))
    if options.json:
        return Said(ANSWERED, Document(dumps(found, indent=2)))
    page = page_of(options, profile)
    view(page)
    return Said(ANSWERED, page)


# Without a case, and about one ------------------------------------------------------------------------------


def interest(options: Namespace) -> Said:
    """`interest`: interest on a sum."""
    profile = profile_of(options)
    found = figures.interest(
        profile, options.amount, due=options.due, until=options.until, debtor=options.debtor, creditor=options.creditor,
        due_agreed=options.demanded is None and options.received is None, demanded=options.demanded,
        arose=options.arose, received=options.received, region=options.region, agreed_rate=options.agreed_rate,
        readings=readings_of(options), assume=options.assume,
    )  # fmt: skip
    return _shown(options, profile, found, lambda page: views.interest_view(page, found))


def tariff(options: Namespace) -> Said:
    """`tariff`: any fee or value of the profile, or what of a wage can be attached."""
    profile = profile_of(options)
    found = figures.tariff(
        profile, options.name, value=options.value, on=options.on, arose=options.arose, due=options.due,
        mandate=options.mandate, dependants=options.dependants, readings=readings_of(options),
    )  # fmt: skip
    return _shown(options, profile, found, lambda page: views.tariff_view(page, found))


def case_check(options: Namespace) -> Said:
    """`case check`: tell every fault of a case file, or that there is none."""
    case, faults = read_case(source_of(options))
    if faults and options.profile is None and case.jurisdiction is None:
        raise BadInput(faults)
    profile = profile_of(options, case)
    check_read(case, faults, profile)
    if options.json:
        return Said(ANSWERED, Document(json.dumps({"case": case.id, "faults": []}, ensure_ascii=False)))
    page = page_of(options, profile)
    page.tell("case_fits", case=case.id, profile=profile.header.id, version=profile.header.version)
    return Said(ANSWERED, page)


def case_schema(_options: Namespace) -> Said:
    """`case schema`: the JSON Schema of the case document."""
    from collectrules.schemas import schema

    return Said(ANSWERED, document(schema("case")))
