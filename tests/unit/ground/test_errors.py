"""Every error carries all its faults, and each fault says where, what was expected and what stood there."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectrules.ground import errors
from collectrules.ground.errors import (
    BadInput,
    BadProfile,
    CollectRulesError,
    Fault,
    InternalInconsistency,
    LimitExceeded,
    NotModelled,
    NotYetPublished,
    StaleProposal,
    bad_input,
    nearest,
    shown,
)

FAMILY = [
    BadInput,
    BadProfile,
    CollectRulesError,
    InternalInconsistency,
    LimitExceeded,
    NotModelled,
    NotYetPublished,
    StaleProposal,
]
FAULTS = (
    Fault(
        code="F48",
        path="time.toml: holidays.x",
        expected="a day",
        line=7,
        got="'02-30'",
        nearest="02-29",
        law="x-1",
    ),
    Fault(code="F05", path="fees.toml: fee.x.what", expected="a sentence"),
)


class Unshowable:
    def __repr__(self) -> str:
        raise KeyError("debtor")


def test_the_list_above_is_the_whole_family() -> None:
    found = {thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, Exception)}
    assert found == set(FAMILY)


@pytest.mark.parametrize("error", FAMILY)
def test_every_error_is_caught_by_the_root(error: type[CollectRulesError]) -> None:
    with pytest.raises(CollectRulesError):
        raise error(FAULTS)


@pytest.mark.parametrize(("error", "parent"), [(LimitExceeded, BadInput), (NotYetPublished, NotModelled)])
def test_a_narrow_error_is_caught_by_the_wider_one(
    error: type[CollectRulesError], parent: type[CollectRulesError]
) -> None:
    with pytest.raises(parent):
        raise error(FAULTS)


@pytest.mark.parametrize("error", FAMILY)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_survives_pickling_with_all_its_faults(error: type[CollectRulesError], protocol: int) -> None:
    sent = error(FAULTS)
    received = pickle.loads(pickle.dumps(sent, protocol))  # noqa: S301  # the bytes are our own
    assert type(received) is error
    assert received.faults == FAULTS
    assert str(received) == str(sent)


def test_a_copied_error_keeps_its_faults() -> None:
    assert copy.deepcopy(BadProfile(FAULTS)).faults == FAULTS


def test_the_message_names_every_fault_on_its_own_line() -> None:
    assert str(BadProfile(FAULTS)).splitlines() == [
        "time.toml: holidays.x (line 7): expected a day, got '02-30'; did you mean 02-29? [F48]",
        "fees.toml: fee.x.what: expected a sentence [F05]",
    ]


def test_one_fault_may_stand_alone() -> None:
    assert NotModelled(FAULTS[0]).faults == FAULTS[:1]


def test_the_code_is_that_of_the_first_fault() -> None:
    assert BadProfile(FAULTS).code == "F48"


def test_a_fault_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        FAULTS[0].code = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("amont", ["law", "amount"], "amount"),
        ("max_remidners", ["reminders", "max_reminders"], "max_reminders"),
        ("due", ["claim_due", "claim_arose"], None),
        ("zzz", ["amount"], None),
        ("", ["amount"], None),
        ("amount", [], None),
    ],
)
def test_the_nearest_word_is_one_that_may_have_been_meant(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=8))
def test_the_nearest_word_is_known_and_a_known_word_is_its_own_nearest(word: str, known: list[str]) -> None:
    assert nearest(word, known) in {*known, None}
    assert not word or nearest(word, [*known, word]) == word


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1,5", "'1,5'"),
        (True, "True"),
        (Unshowable(), "Unshowable"),
        (10**6_000, "int"),
        ("line\nfeed\x1b[31m", r"'line\nfeed\x1b[31m'"),
        ("\u202eright to left \ud800", r"'\u202eright to left \ud800'"),
    ],
    ids=["text", "flag", "unshowable", "long number", "control characters", "direction and surrogate"],
)
def test_a_bad_value_is_shown_safely(value: object, text: str) -> None:
    assert shown(value) == text


@given(st.text(max_size=200) | st.integers() | st.lists(st.text(), max_size=5) | st.binary(max_size=100))
def test_what_is_shown_is_short_and_on_one_line(value: object) -> None:
    text = shown(value)
    assert len(text) <= 60
    assert text.isprintable()


def test_a_long_value_is_cut_with_a_sign() -> None:
    assert shown("a" * 10**6) == "'" + "a" * 57 + "…"


def test_bad_input_is_one_fault() -> None:
    error = bad_input("amount_format", "amount", "digits", "1,5", "1.5")
    assert error.faults == (Fault(code="amount_format", path="amount", expected="digits", got="'1,5'", nearest="1.5"),)
    assert bad_input("missing", "amount", "an amount").faults[0].got is None
