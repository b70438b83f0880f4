"""One function for each command: ask, then write a page or a document."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable

from pydantic import BaseModel

from collectrules import auditing, figures, proposals, standings
from collectrules.checkcase import check_case
from collectrules.cli import views
from collectrules.cli.asked import case_of, page_of, profile_of, readings_of, write
from collectrules.cli.page import Page
from collectrules.documents import dumps
from collectrules.explaining import explain as explained
from collectrules.loader import model as m

ANSWERED = 0
BREACH = 1


def standing(options: Namespace) -> int:
    """`standing`: what is owed."""
    found, profile = _asked(options, standings.standing)
    return _shown(options, profile, found, lambda page: _titled(page, found, views.standing_view))


def next_(options: Namespace) -> int:
    """`next`: what may be done next."""
    found, profile = _asked(options, proposals.next_steps)
    return _shown(options, profile, found, lambda page: _titled(page, found, views.steps_view))


def audit(options: Namespace) -> int:
    """`audit`: was it lawful; status 1 if there is a breach."""
    found, profile = _asked(options, auditing.audit)
    _shown(options, profile, found, lambda page: _titled(page, found, views.audit_view))
    return BREACH if found.breaches else ANSWERED


def explain(options: Namespace) -> int:
    """`explain`: an answer in sentences."""
    asked = {"standing": standings.standing, "next": proposals.next_steps, "audit": auditing.audit}[options.of]
    answer, profile = _asked(options, asked)
    found = explained(answer, profile, language=options.lang)
    return _shown(options, profile, found, lambda page: views.explanation_view(page, found))


def _asked(options: Namespace, ask: Callable[..., BaseModel]) -> tuple:
    case = case_of(options)
    profile = profile_of(options, case)
    found = ask(
        case, profile, on=options.on, readings=readings_of(options), known_on=options.known_on, assume=options.assume
    )
    return found, profile


def _titled(page: Page, found, view) -> None:
    page.tell("about", "bold", case=found.case, day=found.on)
    page.lines.append("")
    view(page, found)


def _shown(options: Namespace, profile: m.Profile, found: BaseModel, view: Callable[[Page], None]) -> int:
    """Print an answer as a document or as a page."""
    if options.json:
        print(dumps(found))
        return ANSWERED
    page = page_of(options, profile)
    view(page)
    write(page)
    return ANSWERED


def interest(options: Namespace) -> int:
    """`interest`: interest on a sum."""
    profile = profile_of(options)
    found = figures.interest(
        profile, options.amount, due=options.due, until=options.until, debtor=options.debtor, creditor=options.creditor,
        due_agreed=options.demanded is None, demanded=options.demanded, agreed_rate=options.agreed_rate,
        readings=readings_of(options), assume=options.assume,
    )  # fmt: skip
    return _shown(options, profile, found, lambda page: views.interest_view(page, found))


def tariff(options: Namespace) -> int:
    """`tariff`: any fee or value of the profile."""
    profile = profile_of(options)
    found = figures.tariff(
        profile, options.name, value=options.value, on=options.on, arose=options.arose, due=options.due,
        readings=readings_of(options),
    )  # fmt: skip
    return _shown(options, profile, found, lambda page: views.tariff_view(page, found))


def case_check(options: Namespace) -> int:
    """`case check`: tell every fault of a case file, or that there is none."""
    case = case_of(options)
    profile = profile_of(options, case)
    check_case(case, profile)
    if options.json:
        print(json.dumps({"case": case.id, "faults": []}, ensure_ascii=False))
        return ANSWERED
    page = page_of(options, profile)
    page.tell("case_fits", case=case.id, profile=profile.header.id, version=profile.header.version)
    write(page)
    return ANSWERED


def case_schema(_options: Namespace) -> int:
    """`case schema`: the JSON Schema of the case document."""
    from collectrules.schemas import schema

    print(json.dumps(schema("case"), indent=2, ensure_ascii=False))
    return ANSWERED
