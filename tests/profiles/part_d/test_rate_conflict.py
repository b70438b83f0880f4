"""Two rates that apply on one day, of which neither displaces the other, are refused: nobody says which one counts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from collectrules import NotModelled, Profile, interest, load_profile

HERE = Path(__file__).parent


def with_rates(tmp_path: Path, first: str, second: str) -> Profile:
    """The invented country of matters, with a second rate beside its own."""
    for folder in ("_base", "_d28"):
        copytree(HERE / folder, tmp_path / folder)
    file = tmp_path / "_d28" / "profile.toml"
    text = file.read_text("utf-8").replace("fixed = 10.00\n", f"fixed = 10.00\n{first}")
    text = text.replace('rates       = ["ten"]', 'rates       = ["ten", "eleven"]')
    more = f'\n[rate.eleven]\nwhat  = "Eleven per cent"\nlaw   = "act-1"\nfixed = 11.00\n{second}'
    file.write_text(text + more, "utf-8")
    return load_profile(path=tmp_path / "_d28")


def owed(profile: Profile) -> Decimal:
    return interest(profile, "36500.00", due="2020-12-31", until="2021-01-10").interest


def test_one_after_the_other_they_count_each_for_its_days(tmp_path: Path) -> None:
    # 36,500.00 a year of 365 days: ten euros for each of five days, eleven for each of the next five
    assert owed(with_rates(tmp_path, "to = 2021-01-05\n", "from = 2021-01-06\n")) == Decimal("105.00")


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ("", "", "2021-01-01"),
        ("to = 2021-01-06\n", "from = 2021-01-06\n", "2021-01-06"),
        ("", "from = 2021-01-10\n", "2021-01-10"),
    ],
)
def test_on_one_day_they_are_refused(tmp_path: Path, first: str, second: str, day: str) -> None:
    with pytest.raises(NotModelled) as caught:
        owed(with_rates(tmp_path, first, second))
    (fault,) = caught.value.faults
    assert (fault.code, day in fault.expected) == ("rate_conflict", True)
    assert set(str(fault.got).split(", ")) == {"rate.ten", "rate.eleven"}


def test_before_the_first_day_of_interest_nothing_is_in_conflict(tmp_path: Path) -> None:
    assert owed(with_rates(tmp_path, "", "to = 2020-12-31\n")) == Decimal("100.00")
