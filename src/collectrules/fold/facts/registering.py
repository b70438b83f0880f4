"""How a fact is put on the closed list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from collectrules.fold.conditions import Fact, FactType
from collectrules.fold.moments import Moment

Get = Callable[[Moment], object]
REGISTERED: Final[dict[str, Fact]] = {}
GIVEN_NAMES: Final[set[str]] = set()
_FIXED: Final = frozenset(
    (
        "debtor creditor debtor_natural creditor_natural debtor_registered debtor_form debtor_abroad merchants "
        "creditor_recovers_vat region claim_kind claim_law goods_or_services commercial continuing secured lease "
        "currency principal credit_amount agreed_fee claim_arose contract invoiced performed claim_due "
        "invoice_delay_days due_is fee_agreed receipt_known"
    ).split()
)
"""What the claim and the parties are. Nothing but `party_changed` changes it, and asking it notes no assumption."""
_PLAIN: Final = frozenset(
    "debtor_deceased debtor_insolvent overdue disputed disputed_when opposed title done handed_over withdrawn "
    "costs_awarded plan settlement".split()
)
"""What is read off the state as it stands: nothing is worked out, no assumption noted."""


def fact(
    name: str,
    kind: FactType,
    get: Get,
    days: Callable[[Moment], Sequence[int]] | None = None,
    words: str = "",
    reaches: Callable[[Moment, int], int | None] | None = None,
) -> None:
    """Put a fact on the list: `days` or `reaches` tell when it changes by time alone, `words` what it may say."""
    REGISTERED[name] = Fact(name, kind, get, days, tuple(words.split()), name in _FIXED, reaches, name in _PLAIN)


def given(name: str, default: object = None) -> Get:
    """A fact that only a `fact` event gives; without one it is the default, and the answer says so."""

    def get(moment: Moment) -> object:
        if name in moment.account.kept:
            return moment.account.kept[name]
        if default is not None:
            said = str(default).lower()
            moment.state.assume(
                name, "fact_absent", f"nothing is recorded, so it counts as {said}", fact=name, value=said
            )
        return default

    GIVEN_NAMES.add(name)
    return get
