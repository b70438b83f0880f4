"""The same balances as an OpenFisca model: inputs of a claim, a parameter for the rate, a formula for each sum.

OpenFisca keeps whole numbers in 32 bits and others in single precision; neither holds interest exactly. So sums are
kept here as Python's whole numbers, in the columns of objects which OpenFisca has for text; or, for who changes its
types, as whole numbers of 64 bits. The law is a parameter with a value from each half-year on, and is asked for each of
them, as models of OpenFisca do. It is frozen, and needs OpenFisca-Core.
"""

# ruff: noqa: ANN401  # OpenFisca hands formulas what it calls claim, period and parameters, and has no types for them
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation
from openfisca_core.simulations.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.baselines.columns import RATES, WHOLE, Claims

SUMS: Final = ("principal", "interest", "credit")
PAYMENTS: Final = 3
CLAIM: Final = Entity("claim", "claims", "A claim", "One claim with its payments.")
DAYS: Final = ("due", "demanded", "agreed", "paid_on", "first_day")
Formula = Callable[[Any, Any, Any], Any]


class Sum64(Variable):  # type: ignore[misc]
    """A whole number of 64 bits, which OpenFisca has no type for."""

    def __init__(self, baseline_variable: Variable | None = None) -> None:
        super().__init__(baseline_variable)
        self.dtype = np.int64


KINDS: Final = {"day": (Variable, int), "object": (Variable, str), "64 bits": (Sum64, int)}
"""How a number is kept: the class of its variable and the type by which OpenFisca knows it."""


def system(sums: str) -> TaxBenefitSystem:
    """Return the model, with sums kept as an "object" or in "64 bits"."""
    made = TaxBenefitSystem([CLAIM])
    made.parameters = ParameterNode("", data={"rate": {"values": {str(day): {"value": rate} for day, rate in RATES}}})
    for name, formula in _variables():
        base, of = KINDS["day" if name.startswith(DAYS) else sums]
        words = {"value_type": of, "entity": CLAIM, "definition_period": DateUnit.DAY, "label": name}
        made.add_variable(type(name, (base,), words | ({"formula": formula} if formula else {})))
    return made


def _variables() -> Iterator[tuple[str, Formula | None]]:
    yield from ((name, None) for name in ("amount", "due", "demanded", "agreed"))
    yield from ((f"{name}_{n}", None) for n in range(1, PAYMENTS + 1) for name in ("paid_on", "paid"))
    yield "first_day", _first_day
    for n in range(1, PAYMENTS + 2):
        yield from ((f"{name}_{n}", make(n)) for name, make in _STEPS.items() if n <= PAYMENTS or name == "accrued")
    yield "principal", lambda claim, period, _law: claim(f"principal_{PAYMENTS}", period)
    yield "interest", _interest
    yield "credit", _credit


def _first_day(claim: Any, period: Any, _law: Any) -> Any:
    due = claim("due", period).astype(np.int64)
    asked = np.maximum(claim("demanded", period) + 31, due + 1)
    return np.where(claim("agreed", period) > 0, due + 1, asked)


def _accrued(n: int) -> Formula:
    """Interest up to the payment with a number, or to the day asked about: a whole numerator over `WHOLE`."""

    def formula(claim: Any, period: Any, law: Any) -> Any:
        on, begin = period.start.date.toordinal(), claim("first_day", period).astype(np.int64)
        before = 0 if n == 1 else claim(f"accrued_{n - 1}", period)
        since = begin if n == 1 else np.maximum(begin, claim(f"paid_on_{n - 1}", period).astype(np.int64) + 1)
        last = on if n > PAYMENTS else np.minimum(claim(f"paid_on_{n}", period).astype(np.int64), on)
        principal = claim("amount", period) if n == 1 else claim(f"principal_{n - 1}", period)
        return before + principal * _weights(law, since, last, int(begin.min()), on)

    return formula


def _weights(law: Any, first: Any, last: Any, begin: int, on: int) -> Any:
    """The sum of rate × day weight of some days: half-year by half-year, each at the rate of its first day."""
    found = np.zeros(len(first), np.int64)
    for start, end in _half_years(begin, on):
        leap = 365 if dt.date.fromordinal(start).year % 4 == 0 else 366
        days = np.maximum(np.minimum(last, end) - np.maximum(first, start) + 1, 0)
        found += days * (int(law(str(dt.date.fromordinal(start))).rate) * leap)
    return found


def _half_years(first: int, last: int) -> Iterator[tuple[int, int]]:
    year, half = dt.date.fromordinal(first).year, dt.date.fromordinal(first).month > 6  # noqa: PLR2004
    while (start := dt.date(year, 7 if half else 1, 1).toordinal()) <= last:
        year, half = year + half, not half
        yield start, dt.date(year, 7 if half else 1, 1).toordinal() - 1


def _rounded(accrued: Any) -> Any:
    return (2 * accrued + WHOLE) // (2 * WHOLE)


def _to_interest(n: int) -> Formula:
    def formula(claim: Any, period: Any, _law: Any) -> Any:
        owed = _rounded(claim(f"accrued_{n}", period)) - _paid(claim, period, n - 1)
        return np.minimum(claim(f"paid_{n}", period), np.maximum(owed, 0))

    return formula


def _paid(claim: Any, period: Any, upto: int) -> Any:
    return sum((claim(f"to_interest_{n}", period) for n in range(1, upto + 1)), 0)


def _principal(n: int) -> Formula:
    def formula(claim: Any, period: Any, _law: Any) -> Any:
        before = claim("amount", period) if n == 1 else claim(f"principal_{n - 1}", period)
        return before - np.minimum(claim(f"paid_{n}", period) - claim(f"to_interest_{n}", period), before)

    return formula


_STEPS: Final = {"accrued": _accrued, "to_interest": _to_interest, "principal": _principal}


def _interest(claim: Any, period: Any, _law: Any) -> Any:
    accrued = claim(f"accrued_{PAYMENTS + 1}", period)
    return np.maximum(_rounded(accrued) - _paid(claim, period, PAYMENTS), 0)


def _credit(claim: Any, period: Any, _law: Any) -> Any:
    paid = sum((claim(f"paid_{n}", period) for n in range(1, PAYMENTS + 1)), 0)
    reduced = claim("amount", period) - claim("principal", period)
    return paid - _paid(claim, period, PAYMENTS) - reduced


def simulation(model: TaxBenefitSystem, claims: Claims, on: dt.date) -> Simulation:
    """Return a population of claims on a day with its inputs set, nothing of it worked out yet."""
    made = SimulationBuilder().build_default_simulation(model, len(claims.amount))
    inputs = {"amount": claims.amount, "due": claims.due, "demanded": claims.demanded, "agreed": claims.agreed}
    for n, (days, paid) in enumerate(zip(claims.days, claims.paid, strict=True), 1):
        inputs |= {f"paid_on_{n}": days, f"paid_{n}": paid}
    for name, column in inputs.items():
        made.set_input(name, str(on), column)
    return made


def balances(made: Simulation, on: dt.date) -> tuple[Any, ...]:
    """Return principal, interest and credit at the end of a day, in øre, worked out anew."""
    for name, variable in made.tax_benefit_system.variables.items():
        if variable.formulas:
            made.delete_arrays(name)
    return tuple(made.calculate(name, str(on)) for name in SUMS)
