"""BGB 217: interest is barred at the latest with the claim that a title fixed, though its own three years go on."""

from __future__ import annotations

import collectrules as cr

TITLED = {
    "id": "old", "currency": "EUR", "region": "NW", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2002-02-04",
                "due": "2002-03-04", "due_is": "agreed"}],
    "events": [{"on": "2002-06-03", "kind": "judgment"}],
}  # fmt: skip


def interest(on: str) -> tuple[list[tuple[str, str]], str, str]:
    """The clocks of interest, what accrued, what of it is barred."""
    found = cr.standing(cr.load_case(TITLED), cr.load_profile("DE"), on=on, assume="carry_forward")
    clocks = [(str(clock.ends), clock.state) for clock in found.clocks if clock.component == "interest"]
    line = next(line for line in found.lines if line.kind == "interest")
    assert line.barred is not None
    return clocks, str(line.lawful), str(line.barred.amount)


def test_interest_of_the_last_years_falls_with_the_title() -> None:
    """Thirty years from 3 June 2002 end on Thursday 3 June 2032; interest of 2030 had until the end of 2033."""
    clocks, lawful, barred = interest("2032-06-03")
    assert clocks[0] == ("2032-06-03", "running")
    assert barred < lawful
    clocks, lawful, barred = interest("2032-06-04")
    assert {state for _, state in clocks} == {"expired"}
    assert barred == lawful
