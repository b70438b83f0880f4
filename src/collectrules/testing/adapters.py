"""Prove that a mapping loses nothing: a case goes into the host's rows and comes back, and gives the same answers.

The host gives two functions. `from_case` takes a case document (plain data, days and amounts as text) and returns
whatever the host keeps, or stores it and returns a key; `to_case` makes a case document, or a `Case`, of that again:

    >>> import json
    >>> import collectrules as cr
    >>> from collectrules.testing import survives
    >>> case = cr.load_case({
    ...     "id": "1", "jurisdiction": "DK", "currency": "DKK",
    ...     "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    ...     "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2024-01-31"}],
    ... })
    >>> survives(case, cr.load_profile("DK"), from_case=json.dumps, to_case=json.loads)

`survives` tries one case, such as one of the host's own; `loses_nothing` tries documents that together hold every field
of a case, then draws many more, and needs Hypothesis for these.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from collectrules.answers.documents import dump
from collectrules.ground.errors import CollectRulesError, Fault
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case, read_case
from collectrules.testing.asking import ABSENT, Difference, differences, everything

if TYPE_CHECKING:
    from hypothesis import strategies as st

Rows = TypeVar("Rows")
Document = dict[str, Any]
_NUMBERS: Final = re.compile(r"\[\d+\]")
_PYTHONS: Final = re.compile(r"_(?=\.|\[|$)")
"""What Python adds to a word of its own: `as` of a document is `as_` of the event."""
_MOST_TOLD: Final = 20
_SHORT: Final = 60


class Lost(AssertionError):
    """What a mapping lost or changed; `fields` holds the place of each in the case document, as in `claims[0].due`."""

    def __init__(self, case: Case, told: Mapping[str, str]) -> None:
        """Keep the places; the message says of each field once what stood there and what came back."""
        self.fields = tuple(told)
        first = list({_NUMBERS.sub("", place): place for place in reversed([*told])}.values())[::-1]
        lines = [f"{place}: {told[place]}" for place in first[:_MOST_TOLD]]
        rest = len(told) - len(lines)
        more = [f"and {rest} more"] if rest else []
        super().__init__("\n".join([f"case {_brief(case.id)} came back otherwise", *lines, *more]))


def survives(
    case: Case, profile: Profile, *, from_case: Callable[[Document], Rows],
    to_case: Callable[[Rows], Case | Mapping[str, object]], on: dt.date | None = None, but: Collection[str] = (),
) -> None:  # fmt: skip
    """Check that one case comes back whole from the host's rows, and is answered alike.

    Facts, ids and their order, days, and amounts to the last unit must be the same; `10.0` and `10.00` are.

    Args:
        case: the case.
        profile: the law.
        from_case: case document → what the host keeps.
        to_case: that → case document, or case.
        on: the day on which answers are compared; the last of the case, if left out.
        but: fields that the host knowingly does not keep, without numbers: `events.comment`, `references`.

    Raises:
        Lost: a field that differs, is missing or is new; or an answer that differs.

    """
    back, faults = _read(case, to_case(from_case(dump(case))))
    found = {place: told for place, told in _fields(back, case).items() if not _left_out(place, but)}
    if found or faults:
        raise Lost(case, {**faults, **found})
    if not but:
        _answered_alike(back, case, profile, on)


def _read(case: Case, found: Case | Mapping[str, object]) -> tuple[Case, dict[str, str]]:
    """The case that came back, and what is wrong with it if it no longer loads."""
    if isinstance(found, Case):
        return found, {}
    try:
        back, faults = read_case(found)
    except CollectRulesError as error:
        raise Lost(case, _faults(error.faults)) from error
    return back, _faults(faults)


def _faults(faults: Sequence[Fault]) -> dict[str, str]:
    return {fault.path: f"{fault.expected} [{fault.code}]" for fault in faults}


def _fields(back: Case, case: Case) -> dict[str, str]:
    return {_PYTHONS.sub("", one.place): _told(one) for one in differences(back, case)}


def _told(one: Difference) -> str:
    got, expected = _brief(one.got), _brief(one.expected)
    if one.got is ABSENT or one.got is None:
        return f"{expected} is lost"
    return f"{got} is new" if one.expected is ABSENT or one.expected is None else f"{expected} became {got}"


def _brief(value: object) -> str:
    """A value as a line can hold it; of a long text both ends, as the end is what gets lost."""
    text = str(value)
    text = text if text.isprintable() else repr(text)[1:-1]
    return text if len(text) <= _SHORT else f"{text[: _SHORT // 2]}…{text[-_SHORT // 4 :]} ({len(text)} characters)"


def _left_out(place: str, but: Collection[str]) -> bool:
    plain = _NUMBERS.sub("", place)
    return any(plain == word or plain.startswith(f"{word}.") for word in but)


def _answered_alike(back: Case, case: Case, profile: Profile, on: dt.date | None) -> None:
    if back.event_ids != case.event_ids:
        raise Lost(case, {"events": "their ids, by which answers name them, are others"})
    day = on or max([claim.due for claim in case.claims] + [event.on for event in case.events])
    found = differences(everything(back, profile, day), everything(case, profile, day))
    told = {f"answer {one.place}": _told(one) for one in found}
    if told:
        raise Lost(case, told)


def loses_nothing(
    profile: Profile, *, from_case: Callable[[Document], Rows],
    to_case: Callable[[Rows], Case | Mapping[str, object]], cases: st.SearchStrategy[Case] | None = None,
    examples: int = 50, but: Collection[str] = (),
) -> None:  # fmt: skip
    """Check that cases come back whole: documents with every field, then drawn ones.

    The same cases each time. First come `full_documents(profile)`, which together hold each field of a case document
    that a case of this law can have, with values of the greatest length and size; then cases are drawn, of which the
    shortest that does not come back is told.

    Args:
        profile: the law.
        from_case: case document → what the host keeps.
        to_case: that → case document, or case.
        cases: strategy of the cases, such as `collectrules.testing.lives(profile)`, which alone are then tried; the
            full documents and `full_cases(profile)` if left out.
        examples: how many to draw.
        but: fields that the host knowingly does not keep, without numbers: `events.comment`, `references`.

    Raises:
        Lost: as of `survives`.

    """
    from hypothesis import HealthCheck, Phase, given, settings

    from collectrules.testing.filling import full_cases
    from collectrules.testing.full import full_documents

    for document in full_documents(profile) if cases is None else ():
        survives(load_case(document), profile, from_case=from_case, to_case=to_case, but=but)
    lost: list[tuple[int, Lost]] = []

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])  # fmt: skip
    @given(case=full_cases(profile) if cases is None else cases)
    def comes_back(case: Case) -> None:
        try:
            survives(case, profile, from_case=from_case, to_case=to_case, but=but)
        except Lost as error:
            lost.append((len(case.events) + len(case.claims), error))

    comes_back()
    if lost:
        raise min(lost, key=lambda each: each[0])[1]
