"""What golden cases cannot say of German default and interest: what is asked for where a fact is missing."""

from __future__ import annotations

import pytest

from collectrules import NotModelled, Profile, interest


def test_the_day_a_debt_between_businesses_arose_decides_its_points_and_is_asked_for(de: Profile) -> None:
    with pytest.raises(NotModelled) as found:
        interest(de, "1000.00", due="2025-01-31", until="2025-03-31", debtor="business")
    assert [(fault.code, fault.path) for fault in found.value.faults] == [("missing_fact", "arose")]


def test_a_consumer_s_points_do_not_hang_on_that_day(de: Profile) -> None:
    """1,000 × 7.27 % × 59 / 365 = 11.75."""
    assert str(interest(de, "1000.00", due="2025-01-31", until="2025-03-31").interest) == "11.75"


def test_the_points_of_a_business_debt(de: Profile) -> None:
    """1,000 × 11.27 % × 59 / 365 = 18.217."""
    found = interest(de, "1000.00", due="2025-01-31", until="2025-03-31", debtor="business", arose="2025-01-01")
    assert str(found.interest) == "18.22"


def test_whether_a_consumer_credit_is_secured_by_land_is_asked_for(de: Profile) -> None:
    with pytest.raises(NotModelled) as found:
        interest(de, "1000.00", due="2025-01-31", until="2025-03-31", kind="consumer_credit")
    assert [(fault.code, fault.path) for fault in found.value.faults] == [("missing_fact", "secured")]
