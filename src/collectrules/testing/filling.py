"""Cases with everything that a document can say beside: remarks, references, agreements, days of every kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from hypothesis import assume
from hypothesis import strategies as st

from collectrules.answers.documents import dump
from collectrules.fold.checkcase import check_case
from collectrules.ground.errors import BadInput
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case
from collectrules.testing.facts import cases
from collectrules.testing.values import Document

_TEXTS: Final = (
    "x", "Ærø & Œuvre – „Žižek“", "two\nlines", "'; DROP TABLE fact; --", "=SUM(A1)", "{0} %s", "  spaces  ",
    "日本語 🙂",
)  # fmt: skip
_PERCENTS: Final = ("4.00", "9.5", "12.125", "24.00")
_EITHER: Final = (True, False)
_Words = Mapping[str, Callable[[Document], st.SearchStrategy[Any]]]


def _one(*options: object) -> Callable[[Document], st.SearchStrategy[Any]]:
    return lambda _found: st.sampled_from(options)


def _day(word: str) -> Callable[[Document], st.SearchStrategy[Any]]:
    return lambda found: st.just(found[word])


_CLAIM: Final[_Words] = {
    "reference": _one("Invoice 8520", "A/1-B_2"), "contract": _day("arose"), "performed": _day("arose"),
    "demanded": _day("invoiced"), "known": _day("arose"), "relationship": _one("r"),
    "secured": _one("none", "guarantee", "pledge", "land"), "goods_or_services": _one(*_EITHER),
    "agreements": _one(
        {"rate": {"percent": "3.00", "kind": "margin"}}, {"costs": True, "default_notice": False},
        {"reminder_fee": {"amount": "15.00", "at_most": 2, "gap_days": 14}},
    ),
}  # fmt: skip
_EVENT: Final[_Words] = {
    "by": _one("clerk-7"), "comment": _one(*_TEXTS), "evidence": _one(*_TEXTS), "reference": _one("2024/17"),
    "recorded": _day("on"),
}  # fmt: skip
_CASE: Final[_Words] = {
    "handler": _one("clerk-7"), "references": _one({"court": "B 12/24"}, {"a": "1", "b": "2"}),
    "unverified": _one(*_EITHER),
}  # fmt: skip


@st.composite
def full_cases(draw: st.DrawFn, profile: Profile) -> Case:
    """Return a case of which any optional word may be said, also those that no answer asks.

    Args:
        draw: given by Hypothesis, not by the caller.
        profile: the law.

    """
    case: Document = dict(dump(draw(cases(profile))))
    _fill(draw, case, _CASE)
    for claim in case["claims"]:
        _fill(draw, claim, _CLAIM)
        if draw(st.integers(0, 3)) == 0:
            _agree(draw, claim)
    for event in case["events"]:
        _fill(draw, event, _EVENT)
    if draw(st.booleans()) and profile.workflow:
        case["workflow"] = draw(st.sampled_from(sorted(profile.workflow)))
    if draw(st.booleans()) and profile.reading:
        name = draw(st.sampled_from(sorted(profile.reading)))
        case["readings"] = {name: draw(st.sampled_from(sorted(profile.reading[name].options)))}
    try:
        return check_case(load_case(case), profile)
    except BadInput:  # two words that do not go together
        assume(condition=False)
        raise


def _fill(draw: st.DrawFn, found: Document, words: _Words) -> None:
    for word, values in words.items():
        if word not in found and draw(st.integers(0, 2)) == 0:
            found[word] = draw(values(found))


def _agree(draw: st.DrawFn, claim: Document) -> None:
    """A rate in its short form, or a credit with its own words."""
    if draw(st.booleans()) and "agreements" not in claim:
        claim["agreed_rate"] = draw(st.sampled_from(_PERCENTS))
    else:
        claim |= {"apr": draw(st.sampled_from(_PERCENTS)), "credit_amount": claim["amount"]}
