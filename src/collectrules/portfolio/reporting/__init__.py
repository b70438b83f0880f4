"""Reports on a portfolio: each one a typed answer whose rows stand under named columns, with its definition.

A report says what it counts, of which base its shares are, and in which window; what it left out, and why. Sums are
exact and stand apart for each currency; means and shares are exact fractions rounded once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from collectrules.ground.errors import bad_input, nearest
from collectrules.ground.lazily import named

if TYPE_CHECKING:
    from collectrules.portfolio.reporting.acts import closing_rate, sends, success_rate
    from collectrules.portfolio.reporting.bills import Bill, creditor_account, load_bills
    from collectrules.portfolio.reporting.commissions import Shares, commission, load_shares
    from collectrules.portfolio.reporting.figures import components, open_now, period, recovery_rate
    from collectrules.portfolio.reporting.lists import active_claims, case_list, case_overview, invoices
    from collectrules.portfolio.reporting.moneys import bookkeeping, held_payments, payments
    from collectrules.portfolio.reporting.planning import agreement_money, agreements
    from collectrules.portfolio.reporting.reading import Kept
    from collectrules.portfolio.reporting.tables import Report, spoken_in

_HOMES: Final = {
    "active_claims": "lists",
    "agreement_money": "planning",
    "agreements": "planning",
    "Bill": "bills",
    "bookkeeping": "moneys",
    "case_list": "lists",
    "case_overview": "lists",
    "closing_rate": "acts",
    "commission": "commissions",
    "components": "figures",
    "creditor_account": "bills",
    "held_payments": "moneys",
    "invoices": "lists",
    "Kept": "reading",
    "load_bills": "bills",
    "load_shares": "commissions",
    "open_now": "figures",
    "payments": "moneys",
    "period": "figures",
    "recovery_rate": "figures",
    "Report": "tables",
    "sends": "acts",
    "Shares": "commissions",
    "spoken_in": "tables",
    "success_rate": "acts",
}

__all__ = [
    "REPORTS",
    "Bill",
    "Kept",
    "Report",
    "Shares",
    "active_claims",
    "agreement_money",
    "agreements",
    "bookkeeping",
    "case_list",
    "case_overview",
    "closing_rate",
    "commission",
    "components",
    "creditor_account",
    "held_payments",
    "invoices",
    "load_bills",
    "load_shares",
    "open_now",
    "payments",
    "period",
    "recovery_rate",
    "report_called",
    "sends",
    "spoken_in",
    "success_rate",
]


class Kind(NamedTuple):
    """What a report is asked with: its days (`on`, `period`, `month`) and the choices that it takes."""

    days: str
    takes: frozenset[str] = frozenset()


def _kind(days: str, takes: str = "") -> Kind:
    return Kind(days, frozenset(takes.split()))


REPORTS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "open_now": _kind("on", "since kept"),
        "period": _kind("period", "since kept"),
        "components": _kind("on", "kept"),
        "case_overview": _kind("on", "kept"),
        "case_list": _kind("on", "kept debtors"),
        "active_claims": _kind("on", "kept"),
        "invoices": _kind("period", "kept"),
        "payments": _kind("period"),
        "bookkeeping": _kind("period"),
        "held_payments": _kind("month", "received_by"),
        "commission": _kind("month", "received_by shares"),
        "sends": _kind("period"),
        "success_rate": _kind("period", "on window credited"),
        "closing_rate": _kind("on", "since kept"),
        "recovery_rate": _kind("on", "of since kept"),
        "agreements": _kind("on", "debtors"),
        "agreement_money": _kind("period"),
    }
)
"""Every report on cases by name; the account of an agency's bills (`creditor_account`) is asked of bills."""


def report_called(name: str) -> Callable[..., Report]:
    """Return the report of a name.

    Raises:
        BadInput: `unknown_report`.

    """
    if name not in REPORTS:
        raise bad_input("unknown_report", "report", " or ".join(REPORTS), name, nearest(name, REPORTS))
    found: Callable[..., Report] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first used."""
    return named(__name__, _HOMES, name)
