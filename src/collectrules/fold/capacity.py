"""As what a debtor counts whose kind the case does not state: decided by a rule of the profile, never in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collectrules.ground.errors import Fault, NotModelled

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment


def resolve_debtor(moment: Moment) -> None:
    """Settle the kind of a debtor that the case leaves open, and list the rule that did so under `assumptions`.

    Raises:
        NotModelled: `missing_fact` where no rule of the profile applies, `two_rules` where several do.

    """
    state = moment.state
    if state.debtor_kind is not None:
        return
    applying = [record for record, gate in state.book.capacities if gate.holds(moment)]
    displaced = {name for record in applying for name in record.instead_of}
    remaining = [record for record in applying if record.name not in displaced]
    if len(remaining) != 1:
        code = "two_rules" if remaining else "missing_fact"
        expected = "consumer, business or public; no rule tells it from what is known of the debtor"
        got = ", ".join(record.name for record in remaining) or None
        raise NotModelled(Fault(code=code, path="debtor.kind", expected=expected, got=got))
    record = remaining[0]
    state.debtor_kind = record.counts_as
    text = f"{record.what}, so the debtor counts as {record.counts_as}"
    state.assume("debtor.kind", "debtor_kind", text, law=record.law, rule=record.name, kind=record.counts_as)
