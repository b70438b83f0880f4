"""Counter-examples as case files: what a proof or a search found, written as a golden case that anybody can run.

A golden case says what should come out; run by `profile check` or by a test, this one fails as long as the profile is
as it was.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from collectrules.checking.golden import case_faults
from collectrules.checking.resolving import ABSENT
from collectrules.checking.rows import Golden
from collectrules.checking.spaces import TODAY
from collectrules.checking.supposing import recent
from collectrules.checking.telling import Proved, plain
from collectrules.fold.facts import GIVEN
from collectrules.ground.errors import CollectRulesError, Fault
from collectrules.ground.money import EXACT, exponent, to_major
from collectrules.loader import model as m
from collectrules.loader.findings import Findings
from collectrules.loader.read import read_table

Document = dict[str, Any]
_NAME: Final = re.compile(r"[^a-z0-9]+")
_LATER: Final = dt.timedelta(days=60)
_DAY: Final = dt.timedelta(days=1)
_APART: Final = dt.timedelta(days=45)
_CLAIM: Final = {
    "claim_kind": "kind", "lease": "lease", "goods_or_services": "goods_or_services", "principal": "amount",
    "open_principal": "amount", "claims_together": "amount", "claim_due": "due", "claim_arose": "arose",
    "contract": "contract", "contract_made": "contract", "invoiced": "invoiced", "performed": "performed",
    "due_is": "due_is", "secured": "secured", "credit_amount": "credit_amount", "apr": "apr",
}  # fmt: skip
"""Facts that a claim says, and its words for them."""
_PARTY: Final = {
    "debtor": ("debtor", "kind"), "debtor_natural": ("debtor", "natural"), "debtor_abroad": ("debtor", "abroad"),
    "debtor_registered": ("debtor", "registered"), "debtor_form": ("debtor", "legal_form"),
    "creditor": ("creditor", "kind"), "creditor_natural": ("creditor", "natural"),
    "creditor_recovers_vat": ("creditor", "recovers_vat"),
}  # fmt: skip
_ERRORS: Final[Mapping[str, frozenset[str]]] = {
    "F20": frozenset({"two_rules", "rate_conflict"}), "F21": frozenset({"no_rate"}), "F40": frozenset({"allocation"}),
    "F61": frozenset({"two_rules"}), "F78": frozenset({"no_version"}), "N78": frozenset({"no_version"}),
    "F77": frozenset(), "N88": frozenset({"missing_fact"}),
}  # fmt: skip
"""Code of a finding → the errors by which an answer shows it; none does where a sum is missing in silence."""
_SUM_OF: Final = {"compensation_claimed": "amount"}
"""Kind of letter → the word for its sum, where that is not `fee`."""
_AGREED: Final = frozenset({"fee_agreed", "agreed_fee"})
_FOLLOWS: Final = frozenset({"merchants", "claim_law", "commercial", "overdue", "in_default", "act_day", TODAY})
"""Facts that follow from what is said by the others, or from the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """A case file that shows a finding: its place and code, the name and text of the file, and whether it was seen.

    `fails` says that the case was asked, and does not come out as it should.
    """

    code: str
    place: str
    message: str | None
    name: str
    text: str
    fails: bool


def counterexample(proved: Proved, profile: m.Profile, number: int) -> Counterexample | None:
    """Return the case file that shows a finding; None where no case can."""
    if not proved.values and proved.history is None:
        return None
    try:
        texts = [written(table) for table in _tables(proved, profile)]
    except (ValueError, KeyError, TypeError):
        return None  # facts that no case document can say
    meant = _ERRORS.get(proved.fault.code)
    text = next((one for one in texts if _fails(one, profile, meant)), texts[0])
    fails = _fails(text, profile, meant)
    if not fails and _fails(text, profile, None):
        return None  # it ends with an error of its own, and shows nothing of this
    fault = proved.fault
    own = fault.path.partition(": ")[2] or fault.path
    name = f"{fault.code.lower()}_{number}_{_NAME.sub('_', own.lower()).strip('_')}.toml"
    return Counterexample(code=fault.code, place=fault.path, message=fault.message, name=name, text=text, fails=fails)


def _tables(proved: Proved, profile: m.Profile) -> Iterator[Document]:
    """Yield the cases that may show a finding: of facts all that is told, then without what happened meanwhile.

    Facts that hold together by themselves may not do so one after another: a title settles what was disputed.
    """
    history = proved.history
    if history is not None and "way" in history:
        yield _of_way(proved.fault, history["way"], profile)  # type: ignore[arg-type]
    elif history is not None:
        yield _of_step(proved.fault, history, profile)
    else:
        yield _of_facts(proved, profile)
        if any(_event(fact, value, profile) for fact, value in proved.values.items()):
            yield _of_facts(proved, profile, happened=False)


