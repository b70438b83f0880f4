"""A term above what the law allows takes the interest away, one above what is usual is noted: an invented country.

3,650.00 bear 0.10 a day for each per cent; ten days after the due day.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from collectrules import Profile, audit, load_case, load_profile, standing


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d47")


@pytest.mark.parametrize(
    ("terms", "readings", "interest", "told"),
    [
        ({}, {}, "5.00", []),
        ({"apr": "10.00", "agreed_rate": "8.00"}, {}, "8.00", []),
        ({"apr": "10.01", "agreed_rate": "8.00"}, {}, "0.00", [("above_ceiling", "breach")]),
        # of a card twelve per cent are allowed
        ({"apr": "12.00", "agreed_rate": "8.00"}, {"credit": "card"}, "8.00", []),
        ({"apr": "12.00", "agreed_rate": "8.00"}, {}, "0.00", [("above_ceiling", "breach")]),
        # unusual is not forbidden
        ({"agreed_rate": "9.00"}, {}, "9.00", [("above_usual", "note")]),
        ({"apr": "11.00", "agreed_rate": "9.00"}, {}, "0.00", [("above_ceiling", "breach"), ("above_usual", "note")]),
    ],
)
def test_what_lies_above_a_value_of_law(
    law: Profile, terms: dict[str, str], readings: dict[str, str], interest: str, told: list[tuple[str, str]]
) -> None:
    claim = {"id": "1", "kind": "loan", "amount": "3650.00", "due": "2020-12-31"} | terms
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim]}
    )  # fmt: skip
    found = standing(case, law, on="2021-01-10", readings=readings)
    assert found.owed.interest == Decimal(interest)
    assert [
        (each.code, each.severity) for each in audit(case, law, on="2021-01-10", readings=readings).findings
    ] == told


def test_the_reading_matters_where_a_term_lies_between_its_values(law: Profile) -> None:
    def sensitive(apr: str) -> list[str]:
        claim = {"id": "1", "kind": "loan", "amount": "3650.00", "due": "2020-12-31", "apr": apr}
        case = load_case(
            {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
             "claims": [claim]}
        )  # fmt: skip
        return [used.reading for used in standing(case, law, on="2021-01-10").readings_used if used.sensitive]

    assert (sensitive("10.00"), sensitive("12.00"), sensitive("12.01")) == ([], ["credit"], [])
