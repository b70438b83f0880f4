"""Every public function with something else for each of its arguments: an error of ours, by name, and never another."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import pytest

import collectrules as cr

from .common import Document, document, law

ON = "2019-06-03"
FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {name: thing for name in cr.__all__ if inspect.isfunction(thing := getattr(cr, name))}
    | {"Case.with_event": cr.Case.with_event, "Case.void": cr.Case.void}
)
NEVER: Final = (object(), b"bytes", 3 + 4j, lambda: None, memoryview(b"a"))
"""What no argument may be."""
STRANGE: Final = (
    None, True, False, 0, 5, -1, 10**400, 1.5, float("nan"), "", " ", "x", "\ud800", "a" * 10_000, "\x00", "٣", (), [],
    ["en"], [[]], {}, {"a": 1}, {5: 5}, {1}, frozenset(), range(3), dict, NotImplemented, iter([1]),
)  # fmt: skip
"""What an argument may be, or not: it is answered, or refused."""


@cache
def case() -> cr.Case:
    letter: Document = {"id": "a", "on": "2018-10-05", "kind": "reminder", "fee": "100.00"}
    money: Document = {"id": "b", "on": "2018-11-05", "kind": "payment", "amount": "50.00", "received_by": "creditor"}
    return cr.load_case(document(letter, money))


@cache
def sound() -> Mapping[str, Document]:
    """Arguments of every function that are in order."""
    asked: Document = {"case": case(), "profile": law(), "on": ON}
    usual: Document = {"readings": None, "known_on": None, "assume": None}
    step = next(one for one in cr.next_steps(case(), law(), on=ON).proposals if one.status == "open")
    standing = cr.standing(case(), law(), on=ON)
    life = cr.simulate(case(), law(), on=ON, until="2019-09-01")
    month: Document = {"case": case(), "profile": law(), "month": "2018-11", "readings": None, "assume": None}
    return {
        "Case.void": {"self": case(), "event_id": "a", "recorded": None},
        "Case.with_event": {"self": case(), "event": {"on": ON, "kind": "note"}},
        "accept": {**asked, "proposal": step, "readings": None, "records": None},
        "account_letter": {"thing": cr.statement(case(), law(), on=ON), "profile": law(), "kind": None, "parties": None,
                           "language": None},
        "assess": {**asked, "event": {"on": ON, "kind": "note"}, "readings": None},
        "audit": {**asked, **usual},
        "certificate": {"answer": standing, "case": case(), "profile": law(), "readings": None, "arguments": None},
        "check_case": {"case": case(), "profile": law()},
        "choose_law": {"case": case(), "profiles": {"DK": law()}},
        "compare": {**asked, "bounds": {"counts": [3]}, "expectations": {"cost_of_money": "5"}, "readings": None,
                    "assume": None},
        "dump": {"thing": standing},
        "dumps": {"thing": standing, "indent": None},
        "explain": {"thing": standing, "profile": law(), "language": "en"},
        "instalment_plan": {**asked, "instalment": None, "count": 3, "until": None, "down": None, "down_on": None,
                            "first": None, "every": "month", "interest_free": False, "asked_by": "creditor",
                            "granted_by": "creditor", "readings": None},
        "interest": {"profile": law(), "amount": "100", "due": "2018-01-01", "until": ON, "debtor": "consumer",
                     "creditor": "business", "due_agreed": True, "demanded": None, "arose": None, "received": None,
                     "region": None, "kind": "goods_or_services", "agreed_rate": None, "readings": None,
                     "assume": None},
        "load": {"source": cr.dump(standing), "kind": None},
        "load_case": {"source": cr.dump(case())},
        "load_profile": {"profile": "DK", "version": None, "path": None},
        "monthly_statement": {**month, "number": None},
        "next_steps": {**asked, **usual, "without": ()},
        "notice": {**asked, "step": "reminder", "claims": None, "paper": None, "parties": None, "particulars": None,
                   "wording": None, "pay_by": None, "agreement": None, "language": None, "readings": None},
        "plot_lives": {"lives": {"a": life}, "language": None},
        "receipts": {**month, "received_by": "creditor"},
        "settlement_offer": {**asked, "discount": "10%", "pay": None, "waive": (), "base": "total", "order": (),
                             "valid_until": None, "readings": None, "assume": None},
        "show": {"thing": standing, "profile": law(), "language": None},
        "side_by_side": {"lives": {"a": life, "b": life}},
        "simulate": {**asked, "until": "2019-09-01", "behaviour": "never_pays", "workflow": None, "also": (),
                     "others": None, "arrives": None, "readings": None},
        "stale": {"profile": law(), "on": ON},
        "standing": {**asked, **usual},
        "statement": {**asked, **usual},
        "tariff": {"profile": law(), "name": "fee.reminder", "value": None, "on": ON, "arose": None, "due": None,
                   "contract": None, "mandate": None, "creditor_recovers_vat": None, "debtor": "consumer",
                   "dependants": None, "readings": None},
        "timeline": {**asked, "readings": None, "assume": None},
        "upgrade": {"document": cr.dump(standing)},
        "verify": {"certificate": cr.dump(cr.certificate(standing, case(), law())), "profile": None},
    }  # fmt: skip


ARGUMENTS = [(name, word) for name, function in FUNCTIONS.items() for word in inspect.signature(function).parameters]


def called(name: str, /, **other: object) -> object:
    """Call a public function, and look at what it answers as a host does."""
    found = FUNCTIONS[name](**{**sound()[name], **other})
    if isinstance(found, cr.Case | cr.Standing):
        cr.dumps(found).encode()
    return found


@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_the_sound_arguments_are_all_there_and_answered(name: str) -> None:
    assert set(sound()[name]) == set(inspect.signature(FUNCTIONS[name]).parameters)
    if name != "plot_lives":
        called(name)


ASKED = [one for one in ARGUMENTS if one[1] != "self"]


@pytest.mark.parametrize(("name", "word"), ASKED, ids=str)
def test_nothing_but_an_error_of_ours_comes_out(name: str, word: str) -> None:
    """Whatever an argument is: an answer, or an error with a code and a place, which can be written down."""
    for value in STRANGE:
        found = refusal(name, word, value)
        assert found is None or all(fault.code and fault.path for fault in found.faults), value
        str(found).encode()


@pytest.mark.parametrize(("name", "word"), ASKED, ids=str)
def test_what_no_argument_can_be_is_refused(name: str, word: str) -> None:
    assert [value for value in NEVER if refusal(name, word, value) is None] == []


def refusal(name: str, word: str, value: object) -> cr.CollectRulesError | None:
    try:
        called(name, **{word: value})
    except cr.CollectRulesError as error:
        return error
    return None


BLANK = ("", 0, False, (), [], frozenset())
"""What Python takes for nothing; only what is left out is nothing."""
QUIET = [
    ("account_letter", "language", BLANK), ("account_letter", "parties", BLANK), ("notice", "language", BLANK),
    ("notice", "parties", BLANK), ("explain", "language", BLANK), ("show", "language", BLANK),
    ("show", "profile", BLANK), ("plot_lives", "language", BLANK), ("certificate", "readings", BLANK),
    ("certificate", "arguments", BLANK), ("tariff", "creditor_recovers_vat", ("", 0, 1, (), {})),
    ("next_steps", "without", ("", {}, frozenset(), {"a": 1}, "reminder")), ("dumps", "indent", ("", " ", True, -1)),
    ("interest", "region", ("", " ", b"x")), ("monthly_statement", "number", ("", " ", "\ud800", "1\n2", 1)),
    ("Case.void", "event_id", (None, b"a", 0)), ("receipts", "received_by", (None, "", [], b"creditor")),
    ("check_case", "profile", (None, "DK")), ("dumps", "thing", (None, {})), ("load", "kind", ("Case", dict, 5)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "word", "values"), QUIET, ids=str)
def test_what_is_no_value_is_not_taken_for_none(name: str, word: str, values: tuple[object, ...]) -> None:
    found = {repr(value): refusal(name, word, value) for value in values}
    assert [value for value, error in found.items() if error is None or word not in _words(error)] == []


def _words(error: cr.CollectRulesError) -> set[str]:
    """The places told; a faulty party, such as `parties.debtor`, is one of the argument."""
    return {fault.path.partition(".")[0] for fault in error.faults}


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        (("id",), b"bytes", "wrong_type", "id"), (("id",), " ", "empty_text", "id"),
        (("claims", 0, "id"), b"1", "wrong_type", "claims[0].id"),
        (("claims", 0, "id"), "\u2003", "empty_text", "claims[0].id"),
        (("events",), frozenset(), "wrong_type", "events"), (("events",), {}, "wrong_type", "events"),
        (("claims",), {1}, "wrong_type", "claims"), (("events",), iter(()), "wrong_type", "events"),
        (("events", 0, "id"), b"a", "wrong_type", "events[0].id"),
        (("events", 0, "claims"), frozenset("1"), "wrong_type", "events[0].claims"),
        (("events", 0, "comment"), b"x", "wrong_type", "events[0].comment"),
        (("references",), {"a": b"x"}, "wrong_type", "references.a"), (("debtor", "registers"), {}, "wrong_type",
                                                                       "debtor.registers"),
    ],
)  # fmt: skip
def test_a_document_takes_texts_and_lists_alone(
    place: tuple[str | int, ...], value: object, code: str, path: str
) -> None:
    found: Any = cr.dump(case())
    part = found
    for word in place[:-1]:
        part = part[word]
    part[place[-1]] = value
    with pytest.raises(cr.BadInput) as error:
        cr.load_case(found)
    assert (code, path) in [(fault.code, fault.path) for fault in error.value.faults]
