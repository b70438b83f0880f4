"""The changes of a law: each is one figure or inequality, the rest stays, and a wrong figure is noticed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.checking.rows import Golden, tariff_of
from tests.mutation import mutate
from tests.mutation.mutate import (
    CAUGHT,
    SURVIVED,
    Bench,
    bench,
    equivalents,
    hints,
    key_of,
    likeliest,
    noticed_together,
    outcomes,
    report,
    sampled,
    together,
    tried,
)  # fmt: skip
from tests.mutation.sites import Site, changed, sites


@cache
def bench_of(profile: str) -> Bench:
    return bench(Path(__file__).parents[2] / "profiles" / profile)


def danish() -> Bench:
    return bench_of("dk")


@cache
def every(profile: str = "dk") -> dict[str, Site]:
    return {key_of(site): site for site in sites(bench_of(profile).profile)}


def test_each_kind_of_figure_is_changed_up_and_down() -> None:
    expected = {
        "fee.reminder.limits[1].at_most: 3 → 4",
        "fee.reminder.limits[1].at_most: 3 → 2",
        "fee.reminder.amount.value[1].is.is: 100.00 → 100.01",
        "fee.reminder.amount.value[1].is.is: 100.00 → 99.99",
        "rate.procesrente.margin.value[2].from: 2013-03-01 → 2013-03-02",
        "rate.procesrente.margin.value[2].from: 2013-03-01 → 2013-02-28",
        "rate.procesrente.margin.value[2].is.is: 8.00 → 8.01",
    }
    assert expected <= set(every())


def test_inequalities_are_turned() -> None:
    turned = [key.partition(": ")[2] for key in every()]
    assert "since previous.charged → after previous.charged" in turned
    assert any(change.startswith("from ") and "→ over " in change for change in turned)


def test_prose_and_sources_are_left_alone() -> None:
    assert not any(part in key for key in every() for part in (".source", ".checked", ".what"))


def test_a_change_leaves_the_profile_and_everything_else_as_it_was() -> None:
    site = every()["fee.reminder.limits[1].at_most: 3 → 4"]
    other = changed(danish().profile, site)
    assert other.fee["reminder"].limits[0].at_most == 4
    assert other.fee["reminder"].limits[1] == danish().profile.fee["reminder"].limits[1]
    assert danish().profile.fee["reminder"].limits[0].at_most == 3
    assert {name for name in other.fee if other.fee[name] != danish().profile.fee[name]} == {"reminder"}
    assert other.memo == {}


def test_a_change_reaches_the_answers() -> None:
    document = {
        "format": 1, "id": "m", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
        "debtor": {"kind": "consumer"}, "events": [{"on": "2018-10-05", "kind": "reminder", "fee": "100.00"}],
        "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-09-01",
                    "due": "2018-10-01", "due_is": "agreed"}],
    }  # fmt: skip
    other = changed(danish().profile, every()["fee.reminder.amount.value[1].is.is: 100.00 → 99.99"])
    on = dt.date(2018, 10, 5)
    assert cr.standing(cr.load_case(document), danish().profile, on=on).owed.fees == Decimal("100.00")
    assert cr.standing(cr.load_case(document), other, on=on).owed.fees == Decimal("99.99")


@pytest.mark.parametrize(
    "change",
    [
        "fee.reminder.limits[1].at_most: 3 → 2",
        "fee.reminder.amount.value[1].is.is: 100.00 → 99.99",
        "rate.procesrente.margin.value[2].is.is: 8.00 → 8.01",
    ],
)
def test_a_wrong_figure_of_the_core_is_noticed(change: str) -> None:
    assert tried(every()[change], danish()) == CAUGHT


@pytest.mark.parametrize(("profile", "count"), [("dk", 20), ("ch", 8)])
def test_every_change_of_a_sample_is_noticed_or_listed_with_a_reason(profile: str, count: int) -> None:
    """Some of the whole run, the same each time; `nox -s mutation` tries all of them."""
    made, listed = bench_of(profile), equivalents(bench_of(profile).profile)
    chosen = [site for site in sampled(list(every(profile).values()), None, 7) if key_of(site) not in listed][:count]
    caught: dict[tuple[object, ...], list[Golden]] = {}
    assert [key_of(site) for site in chosen if tried(site, made, caught) != CAUGHT] == []


@pytest.mark.parametrize("profile", ["dk", "ch"])
def test_what_is_listed_as_making_no_difference_is_a_change_and_says_why(profile: str) -> None:
    listed = equivalents(bench_of(profile).profile)
    assert listed
    assert listed.keys() <= every(profile).keys()
    assert all(len(reason) > 40 for reason in listed.values())


def test_a_profile_without_a_list_has_no_change_that_makes_no_difference() -> None:
    header = replace(danish().profile.header, id="NOWHERE")
    assert equivalents(replace(danish().profile, header=header)) == {}


def test_the_likeliest_case_runs_first() -> None:
    site = every()["value.table_a.value[3].is.bands[1][2].is: 400.00 → 400.01"]
    first, *_ = likeliest(site, danish().cases, [])
    assert tariff_of(first) == "value.table_a"
    again = danish().cases[-1]
    assert likeliest(site, danish().cases, [again])[0] is again


@pytest.mark.parametrize("profile", ["dk", "ch"])
def test_the_golden_cases_hold_before_anything_is_changed(profile: str) -> None:
    assert bench_of(profile).cases
    assert bench_of(profile).failing == ()


def test_a_sample_is_the_same_for_its_seed_and_grows() -> None:
    all_ = list(every().values())
    assert sampled(all_, 20, 7) == sampled(all_, 40, 7)[:20] != sampled(all_, 20, 8)


def test_a_stopped_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = [every()["rate.procesrente.margin.value[2].is.is: 8.00 → 8.01"]]
    state = tmp_path / "kept" / "state.jsonl"
    first = outcomes(chosen, danish(), state)
    monkeypatch.setattr(mutate, "tried", lambda *_: pytest.fail("tried a second time"))
    assert outcomes(chosen, danish(), state) == first
    assert len(state.read_text("utf-8").splitlines()) == 1


def test_the_page_lists_survivors_by_law_and_what_makes_no_difference_by_reason() -> None:
    two, four = (every()[f"fee.reminder.limits[1].at_most: 3 → {most}"] for most in (2, 4))
    other = every()["rate.procesrente.margin.value[2].is.is: 8.00 → 8.01"]
    found = [(two, SURVIVED), (four, SURVIVED), (other, CAUGHT)]
    page = report(danish(), len(every()), found, {key_of(four): "Because.", key_of(other): "Wrongly."})
    assert "### rentel-9b-2\n\n- `fee.reminder.limits[1].at_most`: 3 → 2\n" in page
    assert "| survived | 1 |" in page
    assert "| make no difference, with the reason below | 1 |" in page
    assert f"\n\nBecause.\n\n- `{key_of(four)}`\n" in page
    assert f"## Noticed although it is listed as making no difference\n\n- `{key_of(other)}`\n" in page


@pytest.mark.parametrize("name", ["mutation.md", "mutation_ch.md", "mutation_de.md"])
def test_the_page_that_ships_comes_from_a_whole_run_in_which_nothing_survived(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / name).read_text("utf-8")
    number = {what.strip(): int(count) for what, count in re.findall(r"^\| ([^|]+) \| (\d+) \|$", page, re.MULTILINE)}
    assert number["changes tried"] == number["changes that can be made"] > 1000
    assert number["noticed by a golden case"] > number["changes that can be made"] * 2 / 3
    assert number["survived"] == number["golden cases left out because they do not hold"] == 0
    assert "Noticed although" not in page


def test_changes_that_are_tried_together_are_all_tried_and_leave_each_other_alone() -> None:
    listed = [site for key, site in every().items() if key in equivalents(danish().profile)]
    groups = list(together(listed))
    assert sorted(key_of(site) for group in groups for site in group) == sorted(map(key_of, listed))
    assert len(groups) < len(listed) / 4
    assert all(len({site.path[:3] for site in group}) == len(group) for group in groups)


def test_of_changes_that_are_tried_together_the_one_that_is_noticed_is_found() -> None:
    quiet = every()["fee.reminder.limits[2].at_most: 3 → 4"]
    loud = every()["fee.reminder.amount.value[1].is.is: 100.00 → 100.01"]
    assert noticed_together([quiet, loud], danish()._replace(cases=pinning(loud))) == [loud]


def test_an_earlier_run_says_which_case_noticed_what(tmp_path: Path) -> None:
    site = every()["rate.procesrente.margin.value[2].is.is: 8.00 → 8.01"]
    state = tmp_path / "state.jsonl"
    outcomes([site], danish(), state)
    old = state.read_text("utf-8")
    state.write_text(old.replace(mutate.stamp(danish()), "another law"), "utf-8")
    (first,) = hints(state, [site], danish())[site.path[:2]]
    assert tried(site, danish()._replace(cases=(first,))) == CAUGHT


def pinning(site: Site) -> tuple[Golden, ...]:
    """A few cases, among them one that notices a change."""
    caught: dict[tuple[object, ...], list[Golden]] = {}
    assert tried(site, danish(), caught) == CAUGHT
    return (*danish().cases[:3], *caught[site.path[:2]])
