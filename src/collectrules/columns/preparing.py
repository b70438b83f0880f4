"""A portfolio under one law, ready to be asked about any day: sorts of claims, letters, and who goes to the fold.

What is made ready hangs on the facts and the law alone, never on the day, and is kept with the portfolio.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from collectrules.columns.accruing import LARGEST
from collectrules.columns.asking import NEVER, Sort, sort_of
from collectrules.columns.coding import NONE, Mask, Whole, Words, joined
from collectrules.columns.letters import FeeLaw, LetterLaw, letter_law
from collectrules.columns.paying import CREDIT, FEE_LETTER, LETTER, PAYMENT, Rows
from collectrules.columns.subset import HARMLESS, KINDS, MONEY, bounds_of_principal
from collectrules.ground import money

if TYPE_CHECKING:
    from collectrules.columns.tables import Portfolio
    from collectrules.loader import model as m
    from collectrules.topics.accrual import RatePath

ROLES: Final = {"payment": PAYMENT, "credit_note": CREDIT}


@dataclass(slots=True)
class Ready:
    """What holds on every day: the rows to start from, the letters, and per claim and event why it goes to the fold.

    `sort_of` is the sort of each claim, `law_of` the law of each sort; a reason is a place in `reasons`, 0 for none.
    `most_interest` is what interest may come to, where a ceiling holds for some claim.
    """

    law: m.Profile
    readings: Mapping[str, str] | None
    sorts: Sequence[Sort]
    sort_of: Whole
    law_of: Whole
    rows: Rows
    paths: Sequence[RatePath]
    begin: Whole
    order: Whole | None
    role: Whole
    fee_law: Whole
    starts: Whole
    fee_laws: list[FeeLaw]
    letters: dict[tuple[int, str], LetterLaw]
    reasons: list[str]
    claim_why: Whole
    event_why: Whole
    most_interest: Whole | None = None
    memo: dict[object, object] = field(default_factory=dict)

    def reason(self, word: str) -> int:
        """Return the place of a reason."""
        if word not in self.reasons:
            self.reasons.append(word)
        return self.reasons.index(word)


def ready(portfolio: Portfolio, law: m.Profile, readings: Mapping[str, str] | None) -> Ready:
    """Return a portfolio made ready for a law, made once."""
    key = ("ready", law.fingerprint, tuple(sorted((readings or {}).items())))
    if key not in portfolio.memo:
        portfolio.memo[key] = _ready(portfolio, law, readings)
    return cast("Ready", portfolio.memo[key])


def _ready(portfolio: Portfolio, law: m.Profile, readings: Mapping[str, str] | None) -> Ready:
    sort_of_, first = _sorted(portfolio, law)
    sorts = _sorts(portfolio, law, readings, first)
    rows, paths = _rows(portfolio, sorts, sort_of_)
    begin, order = _by_claim(portfolio)
    kept = [portfolio.claim_of, portfolio.kinds, portfolio.fees, portfolio.more]
    claim_of, kinds, fees, more = kept if order is None else [column[order] for column in kept]
    size = len(claim_of)
    found = Ready(
        law, readings, sorts, sort_of_, _laws(sorts), rows, paths, begin, order, np.full(size, LETTER, np.int64),
        np.zeros(size, np.int64), np.zeros(size, np.int64), [], {}, [""], np.zeros(len(sort_of_), np.int64),
        np.zeros(size, np.int64),
    )  # fmt: skip
    whys = np.array([0 if sort.why is None else found.reason(sort.why) for sort in sorts], np.int64)
    found.claim_why = _several(portfolio, found, whys[sort_of_])
    found.claim_why[portfolio.amounts <= 0] = found.reason("claim_amount")
    found.most_interest = _ceilings(portfolio, sorts, sort_of_)
    _classify(portfolio, found, claim_of, kinds, fees, more)
    return found


# Claims ----------------------------------------------------------------------------------------------------


def _sorted(portfolio: Portfolio, law: m.Profile) -> tuple[Whole, Whole]:
    """The sort of each claim, and the first claim of each sort: alike in words, days, and how high the sum is."""
    scale = 10 ** money.exponent(law.header.currency)
    bounds = np.array(bounds_of_principal(law, scale), np.int64)
    bracket = np.searchsorted(bounds, portfolio.amounts, side="right")
    columns = [portfolio.case_codes[portfolio.case_of], portfolio.claim_codes, bracket, *portfolio.days.values()]
    return joined(columns, len(portfolio.amounts))


def _sorts(
    portfolio: Portfolio, law: m.Profile, readings: Mapping[str, str] | None, first: Whole
) -> list[Sort]:  # fmt: skip
    """Ask about each sort once; sorts are kept with the law, for they hang on nothing else."""
    kept = cast("dict[object, Sort]", law.memo.setdefault(("columns", tuple(sorted((readings or {}).items()))), {}))
    found = []
    for row in first.tolist():
        words = portfolio.case_words[int(portfolio.case_codes[portfolio.case_of[row]])]
        key, claim = _key(portfolio, row, words)
        if key not in kept:
            if len(kept) >= MOST_SORTS:
                kept.clear()
            kept[key] = sort_of(words, claim, law, int(portfolio.days["due"][row]), readings)
        found.append(kept[key])
    return found


MOST_SORTS: Final = 20_000
"""How many sorts are kept with a law for the next portfolio; one takes about 15 kB."""


def _key(portfolio: Portfolio, row: int, words: Words) -> tuple[str, Words]:
    claim = portfolio.claim_document(row, str(words.get("currency", "")))
    claim.pop("id")
    return repr((words, claim)), claim


def _rows(portfolio: Portfolio, sorts: Sequence[Sort], sort_of_: Whole) -> tuple[Rows, list[RatePath]]:
    paths, place = shared([sort.path for sort in sorts if sort.why is None and sort.path is not None])
    orders = list(dict.fromkeys(sort.order for sort in sorts if sort.why is None)) or [()]
    columns = {
        "path": [place.get(id(sort.path), 0) for sort in sorts],
        "first": [sort.first for sort in sorts],
        "timely": [sort.timely for sort in sorts],
        "arose": [sort.arose for sort in sorts],
        "barred_from": [sort.barred_from for sort in sorts],
        "order": [orders.index(sort.order) if sort.order in orders else 0 for sort in sorts],
        "step": [sort.step for sort in sorts],
        "uncounted": [int(not sort.counted) for sort in sorts],
        "implied": [int(sort.implied) for sort in sorts],
    }  # fmt: skip
    found: dict[str, Whole] = {name: np.array(column, np.int64)[sort_of_] for name, column in columns.items()}
    step, uncounted, implied = (_single(columns.pop(name)) for name in ("step", "uncounted", "implied"))
    rows = Rows(
        portfolio.amounts, found["path"], found["first"], found["timely"], found["arose"], found["barred_from"],
        found["order"], found["step"] if step is None else step, found["uncounted"] if uncounted is None else uncounted,
        None if implied == 0 else found["implied"], orders,
    )  # fmt: skip
    return rows, paths


def shared(paths: Iterable[RatePath]) -> tuple[list[RatePath], dict[int, int]]:
    """Return the paths that differ, and by identity the place of each path among them.

    A path that begins later and goes on as another does is no other one.
    """
    found: list[RatePath] = []
    place: dict[int, int] = {}
    for path in paths:
        if id(path) in place:
            continue
        same = (n for n, other in enumerate(found) if _goes_on(other, path) or _goes_on(path, other))
        here = place[id(path)] = next(same, len(found))
        if here == len(found):
            found.append(path)
        elif path.starts[0] < found[here].starts[0]:
            found[here] = path
    return found, place


def _goes_on(path: RatePath, later: RatePath) -> bool:
    """Whether a path is another one from where that begins."""
    begin = later.starts[0]
    now = path.rate_on(begin)
    if now is None or (path.horizon, path.count) != (later.horizon, later.count):
        return False
    rest = [(one.start, one.rate) for one in path.segments if one.start > begin]
    return [(begin, now.rate), *rest] == [(one.start, one.rate) for one in later.segments]


def _ceilings(portfolio: Portfolio, sorts: Sequence[Sort], sort_of_: Whole) -> Whole | None:
    """What the interest of each claim may come to; None where no claim has a ceiling."""
    if all(sort.ceiling is None for sort in sorts):
        return None
    shares = [sort.ceiling for sort in sorts]
    above = np.array([0 if one is None else one.numerator for one in shares], np.int64)[sort_of_]
    below = np.array([1 if one is None else one.denominator for one in shares], np.int64)[sort_of_]
    known = portfolio.amounts <= LARGEST // np.maximum(above, 1)
    found: Whole = np.where(above == 0, LARGEST, np.where(known, portfolio.amounts, 0) * above // below)
    return found


def _single(values: Sequence[int]) -> int | None:
    """The value that all sorts share, None where they differ."""
    return values[0] if len(set(values)) == 1 else None


def _laws(sorts: Sequence[Sort]) -> Whole:
    """The law of each sort: sorts whose claims share it share every letter."""
    known: dict[int, int] = {}
    return np.array(
        [NONE if sort.why is not None else known.setdefault(id(sort.law), len(known)) for sort in sorts], np.int64
    )


def _several(portfolio: Portfolio, found: Ready, whys: Whole) -> Whole:
    """Of several claims of one case each stands for itself, unless they are of one relationship or share payments."""
    several = shares_case(portfolio)
    if not several.any():
        return whys
    related = np.array(["relationship" in words for words in portfolio.claim_words], bool)[portfolio.claim_codes]
    binds = np.array([sort.binds for sort in found.sorts], bool)[found.sort_of]
    shared: Whole = np.where(several & (related | ~binds) & (whys == 0), found.reason("claims_share"), whys)
    return shared


def shares_case(portfolio: Portfolio) -> Mask:
    """Whether each claim has another beside it in its case."""
    found: Mask = np.bincount(portfolio.case_of, minlength=len(portfolio))[portfolio.case_of] > 1
    return found


# Events ----------------------------------------------------------------------------------------------------


def _by_claim(portfolio: Portfolio) -> tuple[Whole, Whole | None]:
    """Where the events of each claim begin once they lie together, and the order that makes them so if they do not."""
    claim_of = portfolio.claim_of
    order = None if np.all(claim_of[1:] >= claim_of[:-1]) else np.argsort(claim_of, kind="stable")
    lying = claim_of if order is None else claim_of[order]
    return np.searchsorted(lying, np.arange(len(portfolio.amounts) + 1)), order


def _classify(
    portfolio: Portfolio, found: Ready, claim_of: Whole, kinds: Whole, fees: Whole, more: Whole
) -> None:  # fmt: skip
    """Say of each event what it does, or why its case goes to the fold."""
    plain = np.array([HARMLESS.issuperset(_items(words)) for words in portfolio.more_words], bool)
    if len(kinds) and not plain.all():
        found.event_why[~plain[more]] = found.reason("event_field")
    found.event_why[_odd(portfolio, found, kinds)] = found.reason("event_field")
    paid = np.array([kind == "payment" for kind in portfolio.kind_names] or [False], bool)
    told = np.array([bool(words) for words in portfolio.more_words] or [False], bool)
    if len(kinds):  # who received it, and whether that is confirmed, is said of money alone
        found.event_why[told[more] & ~paid[kinds]] = found.reason("event_field")
    found.event_why[claim_of < 0] = found.reason("claim_not_named")
    place = found.law_of[found.sort_of[claim_of]]
    several = shares_case(portfolio)[claim_of]
    for code, kind in enumerate(portfolio.kind_names):
        mine = np.flatnonzero((kinds == code) & (claim_of >= 0))
        if kind not in KINDS:
            found.event_why[mine] = found.reason(f"kind:{kind}")
        elif kind in MONEY:
            found.role[mine] = ROLES[kind]
            if kind == "credit_note" and found.most_interest is not None:  # it lowers a ceiling
                held = found.most_interest[claim_of[mine]] < LARGEST
                found.event_why[mine[held]] = found.reason("interest_cap")
        else:
            _of_kind(found, kind, mine, place[mine], fees[mine], several)
    if "payment" in portfolio.kind_names:
        _mind_anchors(found, kinds, portfolio.kind_names)


def _odd(portfolio: Portfolio, found: Ready, kinds: Whole) -> Mask:
    """Which events have a sum that their kind does not have, or money none: documents refuse them."""
    sums, fees = portfolio.sums, portfolio.fees
    if found.order is not None:
        sums, fees = sums[found.order], fees[found.order]
    money_ = np.array([kind in MONEY for kind in portfolio.kind_names] or [False], bool)[kinds]
    odd: Mask = np.where(money_, (sums <= 0) | (fees >= 0), sums >= 0) | (fees < NONE)
    return odd


def _items(words: Words) -> set[tuple[str, object]]:
    return {(name, str(value)) for name, value in words.items()}


def _mind_anchors(found: Ready, kinds: Whole, names: Sequence[str]) -> None:
    """Money on which interest may begin is for the fold."""
    books = {id(sort.state.book): sort.state.book for sort in found.sorts if sort.why is None}
    anchors = frozenset[str]().union(*(book.interest_anchors for book in books.values()))
    for name in anchors & set(MONEY) & set(names):
        found.event_why[kinds == names.index(name)] = found.reason(f"kind:{name}")


def _of_kind(
    found: Ready, kind: str, mine: Whole, place: Whole, fees: Whole, several: Mask
) -> None:  # fmt: skip
    """Put the letters of one kind under the laws of their claims."""
    for law in np.unique(place).tolist():
        if law < 0:
            continue
        rows, charged = mine[place == law], fees[place == law] > 0
        one = letter(found, law, kind)
        if one.why is not None:
            found.event_why[rows] = found.reason(one.why)
        elif one.fee_why is not None:
            found.event_why[rows[charged]] = found.reason(one.fee_why)
        elif one.fee is not None:
            if one.fee.wide:
                charged &= ~several[rows]
                found.event_why[rows[several[rows]]] = found.reason("limit_of_case")
            found.role[rows[charged]] = FEE_LETTER
            found.fee_law[rows] = fee_place(found, one.fee)
        found.starts[rows] = one.starts


def letter(found: Ready, law: int, kind: str) -> LetterLaw:
    """Return the law of a kind of letter under one law of claims, asked once."""
    if (law, kind) not in found.letters:
        found.letters[law, kind] = letter_law(_witness(found, law), kind)
    return found.letters[law, kind]


def _witness(found: Ready, law: int) -> Sort:
    """The sort that speaks for a law: of those alike the one that is barred last, so that its letters are in time."""
    alike = [found.sorts[n] for n in np.flatnonzero(found.law_of == law).tolist()]
    return max(alike, key=lambda sort: min(sort.barred_from, NEVER) - sort.timely)


def fee_place(found: Ready, fee: FeeLaw) -> int:
    """Return the place of the law of a fee."""
    for n, other in enumerate(found.fee_laws):
        if other.alike == fee.alike:
            return n
    found.fee_laws.append(fee)
    return len(found.fee_laws) - 1
