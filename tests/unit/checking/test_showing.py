"""What lawyers read: a record in words, and what changed between two versions of a profile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from collectrules import BadInput, Profile, load_profile
from collectrules.checking import check_profile, diff, new, show
from collectrules.loader import model as m
from collectrules.loader.walking import cited, everything

Write = Callable[..., Path]
TARIFF = """
[value.costs]
what     = "Highest costs"
law      = "act-2"
unit     = "currency"
keyed_by = "claim_arose"
certainty = "unconfirmed"
[[value.costs.value]]
from = 2010-01-01
is   = { bands = [[100.00, 5.00], ["over", { is = 9.00, percent_above = 1.00 }]], maximum = 50.00 }
[[value.costs.value]]
from    = 2015-01-01
unknown = true
"""


@pytest.fixture
def law(write: Write) -> Profile:
    return load_profile(path=write(more=TARIFF))


def test_a_record_is_shown_with_every_word_and_its_law(law: Profile) -> None:
    assert show(law, "value.costs").splitlines() == [
        "value.costs: Highest costs",
        "  file: more.toml",
        "  law: act-2, Payments Act, § 2 (statute)",
        "  certainty: unconfirmed",
        "  keyed_by: claim_arose",
        "  unit: currency",
        "  from 2010-01-01: to 100.00: 5.00; over: 9.00, 1.00 % of what is above, maximum 50.00",
        "  from 2015-01-01: unknown",
    ]


def test_a_doubt_is_shown_option_by_option(law: Profile) -> None:
    shown = show(law, "fee.reminder")
    assert "  once 1, if gap is narrow:\n    since: previous.charged\n    days: 10\n" in shown
    assert "  once 1, if gap is wide:\n    after: previous.charged\n    days: 10\n" in shown


def test_every_record_that_ships_can_be_shown() -> None:
    profile = load_profile("DK")
    for kind, record in everything(profile):
        shown = show(profile, f"{kind}.{record.name}")
        assert shown.startswith(f"{kind}.{record.name}: ")
        assert all(key in shown for key in cited(record))
        assert "<" not in shown.replace("<=", "")


@pytest.mark.parametrize(
    ("name", "nearest"), [("fee.remindr", "fee.reminder"), ("fees.reminder", "fee.reminder"), ("", None), ("fee", None)]
)
def test_a_record_that_is_not_there_is_refused(law: Profile, name: str, nearest: str | None) -> None:
    with pytest.raises(BadInput) as caught:
        show(law, name)
    assert caught.value.code == "unknown_record"
    assert nearest is None or caught.value.faults[0].nearest == nearest


# Differences -----------------------------------------------------------------------------------------------


def changes(write: Write, old: str, new_: str, text: str = TARIFF) -> list[str]:
    before = load_profile(path=write(more=text))
    after = load_profile(path=write(more=text.replace(old, new_)))
    return [str(change) for change in diff(before, after)]


@pytest.mark.parametrize(
    ("old", "new_", "told"),
    [
        ("100.00, 5.00", "100.00, 5.01", ["value.costs, value, from 2010-01-01, to 100.00: 5.00 → 5.01"]),
        ("maximum = 50.00", "maximum = 60.00", ["value.costs, value, from 2010-01-01, maximum: 50.00 → 60.00"]),
        (
            "100.00, 5.00",
            "200.00, 5.00",
            [
                "removed value.costs, value, from 2010-01-01, to 100.00: 5.00",
                "added value.costs, value, from 2010-01-01, to 200.00: 5.00",
            ],
        ),
        (
            "[[value.costs.value]]\nfrom    = 2015-01-01\nunknown = true\n",
            "[[value.costs.value]]\nfrom    = 2015-01-01\nis = 7.00\n",
            [
                "removed value.costs, value, from 2015-01-01, unknown: true",
                "added value.costs, value, from 2015-01-01: 7.00",
            ],
        ),
        ('certainty = "unconfirmed"\n', "", ["removed value.costs, certainty: unconfirmed"]),
        ('"claim_arose"', '"claim_due"', ["value.costs, keyed_by: claim_arose → claim_due"]),
        ("[value.costs]\n", "# moved to another line\n[value.costs]\n", []),
        (TARIFF, "", ["removed value.costs: Highest costs"]),
        ("Highest costs", "The highest costs", ["value.costs, what: Highest costs → The highest costs"]),
    ],
)
def test_a_change_is_told_down_to_the_row(write: Write, old: str, new_: str, told: list[str]) -> None:
    assert changes(write, old, new_) == told


def test_what_is_added_is_told(write: Write) -> None:
    before, after = load_profile(path=write(more="")), load_profile(path=write(more=TARIFF))
    (change,) = diff(before, after)
    assert (change.record, change.before, change.after) == ("value.costs", None, "Highest costs")


def test_a_change_of_a_condition_is_told_in_words(write: Write) -> None:
    act = '[act.x]\nwhat = "X"\nlaw = "act-1"\nby = "court"\nwhen = { principal = { to = 100.00 } }\n'
    assert changes(write, "100.00", "200.00", act) == ["act.x, when: principal to 100.00 → principal to 200.00"]


def test_a_change_of_the_header_is_told(write: Write) -> None:
    before = load_profile(path=write())
    header = write().joinpath("profile.toml").read_text("utf-8").replace('version   = "1"', 'version   = "2"')
    assert [str(change) for change in diff(before, load_profile(path=write(profile=header)))] == [
        "profile, version: 1 → 2"
    ]


def test_a_profile_does_not_differ_from_itself() -> None:
    assert diff(load_profile("DK"), load_profile("DK")) == ()


# A new profile ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "name", "currency"), [("NO", "Norway", "NOK"), ("_x", "Ārland", "JPY"), ("KW", "K", "KWD")]
)
def test_a_new_profile_loads_and_checks_clean(tmp_path: Path, id_: str, name: str, currency: str) -> None:
    folder = new(tmp_path / "new", id_, name, currency, first_day="2015-03-01")
    report = check_profile(folder)
    assert (report.faults, report.warnings, report.uncomputed) == ((), (), ())
    profile = load_profile(path=folder)
    assert (profile.header.id, profile.header.name, profile.header.currency) == (id_, name, currency)
    assert profile.header.first_day.isoformat() == "2015-03-01"
    assert isinstance(profile.act["fell_overdue"], m.Act)


def test_a_new_profile_has_a_case_that_can_fail(tmp_path: Path) -> None:
    folder = new(tmp_path / "new", "NO", "Norway", "NOK")
    case = folder / "cases" / "first.toml"
    case.write_text(case.read_text("utf-8").replace('"not_due"', '"overdue"'), encoding="utf-8")
    assert [fault.code for fault in check_profile(folder).faults] == ["F67"]


@pytest.mark.parametrize(
    ("id_", "name", "currency", "code"),
    [
        ("../NO", "Norway", "NOK", "profile_id"),
        ("NO", 'Nor"way', "NOK", "profile_name"),
        ("NO", "Nor\nway", "NOK", "profile_name"),
        ("NO", " ", "NOK", "profile_name"),
        ("NO", "Norway", "NOX", "unknown_currency"),
    ],
)
def test_a_new_profile_of_a_strange_name_is_refused(
    tmp_path: Path, id_: str, name: str, currency: str, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        new(tmp_path / "new", id_, name, currency)
    assert caught.value.code == code
    assert not (tmp_path / "new").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        new(tmp_path, "NO", "Norway", "NOK")
    assert caught.value.code == "folder_not_empty"
    assert (tmp_path / "profile.toml").read_text("utf-8") == "mine"
