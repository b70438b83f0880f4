"""The kind of proceedings that an act would lead to, and what that follows from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from collectrules.fold.conditions import Failure
from collectrules.fold.windows import procedure_of

if TYPE_CHECKING:
    from collectrules.fold.conditions import Gate
    from collectrules.fold.moments import Moment
    from collectrules.loader import model as m


def procedure(at: Moment) -> m.Procedure | None:
    """Return the kind of proceedings of the act in hand on its day; None where the law makes no difference."""
    found = _found(at)
    return None if found is None else found[1]


def grounds(at: Moment) -> Iterator[Failure]:
    """Yield the facts of the claim from which the kind of proceedings follows: what was asked, and what there is."""
    found = _found(at)
    if found is None:
        return
    gate, kind = found
    tables = (table for table in (gate.whole or gate).when if table.holds(at))
    for term in next((table.terms for table in tables), ()):
        yield Failure(term.fact.name, term.needed, term.fact.get(at), kind.law, term.matcher)


def _found(at: Moment) -> tuple[Gate, m.Procedure] | None:
    rule = at.account.law.act(at.family)
    return None if rule is None else procedure_of(rule, at)
