"""What golden cases cannot say of Austrian interest: what is taken for granted, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from collectrules import NotModelled, NotYetPublished, Profile, interest


def test_a_consumer_owes_four_per_cent(at: Profile) -> None:
    """1,000 × 4 % × 59 / 365 = 6.466."""
    assert str(interest(at, "1000.00", due="2025-01-31", until="2025-03-31").interest) == "6.47"


def test_a_business_owes_points_by_the_day_of_its_contract(at: Profile) -> None:
    """1,000 × 11.73 % × 59 / 365 = 18.961."""
    found = interest(at, "1000.00", due="2025-01-31", until="2025-03-31", debtor="business", arose="2025-01-01")
    assert str(found.interest) == "18.96"


def test_without_any_day_nobody_can_tell_the_points(at: Profile) -> None:
    with pytest.raises(NotModelled) as found:
        interest(at, "1000.00", due="2025-01-31", until="2025-03-31", debtor="business")
    assert [fault.code for fault in found.value.faults] == ["missing_fact"]


def test_the_rate_of_a_half_year_is_known_to_its_end_and_no_further(at: Profile) -> None:
    """The base rate was seen in November 2026: that of 1 July governs until 31 December; 153 days × 10.73."""
    due, arose = "2026-07-31", "2026-07-01"
    found = interest(at, "36500.00", due=due, until="2026-12-31", debtor="business", arose=arose)
    assert str(found.interest) == "1641.69"
    with pytest.raises(NotYetPublished):
        interest(at, "36500.00", due=due, until="2027-01-01", debtor="business", arose=arose)


def test_interest_by_itself_stops_at_the_principal_too(at: Profile) -> None:
    """100.00 at four per cent have doubled after 25 whole years; 2003 to 2027 are 25."""
    found = interest(at, "100.00", due="2002-12-31", until="2035-12-31")
    assert str(found.interest) == "100.00"


def test_a_business_owes_more_than_the_principal_in_the_end(at: Profile) -> None:
    """Sixteen years at 7.38 per cent or more, the least that eight points over the base rate ever made: 118.08."""
    found = interest(at, "100.00", due="2009-12-31", until="2025-12-31", debtor="business", arose="2009-06-01")
    assert found.interest > Decimal("7.38") * 16
