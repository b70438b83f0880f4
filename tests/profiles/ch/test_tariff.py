"""The tariff of SR 281.35: bands on each side of their bounds, halves, fees in per mille, frames, versions.

Figures are entered here a second time from the dossier's section 5, not read from the profile.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest

from collectrules import NotModelled, Profile, load_case, load_profile, next_steps, tariff

BOUNDS = ["100.00", "500.00", "1000.00", "10000.00", "100000.00", "1000000.00"]
TABLE_A = "7.00 20.00 40.00 60.00 90.00 190.00 400.00"
TABLE_B = "10.00 25.00 45.00 65.00 90.00 190.00 400.00"
FRUITLESS = "10.00 12.50 22.50 32.50 45.00 95.00 200.00"
HALF_A = "3.50 10.00 20.00 30.00 45.00 95.00 200.00"
HALF_B = "5.00 12.50 22.50 32.50 45.00 95.00 200.00"
BY_CLAIM = {
    "value.table_a": TABLE_A, "value.table_b": TABLE_B, "value.table_b_fruitless": FRUITLESS,
    "fee.payment_order": TABLE_A, "fee.bankruptcy_threat": TABLE_A, "fee.duplicate": HALF_A, "fee.seizure": TABLE_B,
    "fee.seizure_fruitless": FRUITLESS, "fee.seizure_supplement": TABLE_B, "fee.wage_seizure_revision": HALF_B,
}  # fmt: skip
STEP = Decimal("0.05")
# The frame of Art. 48 by band, before and since 2022.
LEAST = {"2021-12-31": "40 50 60 70 120", "2022-01-01": "40 50 60 70 500"}
MOST = {"2021-12-31": "150 300 500 1000 2000", "2022-01-01": "150 300 500 2000 4000"}
FRAME_BOUNDS = ["1000.00", "10000.00", "100000.00", "1000000.00"]
FIXED = {
    "fee.request_withdrawn": "5.00",
    "fee.silent_enforcement": "5.00", "fee.service_attempt": "7.00", "fee.seizure_attempt": "10.00",
    "fee.continuation_settled": "5.00", "fee.joining_note": "6.00", "fee.realisation_not_carried_out": "5.00",
    "fee.opposition": "0.00", "fee.invitation": "0.00", "fee.register_extract": "17.00",
    "value.non_disclosure": "40.00",
    "fee.withdrawal": "0.00", "value.page": "8.00", "value.page_further": "4.00", "value.photocopy": "2.00",
    "value.form_help": "5.00", "value.phone_call": "5.00", "value.fax": "1.00", "value.public_notice": "40.00",
    "value.inspection": "9.00", "value.further_half_hour": "40.00", "value.extract_sent": "18.00",
    "value.extract_registered": "22.00", "value.travel_km": "2.00", "value.service_for_other_office": "10.00",
    "value.valuables_month": "5.00", "value.encumbrances": "300.00", "value.auction_terms_land": "150.00",
    "value.auction_terms_movables": "100.00", "value.land_registry_notice": "100.00",
    "value.plan_first_page": "25.00", "value.plan_first_page_land": "70.00", "value.plan_further_page": "8.00",
    "value.wage_account": "10.00", "value.assignment_for_collection": "20.00", "value.claim_settled": "20.00",
    "value.inventory_half_hour": "40.00", "value.untariffed_act": "150.00", "value.entry": "5.00",
    "value.search_of_title_register": "9.00",
}  # fmt: skip


def figure(
    ch: Profile, name: str, value: str | Decimal | None, on: str = "2026-03-02", **more: object
) -> Decimal | str:
    """The amount, or the code of the error."""
    try:
        return tariff(ch, name, value=value, on=on, **more).amount  # type: ignore[arg-type]
    except NotModelled as error:
        return error.code


@pytest.mark.parametrize("name", sorted(BY_CLAIM))
@pytest.mark.parametrize("on", ["1998-01-01", "2011-01-01", "2016-02-01", "2019-01-01", "2022-01-01", "2026-01-01"])
def test_a_bound_belongs_to_the_lower_band(ch: Profile, name: str, on: str) -> None:
    fees = [Decimal(fee) for fee in BY_CLAIM[name].split()]
    for bound, (low, high) in zip(BOUNDS, pairwise(fees), strict=True):
        around = [Decimal(bound) - STEP, Decimal(bound), Decimal(bound) + Decimal("0.01"), Decimal(bound) + STEP]
        assert [figure(ch, name, value, on) for value in around] == [low, low, high, high]
    assert figure(ch, name, "25000000.00", on) == fees[-1]


@pytest.mark.parametrize(("on", "certainty"), [("2010-12-31", "unconfirmed"), ("2011-01-01", "sure")])
def test_the_tables_are_sure_from_2011(ch: Profile, on: str, certainty: str) -> None:
    names = ("value.table_a", "value.table_b", "value.table_b_fruitless", "value.table_c", "value.payment_transfer")
    assert {tariff(ch, name, value="500.00", on=on).certainty for name in names} == {certainty}


def test_nothing_is_known_before_1997(ch: Profile) -> None:
    assert {figure(ch, name, "500.00", "1996-12-31") for name in BY_CLAIM} <= {"not_modelled", "no_version"}


@pytest.mark.parametrize("name", sorted(FIXED))
def test_fixed_fees_of_2026(ch: Profile, name: str) -> None:
    assert figure(ch, name, None) == Decimal(FIXED[name])


@pytest.mark.parametrize("claim", ["0.05", "1000.00", "5000000.00"])
def test_a_request_withdrawn_at_once_costs_five_francs_whatever_the_claim(ch: Profile, claim: str) -> None:
    assert figure(ch, "fee.silent_enforcement", claim) == Decimal("5.00")


@pytest.mark.parametrize(("on", "fee"), [("2021-12-31", "5.00"), ("2022-01-01", "0.00")])
def test_a_withdrawal_is_free_since_2022(ch: Profile, on: str, fee: str) -> None:
    assert figure(ch, "fee.withdrawal", None, on) == Decimal(fee)


@pytest.mark.parametrize(
    ("name", "on"),
    [("fee.register_extract", "2010-12-31"), ("value.non_disclosure", "2018-12-31"), ("fee.invitation", "2021-12-31")],
)
def test_what_had_no_figure_yet(ch: Profile, name: str, on: str) -> None:
    assert isinstance(figure(ch, name, None, on), str)


@pytest.mark.parametrize(
    ("value", "fee"),
    [
        ("0.05", "0.05"), ("9.95", "9.95"), ("10.00", "10.00"), ("500.00", "10.00"), ("500.05", "50.00"),
        ("1000.00", "50.00"), ("1000.05", "100.00"), ("10000.00", "100.00"), ("10000.05", "200.00"),
        ("100000.00", "200.00"), ("100000.05", "200.00"), ("150000.00", "300.00"),
    ],
)  # fmt: skip
def test_a_sale_costs_by_its_proceeds_and_never_more(ch: Profile, value: str, fee: str) -> None:
    found = figure(ch, "value.table_c", value)
    assert found == Decimal(fee)
    assert Decimal(found) <= Decimal(value)


@pytest.mark.parametrize(
    ("value", "rappen", "five"),
    [
        ("1000.00", "5.00", "5.00"),
        ("1000.05", "5.00", "5.00"),
        ("1233.00", "6.17", "6.15"),
        ("1235.00", "6.18", "6.20"),
        ("99999.00", "500.00", "500.00"),
        ("99990.00", "499.95", "499.95"),
        ("100000.00", "500.00", "500.00"),
        ("5000000.00", "500.00", "500.00"),
    ],
)
def test_taking_in_and_passing_on(ch: Profile, value: str, rappen: str, five: str) -> None:
    found = [
        figure(ch, "value.payment_transfer", value, readings={"promille_rounding": option})
        for option in ("rappen", "five_rappen")
    ]
    assert found == [Decimal(rappen), Decimal(five)]


@pytest.mark.parametrize("on", sorted(LEAST))
def test_the_frame_of_summary_matters(ch: Profile, on: str) -> None:
    bounds = list(zip(LEAST[on].split(), MOST[on].split(), strict=True))
    for bound, (low, high) in zip(FRAME_BOUNDS, pairwise(bounds), strict=True):
        around = [Decimal(bound) - STEP, Decimal(bound), Decimal(bound) + Decimal("0.01")]
        assert [frame(ch, value, on) for value in around] == [low, low, high]


def frame(ch: Profile, claim: Decimal, on: str) -> tuple[str, str]:
    """What the creditor may have to advance for the removal of an opposition."""
    events = [
        {"on": "2021-10-05", "kind": "payment_order_served"}, {"on": "2021-10-07", "kind": "opposition"},
        {"on": "2021-11-01", "kind": "title_obtained", "title": "judgment"},
    ]  # fmt: skip
    claims = [{"id": "1", "kind": "other", "amount": str(claim), "arose": "2020-12-01", "due": "2021-01-04"}]
    case = load_case(
        {"format": 1, "id": "frame", "jurisdiction": "CH", "currency": "CHF", "region": "BE",
         "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": claims, "events": events}
    )  # fmt: skip
    (step,) = [step for step in next_steps(case, ch, on=on).proposals if step.action == "setting_aside_requested"]
    (advance,) = step.advances
    assert (advance.amount, step.status) == (None, "open")
    return f"{advance.amount_min:.0f}", f"{advance.amount_max:.0f}"


def test_fees_do_not_fall_as_the_claim_grows(ch: Profile) -> None:
    claims = [str(50 * 2**power) for power in range(17)]
    for name in BY_CLAIM:
        fees = [Decimal(figure(ch, name, claim)) for claim in claims]
        assert all(low <= high for low, high in pairwise(fees)), name


def test_what_the_creditor_advances_the_debtor_owes(ch: Profile) -> None:
    stages = [
        "payment_order",
        "payment_order_postage",
        "service_attempt",
        "seizure",
        "seizure_fruitless",
        "bankruptcy_threat",
        "bankruptcy_threat_postage",
        "provisional_seizure",
        "further_seizure",
    ]
    assert {(ch.fee[name].advanced_by, ch.fee[name].borne_by) for name in stages} == {("creditor", "debtor")}
    assert {ch.fee[name].borne_by for name in ("removal", "bankruptcy_petition")} == {"loser"}
    assert ch.fee["register_extract"].borne_by == "creditor"
    assert {fee.vat for fee in ch.fee.values()} == {"none"}
    assert {fee.bears_interest for fee in ch.fee.values()} == {"never"}


CEILINGS = """
2016-07-01 10 12
2018-12-31 10 12
2019-01-01 10 12
2023-04-30 10 12
2023-05-01 11 13
2023-12-31 11 13
2024-01-01 12 14
2024-12-31 12 14
2025-01-01 11 13
2025-12-31 11 13
2026-01-01 10 12
"""


@pytest.mark.parametrize("row", CEILINGS.strip().split("\n"))
def test_the_ceiling_of_consumer_credit_follows_the_day_of_the_contract(ch: Profile, row: str) -> None:
    contract, *ceilings = row.split()
    for option, ceiling in zip(("cash", "overdraft"), ceilings, strict=True):
        found = figure(ch, "value.credit_ceiling", None, contract=contract, readings={"credit_form": option})
        assert found == Decimal(ceiling)
    assert figure(ch, "value.credit_ceiling", None, contract="2016-06-30") != Decimal(10)


@pytest.mark.parametrize(
    ("on", "known"), [("2022-12-31", False), ("2023-01-01", True), ("2024-12-31", True), ("2025-01-01", False)]
)
def test_a_fee_has_a_life_of_its_own_beside_the_versions_of_its_amount(tmp_path: Path, on: str, known: bool) -> None:
    folder = tmp_path / "ch"
    copytree(Path(load_profile("CH").folder), folder)
    file = folder / "costs.toml"
    text = file.read_text("utf-8").replace("from        = 2022-01-01", "from = 2023-01-01\nto   = 2024-12-31")
    file.write_text(text, "utf-8")
    lived = load_profile(path=folder)
    if known:
        assert tariff(lived, "fee.invitation", on=on).amount == 0
        return
    with pytest.raises(NotModelled) as caught:
        tariff(lived, "fee.invitation", on=on)
    assert caught.value.code == "not_modelled"
