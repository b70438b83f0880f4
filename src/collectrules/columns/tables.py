"""A portfolio: cases, claims and events as columns, made from case documents or from the columns of the user."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from collectrules.columns.coding import NONE, Coder, Whole, Words, codes_of, ordinals, words_of
from collectrules.ground import money
from collectrules.ground.dates import date_of
from collectrules.ground.errors import bad_input
from collectrules.nouns.case import Case, as_document, load_case
from collectrules.nouns.events import COMMON

CLAIM_DAYS: Final = (
    "due", "arose", "invoiced", "received", "performed", "contract", "demanded", "known", "interest_from",
)  # fmt: skip
UNTOLD: Final = frozenset({"reference", "references", "handler", "comment", "recorded", "by", "id"})
"""Fields on which no figure turns: they are left out of what tells cases, claims and events apart."""
LAST_RANK: Final = 9
Columns = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Portfolio:
    """Cases with their claims and events, in columns: claims in the order of cases, events in the order of claims.

    Made by `of_cases` or `of_tables`. Sums are minor units, days ordinals; a code says which of some distinct words a
    row has. `claim_of` is the row of the claim an event is about, -1 where it names none and there are several.
    """

    case_ids: pa.Array
    case_codes: Whole
    case_words: Sequence[Words]
    claim_ids: pa.Array
    case_of: Whole
    amounts: Whole
    days: Mapping[str, Whole]
    claim_codes: Whole
    claim_words: Sequence[Words]
    claim_of: Whole
    event_case: Whole
    on: Whole
    kinds: Whole
    kind_names: Sequence[str]
    sums: Whole
    fees: Whole
    more: Whole
    more_words: Sequence[Words]
    cases: Sequence[Case] | None = None
    event_ids: pa.Array | None = None
    memo: dict[object, object] = field(default_factory=dict, repr=False)

    @cached_property
    def alone(self) -> bool:
        """Whether each case has exactly one claim, so that claims and cases are the same rows."""
        return len(self.case_of) == len(self) and bool(np.array_equal(self.case_of, np.arange(len(self))))

    def claims_of(self) -> tuple[Whole, Whole]:
        """Return the first row of the claims of each case, and the row after the last."""
        cases = np.arange(len(self))
        return np.searchsorted(self.case_of, cases), np.searchsorted(self.case_of, cases, side="right")

    def __len__(self) -> int:
        """How many cases there are."""
        return len(self.case_codes)

    def case(self, place: int) -> Case:
        """Return one case as a document; rows are put together for this one only."""
        return self.cases[place] if self.cases is not None else load_case(self._document(place))

    def _document(self, place: int) -> Words:
        first, last = np.searchsorted(self.case_of, [place, place + 1])
        document = {"format": 1, "id": self.case_ids[place].as_py(), **self.case_words[int(self.case_codes[place])]}
        document["claims"] = [self.claim_document(int(row), document["currency"]) for row in range(first, last)]
        begin, end = np.searchsorted(self.event_case, [place, place + 1])
        document["events"] = [self._event(int(row), document["currency"]) for row in range(begin, end)]
        return document

    def claim_document(self, row: int, currency: str) -> Words:
        """Return one claim as it stands in a case document."""
        text = money.to_text(int(self.amounts[row]), money.exponent(currency))
        days = {name: date_of(int(days[row])).isoformat() for name, days in self.days.items() if days[row] > 0}
        words = self.claim_words[int(self.claim_codes[row])]
        return {"id": self.claim_ids[row].as_py(), "amount": text, **days, **words}

    def _event(self, row: int, currency: str) -> Words:
        decimals = money.exponent(currency)
        name = f"e{row}" if self.event_ids is None else self.event_ids[row].as_py()
        found = {} if name is None else {"id": name}
        found |= {"on": date_of(int(self.on[row])).isoformat()}
        found |= {"kind": self.kind_names[int(self.kinds[row])], **self.more_words[int(self.more[row])]}
        found |= {} if self.claim_of[row] < 0 else {"claim": self.claim_ids[int(self.claim_of[row])].as_py()}
        sums = {"amount": int(self.sums[row]), "fee": int(self.fees[row])}
        return found | {name: money.to_text(minor, decimals) for name, minor in sums.items() if minor >= 0}


# From case documents ---------------------------------------------------------------------------------------


def of_cases(cases: Iterable[Case]) -> Portfolio:
    """Return the portfolio of some cases.

    Args:
        cases: cases as `load_case` returns them, of one currency.

    >>> import collectrules as cr
    >>> from collectrules.columns import of_cases
    >>> claim = {"id": "1", "kind": "loan", "amount": "10.00", "due": "2026-01-31"}
    >>> case = cr.load_case({"id": "a", "currency": "DKK", "creditor": {"kind": "business"},
    ...                      "debtor": {"kind": "consumer"}, "claims": [claim]})
    >>> len(of_cases([case]))
    1
    """
    kept = list(cases)
    reader = _Reader()
    for place, case in enumerate(kept):
        reader.read(place, case)
    return reader.portfolio(kept)


class _Reader:
    """Gathers documents into columns."""

    def __init__(self) -> None:
        self.case, self.claim, self.event = Coder(), Coder(), Coder()
        self.kinds: dict[str, int] = {}
        self.cases: list[int] = []
        self.claims: list[tuple[Any, ...]] = []
        self.events: list[tuple[int, ...]] = []

    def read(self, place: int, case: Case) -> None:
        document = as_document(case)
        claims, events = document.pop("claims"), document.pop("events", ())
        self.cases.append(self.case.code(_told(document)))
        rows: dict[str, int] = {}
        for claim in claims:  # type: ignore[attr-defined]  # always a list in a case document
            rows[claim["id"]] = len(self.claims)
            self.claims.append(self._claim(place, claim, case))
        for event in events:  # type: ignore[attr-defined]
            self.events.append(self._event(place, event, rows, case))

    def _claim(self, place: int, claim: Words, case: Case) -> tuple[Any, ...]:
        days = tuple(_ordinal(claim.pop(name, None)) for name in CLAIM_DAYS)
        amount, name = case.minor(claim.pop("amount")), claim.pop("id")
        return place, name, amount, days, self.claim.code(_told(claim))

    def _event(self, place: int, event: Words, rows: Mapping[str, int], case: Case) -> tuple[int, ...]:
        on, kind = _ordinal(event.pop("on")), event.pop("kind")
        sums = [NONE if (sum_ := event.pop(name, None)) is None else case.minor(sum_) for name in ("amount", "fee")]
        named = event.pop("claim", None)
        claim = rows[named] if named is not None else next(iter(rows.values())) if len(rows) == 1 else NONE
        code = self.kinds.setdefault(kind, len(self.kinds))
        return place, claim, on, code, *sums, self.event.code(_told(event))

    def portfolio(self, cases: Sequence[Case]) -> Portfolio:
        places, ids, amounts, days, codes = zip(*self.claims, strict=True) if self.claims else ((),) * 5
        table = np.array(days, np.int64).reshape(len(places), len(CLAIM_DAYS))
        events = np.array(self.events, np.int64).reshape(len(self.events), 7).T
        return _ordered(
            Portfolio(
                pa.array([case.id for case in cases], pa.string()), np.array(self.cases, np.int64), self.case.words,
                pa.array(ids, pa.string()), np.array(places, np.int64), np.array(amounts, np.int64),
                {name: table[:, n] for n, name in enumerate(CLAIM_DAYS)}, np.array(codes, np.int64), self.claim.words,
                events[1], events[0], events[2], events[3], tuple(self.kinds), events[4], events[5], events[6],
                self.event.words, cases,
            )
        )  # fmt: skip


def _told(words: Mapping[str, Any]) -> Words:
    return {name: value for name, value in words.items() if name not in UNTOLD and value not in ({}, [], ())}


def _ordinal(day: dt.date | str | None) -> int:
    if day is None:
        return 0
    return (dt.date.fromisoformat(day) if isinstance(day, str) else day).toordinal()


def _ordered(found: Portfolio) -> Portfolio:
    """The same with its events in the order in which they count: by claim, day, and rank within the day."""
    ranks = np.array([COMMON[kind].rank if kind in COMMON else LAST_RANK for kind in found.kind_names], np.int64)
    if not len(found.on):
        return found
    low = int(found.on.min())
    key = (found.event_case * (int(found.on.max()) - low + 1) + found.on - low) * (LAST_RANK + 1) + ranks[found.kinds]
    if np.all(key[1:] >= key[:-1]):
        return found
    order = np.argsort(key, kind="stable")
    names = ("claim_of", "event_case", "on", "kinds", "sums", "fees", "more")
    moved = {name: getattr(found, name)[order] for name in names}
    moved |= {} if found.event_ids is None else {"event_ids": found.event_ids.take(pa.array(order))}
    return Portfolio(**{**{name: getattr(found, name) for name in _FIELDS}, **moved})


_FIELDS: Final = tuple(spec for spec in Portfolio.__dataclass_fields__ if spec != "memo")


# From columns ----------------------------------------------------------------------------------------------


def of_tables(
    cases: object, claims: object, events: object | None = None, *, common: Mapping[str, Any] | None = None
) -> Portfolio:
    """Return the portfolio of three tables.

    Each is anything that exports an Arrow stream (an Arrow, Polars or pandas table), or a mapping from names to Arrow
    or NumPy columns. Rows of one case lie together, in the order of the table of cases.

    Args:
        cases: `case` (its id), and any fields of a case document by dotted name, such as `debtor.kind`.
        claims: `case`, `claim` (its id; "1" without the column), `amount`, and fields of a claim such as `due`.
        events: `case`, `on`, `kind`, and fields of an event such as `id`, `amount`, `fee`, `claim`.
        common: what holds for every case, by dotted name, such as `{"currency": "EUR", "creditor.kind": "business"}`.

    Amounts are whole minor units, or Arrow decimals in major units. Days are Arrow or NumPy days.

    Raises:
        BadInput: `wrong_type`, `missing_field`, `amount_format`, `duplicate_id`, `unknown_word` or `unknown_claim`.

    """
    try:
        return _of_tables(cases, claims, events, common)
    except pa.ArrowException as error:
        raise bad_input("wrong_type", "columns", "columns of the types that are named", str(error)) from None


def _of_tables(cases: object, claims: object, events: object | None, common: Mapping[str, Any] | None) -> Portfolio:
    table, lots, things = _table(cases, "cases"), _table(claims, "claims"), _table(events, "events")
    if not all(isinstance(name, str) for name in common or {}):
        raise bad_input("wrong_type", "common", "dotted names of fields of a case")
    fixed = {name: (np.zeros(table.num_rows, np.int64), [value]) for name, value in (common or {}).items()}
    coded = {name: codes_of(table[name]) for name in table.column_names if name not in {"case", *UNTOLD}}
    case_codes, case_words = words_of({**fixed, **coded}, table.num_rows)
    decimals, ids = _decimals(case_words), _ids(table)
    case_of, event_case = _places(lots, ids, "claims"), _places(things, ids, "events")
    claim_ids = _claim_ids(lots)
    skipped = {"case", "claim", "amount", *CLAIM_DAYS, *UNTOLD}
    claim_codes, claim_words = _rest(lots, skipped)
    more, more_words = _rest(things, {"case", "claim", "on", "kind", "amount", "fee", *UNTOLD})
    kinds, names = codes_of(_column(things, "kind", "events")) if things.num_rows else (_none(0), [])
    return _ordered(
        Portfolio(
            ids, case_codes, case_words, claim_ids, case_of, _sums(lots, "amount", decimals),
            _claim_days(lots), claim_codes, claim_words,
            _claims_of(things, event_case, case_of, claim_ids), event_case,
            _days_of(things), kinds, names,
            _sums(things, "amount", decimals), _sums(things, "fee", decimals), more, more_words,
            event_ids=_event_ids(things, event_case),
        )
    )  # fmt: skip


def _decimals(cases: Sequence[Words]) -> int:
    """The decimals of the currency of all cases."""
    currencies = {str(words.get("currency")) for words in cases}
    if currencies & {"None"}:
        raise bad_input("missing_field", "cases.currency", "the currency of the cases")
    decimals = {money.exponent(currency) for currency in currencies}
    if len(decimals) > 1:
        raise bad_input("currency_of_profile", "cases.currency", "one currency", ", ".join(sorted(currencies)))
    return decimals.pop() if decimals else 2


def _ids(table: pa.Table) -> pa.Array:
    """The ids of the cases, each its own: rows of two cases of one id could not be told apart."""
    ids = _column(table, "case", "cases").cast(pa.string()).combine_chunks()
    if ids.null_count or len(ids.unique()) != len(ids):
        raise bad_input("duplicate_id", "cases.case", "an id for each case, and each its own")
    return ids


def _days_of(events: pa.Table) -> Whole:
    """The day of each event, which must have one."""
    days = ordinals(_column(events, "on", "events")) if events.num_rows else _none(0)
    if len(days) and not days.min():
        raise bad_input("missing_field", "events.on", "a day for each event")
    return days


def _event_ids(events: pa.Table, case: Whole) -> pa.Array | None:
    """The ids of events, no two alike in a case: one that comes twice must not count twice."""
    if "id" not in events.column_names or not events.num_rows:
        return None
    ids = events["id"].cast(pa.string()).combine_chunks()
    codes, _ = codes_of(pa.chunked_array([ids]))
    known = np.asarray(ids.is_valid())
    keys = (case * (int(codes.max()) + 1) + codes)[known]
    if len(np.unique(keys)) != len(keys):
        raise bad_input("duplicate_id", "events.id", "an id of its own for each event of a case")
    return ids


def _table(given: object, name: str) -> pa.Table:
    if given is None:
        return pa.table({})
    if isinstance(given, pa.Table):
        return given
    if hasattr(given, "__arrow_c_stream__"):
        return pa.table(given)
    if isinstance(given, Mapping):
        return pa.table({word: _array(column) for word, column in given.items()})
    raise bad_input("wrong_type", name, "a table that exports an Arrow stream, or a mapping of columns", given)


def _array(column: object) -> object:
    """A column as Arrow: days of NumPy count in days there too."""
    if isinstance(column, np.ndarray) and column.dtype.kind == "M":
        return pa.array(column.astype("datetime64[D]"))
    return column if isinstance(column, pa.Array | pa.ChunkedArray) else pa.array(column)


def _column(table: pa.Table, name: str, where: str) -> pa.ChunkedArray:
    if name not in table.column_names:
        raise bad_input("missing_field", f"{where}.{name}", "a column")
    return table[name]


def _none(rows: int) -> Whole:
    return np.full(rows, NONE, np.int64)


def _sums(table: pa.Table, name: str, decimals: int) -> Whole:
    """A column of sums in minor units, -1 where there is none; binary fractions are refused."""
    if name not in table.column_names:
        return _none(table.num_rows)
    column = table[name].combine_chunks()
    if pa.types.is_decimal(column.type):
        sums = [None if value is None else money.to_minor(_short(value, decimals), decimals, name)
                for value in column.to_pylist()]  # fmt: skip
        column = pa.array(sums, pa.int64())
    if not pa.types.is_integer(column.type) and not pa.types.is_null(column.type):
        raise bad_input("amount_format", name, "whole minor units, or Arrow decimals in major units", column.type)
    if (pc.min(column).as_py() or 0) < 0:
        raise bad_input("amount_not_positive", name, "no sum below 0")
    return np.asarray(column.cast(pa.int64()).fill_null(NONE))


def _short(value: Decimal, decimals: int) -> Decimal:
    """A sum without the noughts that a wide column writes behind it."""
    sign, digits, exponent = value.as_tuple()
    while int(exponent) < -decimals and digits and digits[-1] == 0:
        digits, exponent = digits[:-1], int(exponent) + 1
    return Decimal((sign, digits or (0,), int(exponent)))


def _rest(table: pa.Table, known: set[str]) -> tuple[Whole, list[Words]]:
    found = {name: codes_of(table[name]) for name in table.column_names if name not in known}
    return words_of(found, table.num_rows) if table.num_rows else (_none(0), [])


def _places(table: pa.Table, ids: pa.Array, name: str) -> Whole:
    """The row of the case of each row, which must rise: rows of one case lie together."""
    if not table.num_rows:
        return _none(0)
    found = pc.index_in(_column(table, "case", name).cast(pa.string()).combine_chunks(), ids)
    if found.null_count:
        raise bad_input("unknown_word", f"{name}.case", "the id of a case of the portfolio")
    places = np.asarray(found).astype(np.int64)
    if name == "claims" and np.any(places[1:] < places[:-1]):
        raise bad_input("wrong_type", f"{name}.case", "claims in the order of the cases")
    return places


def _claim_days(table: pa.Table) -> dict[str, Whole]:
    due = ordinals(_column(table, "due", "claims")) if table.num_rows else _none(0)
    return {"due": due} | {
        name: ordinals(table[name]) for name in CLAIM_DAYS[1:] if name in table.column_names and table.num_rows
    }


def _claim_ids(table: pa.Table) -> pa.Array:
    if "claim" in table.column_names:
        ids = table["claim"].cast(pa.string()).combine_chunks()
        if ids.null_count or any(name == "" for name in ids.unique().to_pylist()):
            raise bad_input("missing_field", "claims.claim", "an id for each claim")
        return ids
    return pa.array(["1"], pa.string()).take(pa.array(np.zeros(table.num_rows, np.int64)))


def _claims_of(events: pa.Table, event_case: Whole, case_of: Whole, ids: pa.Array) -> Whole:
    """The claim of each event: the one that it names, or the only one of its case."""
    first = np.searchsorted(case_of, event_case)
    several = np.searchsorted(case_of, event_case, side="right") - first > 1
    found = np.where(several, NONE, first)
    if "claim" not in events.column_names:
        return found
    named = events["claim"].cast(pa.string()).to_pylist()
    rows = {(int(case), name): row for row, (case, name) in enumerate(zip(case_of, ids.to_pylist(), strict=True))}
    for place, name in enumerate(named):
        if name is not None:
            row = rows.get((int(event_case[place]), name))
            if row is None:
                raise bad_input("unknown_claim", "events.claim", "a claim of the case", name)
            found[place] = row
    return found


def taken(portfolio: Portfolio, rows: Whole) -> Portfolio:
    """Return a portfolio of some of the cases, by their rows in rising order."""
    place = np.full(len(portfolio) + 1, NONE, np.int64)
    place[rows] = np.arange(len(rows))
    claims = np.flatnonzero(place[portfolio.case_of] >= 0)
    events = np.flatnonzero(place[portfolio.event_case] >= 0)
    claim = np.full(len(portfolio.amounts) + 1, NONE, np.int64)
    claim[claims] = np.arange(len(claims))
    cases = None if portfolio.cases is None else [portfolio.cases[row] for row in rows.tolist()]
    return Portfolio(
        portfolio.case_ids.take(pa.array(rows)), portfolio.case_codes[rows], portfolio.case_words,
        portfolio.claim_ids.take(pa.array(claims)), place[portfolio.case_of[claims]], portfolio.amounts[claims],
        {name: column[claims] for name, column in portfolio.days.items()}, portfolio.claim_codes[claims],
        portfolio.claim_words, claim[portfolio.claim_of[events]], place[portfolio.event_case[events]],
        portfolio.on[events], portfolio.kinds[events], portfolio.kind_names, portfolio.sums[events],
        portfolio.fees[events], portfolio.more[events], portfolio.more_words, cases,
        None if portfolio.event_ids is None else portfolio.event_ids.take(pa.array(events)),
    )  # fmt: skip
