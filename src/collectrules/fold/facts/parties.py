"""Who creditor and debtor are, on the day asked about."""

from __future__ import annotations

from collections.abc import Sequence

from collectrules.fold.facts.registering import fact, given
from collectrules.fold.moments import BILLS, Moment
from collectrules.fold.registers import role_of, turning_days


def _merchants(moment: Moment) -> object:
    both = (moment.state.debtor_kind, moment.state.case.creditor.kind)
    return both == ("business", "business")


def _registered(moment: Moment) -> object:
    return moment.state.case.debtor.registered


_told_role = given("register_role")


def _role(moment: Moment) -> object:
    """What was recorded as a fact, else what the entries of the debtor say of that day."""
    told = _told_role(moment)
    return role_of(moment.state.case, moment.day) if told is None else told


def _register_days(moment: Moment) -> Sequence[int]:
    return tuple(turning_days(moment.state.case))


def _collector(moment: Moment) -> object:
    """Who collects; a hand-over that is being weighed goes to a collector unless it says otherwise.

    A bill says itself whose it is, whoever else the claim was handed to.
    """
    if moment.cost in BILLS:
        return BILLS[moment.cost]
    if moment.family.partition("/")[0] == "handed_over":
        return moment.account.kept.get("handing_to", "collector")
    return moment.account.handed_over or "none"


def _insolvent_at_hand_over(moment: Moment) -> object:
    """The debtor's insolvency when the claim was last handed over; one that is being weighed is of the moment's day."""
    weighed = moment.family.partition("/")[0] == "handed_over" and moment.cost is None
    return moment.state.insolvent if weighed else moment.account.kept.get("insolvent_at_hand_over", "no")


def _natural(moment: Moment) -> object:
    known = moment.state.case.debtor.natural
    return True if known is None and moment.state.debtor_kind == "consumer" else known


fact("debtor", "word", lambda at: at.state.debtor_kind, words="consumer business public")
fact("creditor", "word", lambda at: at.state.case.creditor.kind, words="consumer business public")
fact("debtor_natural", "flag", _natural)
fact("creditor_natural", "flag", lambda at: at.state.case.creditor.natural)
fact("debtor_registered", "flag", _registered)
fact("register_role", "word", _role, _register_days, words="none owner partner company body")
fact("debtor_deregistered", "day", lambda at: at.anchor("debtor_deregistered"))
fact("debtor_closed", "flag", lambda at: "debtor_deregistered" in at.account.kept)
fact("debtor_deceased", "flag", lambda at: at.state.debtor_deceased)
fact(
    "debtor_insolvent",
    "word",
    lambda at: at.state.insolvent,
    words="no known bankruptcy composition discharge",
)
fact(
    "insolvent_at_hand_over",
    "word",
    _insolvent_at_hand_over,
    words="no known bankruptcy composition discharge",
)
fact("debtor_form", "word", lambda at: at.state.case.debtor.legal_form)
fact("debtor_abroad", "word", lambda at: at.state.case.debtor.abroad, words="no eu_eea elsewhere")
fact("debtor_indigent", "flag", given("debtor_indigent", default=False))
fact("merchants", "flag", _merchants)
fact("creditor_recovers_vat", "flag", lambda at: at.state.case.creditor.recovers_vat)
fact("solvency", "word", given("solvency"), words="good bad")
fact("creditor_small", "flag", given("creditor_small"))
fact(
    "creditor_profession",
    "word",
    given("creditor_profession", default="none"),
    words="none medical legal notary",
)
fact("collector", "word", _collector, words="none collector lawyer bailiff")
fact("region", "word", lambda at: at.state.case.region)
