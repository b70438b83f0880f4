"""What the tests of letters share: all that a letter may need beside its case, and which statement rests on what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import collectrules as cr

WHO: dict[str, Any] = {
    "name": "Name", "address": ["Street 1", "1000 Town"], "account": "Account 1", "payment_reference": "17",
    "email": "who@example.org", "phone": "12 34 56", "signatory": "A. Signatory",
}  # fmt: skip
SAID = {"ground": "Goods", "contract_date": "2023-11-02", "reference": "Invoice 17", "file_number": "2026/17"}


@dataclass(frozen=True)
class Paper:
    """A letter of a step that is open: the facts, and what it needs beside parties, particulars and an agreement."""

    step: str
    on: str
    events: tuple[dict[str, Any], ...] = ()
    claim: Mapping[str, Any] = field(default_factory=dict)
    case: Mapping[str, Any] = field(default_factory=dict)
    agreement: str | None = None
    named: str | None = None
    sender: bool = False
    pay_by: str | None = None
    wording: Mapping[str, str] = field(default_factory=dict)

    def document(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        """The case as a document, on a plain one."""
        claim = {**plain["claims"][0], **self.claim}
        return {**plain, **self.case, "claims": [claim], "events": list(self.events)}

    def inputs(self) -> dict[str, Any]:
        """All that the letter may need beside the case."""
        who = ("creditor", "debtor", "office", "authority", "trial_court") + (("sender",) if self.sender else ())
        return {
            "parties": {side: dict(WHO) for side in who},
            "particulars": {"c1": dict(SAID)},
            "wording": dict(self.wording),
        } | ({} if self.pay_by is None else {"pay_by": self.pay_by})


def write(law: cr.Profile, plain: Mapping[str, Any], paper: Paper, language: str, without: str = "") -> cr.Notice:
    """Write a letter in a language, one of its inputs left out."""
    case = cr.load_case(paper.document(plain))
    given = deepcopy(paper.inputs())
    agreement: Any = None
    if paper.agreement == "plan":
        agreement = cr.instalment_plan(case, law, on=paper.on, count=3)
    elif paper.agreement == "offer":
        until = dt.date.fromisoformat(paper.on) + dt.timedelta(days=14)
        agreement = cr.settlement_offer(case, law, on=paper.on, discount="10%", valid_until=until)
    if without == "agreement":
        agreement = None
    elif without:
        *path, last = without.split(".")
        place = given
        for key in path:
            place = place[key]
        del place[last]
    return cr.notice(
        case, law, paper.step, on=paper.on, paper=paper.named, language=language, agreement=agreement, **given
    )


def rests_on(law: cr.Profile, name: str, paper: Paper) -> dict[str, set[str]]:
    """Which statements cannot be made without an input."""
    writer = "sender" if paper.sender else "creditor"
    signs = {side: {"signature"} if side in law.notice[name].signed_by else set() for side in ("creditor", "debtor")}
    found: dict[str, set[str]] = {
        "parties.creditor": {"creditor", "client"},
        "parties.creditor.address": {"creditor", "client"},
        "parties.debtor": {"debtor"} | signs["debtor"],
        "parties.debtor.address": {"debtor"},
        f"parties.{writer}.account": {"how_to_pay"},
        f"parties.{writer}.phone": {"contact"},
        "parties.authority": {"supervisory_authority"},
        "parties.trial_court": {"trial_court"},
        "parties.authority.email": {"supervisory_authority"},
        "particulars.c1.ground": {"ground"},
        "particulars.c1.contract_date": {"contract_date"},
        "particulars.c1.reference": {"claim_reference"},
        "particulars.c1.file_number": {"file_number"},
    }
    if paper.sender:
        found["parties.sender.address"] = {"sender", "contact"}
        if any(one["kind"] == "handed_over" for one in paper.events):
            found["parties.sender"] = {"sender"}  # else the creditor writes himself
    else:
        found["parties.creditor"] |= {"how_to_pay", "contact", "sender"} | signs["creditor"]
        found["parties.creditor.address"] |= {"contact", "sender"}
    if paper.agreement is not None:
        found["agreement"] = {"instalments"} if paper.agreement == "plan" else {"saving", "deadline"}
    if paper.pay_by is not None:
        found["pay_by"] = {"deadline"}
    return found | {f"wording.{word}": {word} for word in paper.wording}


def asked(letter: cr.Notice) -> set[str]:
    """The statements of a letter that a law asks for."""
    return {one.key for one in letter.contents if one.law}


def digits(text: str) -> int:
    """A sum as a number of its smallest units."""
    return int("".join(sign for sign in text if sign.isdigit()))


def check_whole(law: cr.Profile, plain: Mapping[str, Any], name: str, paper: Paper) -> None:
    """Nothing lacks, in each language; the total is the sum of the lines, and no place is left to fill."""
    for language in law.header.languages:
        letter = write(law, plain, paper, language)
        assert (letter.notice, letter.missing) == (name, ())
        rule = law.notice[name]
        assert set(rule.must_state) | set(rule.must_state_for_costs) <= asked(letter)
        owed = letter.letter.tables[0]
        assert owed.last is not None
        assert digits(owed.last[-1]) == sum(digits(row[-1]) for row in owed.rows) > 0
        assert "{" not in letter.text
        if rule.goes_to == "debtor":
            assert letter.letter.recipient[0] == WHO["name"]


def check_each_input(law: cr.Profile, plain: Mapping[str, Any], name: str, paper: Paper) -> None:
    """Without an input each statement that rests on it lacks, and no other."""
    language = law.header.languages[0]
    whole = asked(write(law, plain, paper, language))
    for place, rest in rests_on(law, name, paper).items():
        letter = write(law, plain, paper, language, place)
        assert {one.key for one in letter.missing} == rest & whole, place
        assert asked(letter) == whole - rest, place


def figures(letter: cr.Notice) -> dict[str, list[str]]:
    """The sums that a letter states."""
    keys = ("principal", "interest_rate_and_period", "each_fee", "total")
    return {one.key: [str(item.amount) for item in one.items] for one in letter.contents if one.key in keys}