def _of_step(fault: Fault, history: Mapping[str, object], profile: m.Profile) -> Document:
    """The case before a step of a workflow, on its day: what is asked is what the policy would do next.

    With the step itself among the facts the case would never come right, whatever becomes of the policy.
    """
    events: Sequence[Mapping[str, object]] = history["events"]  # type: ignore[assignment]  # `written` wrote a document
    given = {word: value for word, value in history.items() if word not in {"format", "id"}}
    given |= {"assume": "carry_forward", "events": list(events[:-1])}
    wrong = "waits_too_short" if fault.code == "N85" else "fee_refused" if fault.path.endswith(".fee") else "breaches"
    expect = {f"policy.{wrong}": 0 if wrong == "breaches" else False}
    return _case(fault, profile, dt.date.fromisoformat(str(events[-1]["on"])), given, expect)


def _case(fault: Fault, profile: m.Profile, on: dt.date, given: Document, expect: Document) -> Document:
    laws = [key for key in (fault.law or "").split(", ") if key in profile.law]
    return {
        "name": f"Counter-example to {fault.path.partition(': ')[2]} [{fault.code}]"[:120], "on": on,
        "because": str(fault.message), "law": laws, "worked": "found by the checker, expected by the laws it names",
        "expect": expect, "given": given,
    }  # fmt: skip


# A way past a notice ---------------------------------------------------------------------------------------


def _of_way(fault: Fault, way: Sequence[tuple[str, str]], profile: m.Profile) -> Document:
    """Acts one after another, far enough apart; the last of them should be shut, or not be there."""
    day = recent(profile)
    given = _plain_case(profile, day)
    events = []
    for act, _ in way[:-1]:
        if profile.act[act].by != "time":
            day += _APART
            events.append({"on": day.isoformat(), "kind": act, "claims": ["1"]})
    given["events"] = events
    return _case(fault, profile, day + _APART, given, {f"next.{way[-1][0]}[status=open].action": ABSENT})


def _plain_case(profile: m.Profile, due: dt.date) -> Document:
    arose = due - _LATER
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": arose.isoformat(),
             "due": due.isoformat(), "due_is": "agreed"}  # fmt: skip
    claim |= dict.fromkeys(("contract", "performed", "invoiced", "received"), claim["arose"])
    region = {"region": profile.header.regions[0]} if profile.header.regions else {}
    return {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, **region, "claims": [claim],
            "assume": "carry_forward"}  # fmt: skip


# Facts -----------------------------------------------------------------------------------------------------


def _of_facts(proved: Proved, profile: m.Profile, *, happened: bool = True) -> Document:
    """A case of which the facts are true, as far as a document says them; what it does not say stands in `because`."""
    values = dict(proved.values)
    today = values.get(TODAY) or values.get("act_day")
    due = values.get("claim_due") or (today - _LATER if isinstance(today, dt.date) else recent(profile))
    assert isinstance(due, dt.date)  # noqa: S101  # the facts are days
    on = today + _DAY if isinstance(today, dt.date) else due + _LATER
    given, left = _plain_case(profile, due), []
    claim = given["claims"][0]
    claim["arose"] = min(
        due, *(day for word in ("claim_arose",) if isinstance(day := values.get(word), dt.date)), due - _LATER
    ).isoformat()
    if values.get("claim_law") == "public" and "claim_kind" not in values:
        claim["kind"] = "public_law"
    if proved.fault.path.partition(": ")[2].startswith(("interest.", "rate.")):
        claim["interest_from"] = (due + _DAY).isoformat()  # whatever begins interest: the day of the finding bears some
    for fact, value in values.items():
        if not (happened or not _event(fact, value, profile)) or not _said(fact, value, given, profile, min(on, due)):
            left.append(f"{fact} = {plain(value)}")
    if proved.fault.path.partition(": ")[2].startswith("allocation"):
        given.setdefault("events", []).append({"on": on.isoformat(), "kind": "payment", "amount": "1.00"})
    letter = _letter(proved.fault, profile)
    if letter:
        given.setdefault("events", []).append({"on": on.isoformat(), **letter})
    fault = proved.fault
    table = _case(fault, profile, max(on, due), given, {"error": ABSENT})
    table["because"] += f" (not said by the case: {', '.join(left)})" if left else ""
    return table


def _letter(fault: Fault, profile: m.Profile) -> Document:
    """The letter or act that a fee is about: only there the law is asked which fee applies."""
    kind, _, name = fault.path.partition(": ")[2].partition(".")
    fee = profile.fee.get(name.partition(".")[0]) if kind == "fee" and fault.code in {"F20", "F78"} else None
    return {} if fee is None else {"kind": fee.act, "claims": ["1"], _SUM_OF.get(fee.act, "fee"): "1.00"}


