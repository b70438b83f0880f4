"""Claims in a file for a spreadsheet (MI), and how agency and client share what came in (IW)."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Case, Profile, load_case, load_profile
from collectrules.portfolio import reporting as r
from collectrules.portfolio.sheets import write_csv, write_excel

D = Decimal
HALF = {"principal": "10", "interest": "50", "fees": "0", "costs": "100"}


@pytest.fixture(scope="module")
def ch() -> Profile:
    return load_profile("CH")


def dossier(name: str, amount: str, *events: dict[str, Any]) -> Case:
    """A medical claim that falls due on 5 January 2026, and bears no interest until then."""
    claim = {"id": "1", "kind": "medical", "amount": amount, "arose": "2025-11-03", "due": "2026-01-05",
             "due_agreed": True, "reference": "own-17"}  # fmt: skip
    return load_case(
        {"id": name, "jurisdiction": "CH", "region": "ZH", "currency": "CHF", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer", "natural": True, "registered": False}, "claims": [claim],
         "events": list(events)}
    )  # fmt: skip


# MI-13 -----------------------------------------------------------------------------------------------------


@pytest.fixture
def claims(ch: Profile) -> r.Report:
    paid = {"on": "2026-01-04", "kind": "payment", "amount": "400.00", "received_by": "collector"}
    return r.active_claims([dossier("D-1", "1032.25"), dossier("=D-2", "600.00", paid)], ch, on="2026-01-05")


WANTED = ("case", "claim", "reference", "currency", "claimed", "outstanding")


def test_the_claims_are_exported_as_rows_for_a_spreadsheet(claims: r.Report, tmp_path: Path) -> None:
    write_csv(claims, tmp_path / "claims.csv", language="fr")
    text = (tmp_path / "claims.csv").read_text("utf-8-sig")
    heads, *rows = [row for row in csv.reader(text.splitlines()) if not row[0].startswith("#")]
    places = [[column.key for column in claims.columns].index(key) for key in WANTED]
    assert [heads[place] for place in places[:2]] == ["dossier", "créance"]
    # What a spreadsheet would take for a formula is a text.
    assert [[row[place] for place in places] for row in rows] == [
        ["D-1", "1", "own-17", "CHF", "1032.25", "1032.25"],
        ["'=D-2", "1", "own-17", "CHF", "600.00", "200.00"],
    ]


def test_the_claims_are_exported_to_excel_as_numbers(claims: r.Report, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra tables is not installed")
    write_excel(claims, tmp_path / "claims.xlsx", language="de")
    sheet = openpyxl.load_workbook(tmp_path / "claims.xlsx").worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert {"Fall", "Forderung"} <= set(heads)
    place = [column.key for column in claims.columns].index("outstanding")
    cells = [row[place] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(1032.25, "n"), (200, "n")]


# IW-10 -----------------------------------------------------------------------------------------------------


def paid(name: str, on: str, amount: str, to: str = "collector", **more: str) -> dict[str, Any]:
    return {"id": name, "on": on, "kind": "payment", "amount": amount, "received_by": to} | more


def row(found: r.Report, *keys: str) -> tuple[Any, ...]:
    (only,) = found.rows
    return tuple(only[key] for key in keys)


@pytest.mark.parametrize(
    ("shares", "commission", "payout"),
    [
        # 5 % of 1,032.25 for 6 January to 11 February, 37 days of 365, are 5.23; the rest of 500 pays principal.
        # A tenth of 494.77 and a half of 5.23: 49.477 + 2.615 = 52.092, rounded once (each by itself it were 52.10).
        (HALF, "52.09", "447.91"),
        ({"principal": "0", "interest": "0", "fees": "0", "costs": "0"}, "0.00", "500.00"),
        ({"principal": "100", "interest": "100", "fees": "100", "costs": "100"}, "500.00", "0.00"),
    ],
)
def test_the_agency_keeps_of_each_component_what_the_contract_says_and_pays_out_the_rest(
    ch: Profile, shares: dict[str, str], commission: str, payout: str
) -> None:
    case = dossier("D-1", "1032.25", paid("p", "2026-02-11", "500.00"))
    found = r.commission([case], ch, month="2026-02", shares=r.load_shares(shares))
    assert row(found, "to_interest", "to_principal") == (D("5.23"), D("494.77"))
    assert row(found, "commission", "payout") == (D(commission), D(payout))
    assert found.terms["principal"] == f"{shares['principal']}%"


def test_what_is_undone_gives_the_commission_back_in_its_month(ch: Profile) -> None:
    back = {"on": "2026-03-03", "kind": "payment_reversed", "of": "p"}
    case = dossier("D-1", "1032.25", paid("p", "2026-02-11", "500.00"), back)
    months = [r.commission([case], ch, month=f"2026-{month}", shares=r.load_shares(HALF)) for month in ("02", "03")]
    first, second = (row(found, "entry", "commission", "payout") for found in months)
    assert (first[0], second[0]) == ("payment", "undone")
    assert (first[1] + second[1], first[2] + second[2]) == (0, 0)
    assert first[1] > 0


def test_of_what_the_creditor_received_himself_the_agency_is_owed_its_share(ch: Profile) -> None:
    """Paid before the due day all of it is principal: a tenth of 200 is 20."""
    case = dossier("D-1", "1032.25", paid("p", "2026-01-04", "200.00", "creditor"))
    shares = r.load_shares(HALF)
    assert r.commission([case], ch, month="2026-01", shares=shares).rows == ()
    found = r.commission([case], ch, month="2026-01", shares=shares, received_by="creditor")
    assert row(found, "amount", "commission", "payout") == (200, 20, -20)


def test_what_no_claim_needs_is_the_debtors_and_is_not_shared(ch: Profile) -> None:
    case = dossier("D-1", "1032.25", paid("p", "2026-01-04", "1132.25"))
    found = r.commission([case], ch, month="2026-01", shares=r.load_shares(HALF))
    # A tenth of 1,032.25 is 103.225, a half is rounded up; 100 were too much.
    assert row(found, "unallocated", "commission", "payout") == (100, D("103.23"), D("929.02"))


@pytest.mark.parametrize(
    ("shares", "code", "path"),
    [
        ({"principal": "10", "interest": "50", "fees": "0"}, "missing_field", "costs"),
        (HALF | {"principal": "101"}, "commission_share", "principal"),
        (HALF | {"fees": "-1"}, "commission_share", "fees"),
        (HALF | {"fees": "ten"}, "commission_share", "fees"),
        (HALF | {"fee": "10"}, "unknown_field", "fee"),
    ],
)
def test_no_share_is_presumed_and_none_that_cannot_be_is_taken(shares: dict[str, str], code: str, path: str) -> None:
    with pytest.raises(BadInput) as caught:
        r.load_shares(shares)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [(code, path)]