def _said(fact: str, value: object, given: Document, profile: m.Profile, day: dt.date) -> bool:
    """Write a fact into a case; False if a case says it nowhere."""
    if fact in _FOLLOWS:
        return True
    told = _text(value, profile)
    if fact in _CLAIM:
        if value != "none":
            given["claims"][0][_CLAIM[fact]] = told
        return True
    if fact in _AGREED:
        return _agreed(fact, value, given["claims"][0], profile)
    if fact in _PARTY:
        side, word = _PARTY[fact]
        given[side][word] = told
        return True
    if fact.startswith("reading."):
        given.setdefault("readings", {})[fact.removeprefix("reading.")] = value
        return True
    event = _event(fact, value, profile)
    if event:
        given.setdefault("events", []).append({"on": day.isoformat(), **event})
    return event is not None


def _agreed(fact: str, value: object, claim: Document, profile: m.Profile) -> bool:
    """Write what was agreed on a fee for letters: how much, and whether before the claim arose."""
    if value == "no":
        return True
    fee = claim.setdefault("agreements", {}).setdefault("reminder_fee", {"amount": "1.00", "agreed_on": claim["arose"]})
    if fact == "agreed_fee":
        fee["amount"] = _text(value, profile)
        return True
    day = dt.date.fromisoformat(claim["arose"])
    fee["agreed_on"] = (day - _DAY if value == "before_arose" else day + _DAY).isoformat()
    return True


def _event(fact: str, value: object, profile: m.Profile) -> Document | None:
    """The event that makes a fact true: empty where it is true without one, None where there is none."""
    if fact == "disputed":
        return {"kind": "dispute"} if value else {}
    if fact == "debtor_insolvent":
        return {"kind": "insolvency_opened", "name": value} if value != "no" else {}
    if fact == "debtor_deceased":
        return {"kind": "debtor_died"} if value else {}
    if fact == "title":
        known = value in profile.title or value == "none"  # any other stands for all that no rule names
        return {"kind": "title_obtained", "title": value} if known and value != "none" else {} if known else None
    if fact in GIVEN and not isinstance(value, frozenset):
        return {"kind": "fact", "name": fact, "value": str(value) if isinstance(value, Decimal) else value}
    return None


def _text(value: object, profile: m.Profile) -> object:
    if isinstance(value, Decimal):
        return str(EXACT.quantize(value, to_major(1, exponent(profile.header.currency))))
    return value.isoformat() if isinstance(value, dt.date) else value


# The file --------------------------------------------------------------------------------------------------


def written(table: Mapping[str, object]) -> str:
    """Return a golden case as the text of a file.

    >>> print(written({"name": "x", "on": dt.date(2024, 1, 2), "expect": {"owed.total": 0}, "given": {"id": "1"}}))
    [[case]]
    name = "x"
    on = 2024-01-02
    expect = { "owed.total" = 0 }
    [case.given]
    id = "1"
    <BLANKLINE>
    """
    head = [f"{word} = {_toml(value)}" for word, value in table.items() if word != "given"]
    given = table["given"]
    assert isinstance(given, Mapping)  # noqa: S101  # every golden case has one
    return "\n".join(["[[case]]", *head, "[case.given]", *_lines(given), ""])


def _lines(given: Mapping[str, object]) -> Iterator[str]:
    for word, value in given.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{word} = ["
            yield from (f"  {_toml(item)}," for item in value)
            yield "]"
        else:
            yield f"{word} = {_toml(value)}"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(word)} = {_toml(item)}" for word, item in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _key(word: object) -> str:
    return str(word) if re.fullmatch(r"[A-Za-z0-9_-]+", str(word)) else json.dumps(word)


def _fails(text: str, profile: m.Profile, meant: frozenset[str] | None) -> bool:
    """Ask the case as it would be read from its file; whether it comes out otherwise than it should.

    One that ends with an error shows a finding only by an error that is `meant`: another has reasons of its own.
    """
    faults = Findings()
    table = tomllib.loads(text, parse_float=Decimal)["case"][0]
    case = read_table(m.GoldenCase, table, "counterexample: case[1]", faults, file="counterexample.toml")
    if not isinstance(case, m.GoldenCase):
        return False
    try:
        return any(
            fault.code == "F67" and ".expect." in fault.path and (meant is None or str(fault.got).strip("'") in meant)
            for fault in case_faults(Golden("counterexample", case), profile)
        )
    except CollectRulesError:
        return False
