"""The short form of the proof of a release: some walks under every law, and a page that says what ran."""

from __future__ import annotations

import pytest

from collectrules.fold import judging as engine
from tests.release import proving
from tests.release.judging import PROFILES, Verdict, judged, law
from tests.release.page import PAGE, page, records
from tests.release.walking import Walker

LAWS = sorted(path.parent.name for path in PROFILES.glob("*/profile.toml"))
SHORT = 15


@pytest.mark.parametrize("profile", LAWS)
def test_walks_of_what_is_proposed_are_found_lawful(profile: str) -> None:
    verdicts = [judged(profile, seed) for seed in range(1_000_000_000, 1_000_000_000 + SHORT)]
    assert [(verdict.seed, verdict.wrong) for verdict in verdicts if verdict.wrong] == []
    assert sum(verdict.steps for verdict in verdicts) > SHORT  # proposals are taken, or nothing would be proved
    assert sum(verdict.money for verdict in verdicts) > SHORT // 5
    assert sum(verdict.left is not None for verdict in verdicts) < SHORT // 5


def test_a_seed_gives_the_same_walk_each_time() -> None:
    first, second = (Walker(law("dk"), 7).walk() for _ in range(2))
    assert (first.document, first.on, first.proposed) == (second.document, second.on, second.proposed)


def test_a_wrong_engine_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit of an engine that finds nothing is not believed: the judge reads the law himself."""
    monkeypatch.setattr(engine.View, "allowed", property(lambda _view: True))
    assert any(judged("dk", seed).wrong for seed in range(200))


def test_shards_share_the_seeds_and_judge_none_twice() -> None:
    rows = [next(proving.chunks(0, (number, 3))) for number in (1, 2, 3)]
    rows += [next(proving.chunks(proving.CHUNK, (number, 3))) for number in (1, 2, 3)]
    seeds = [seed for row in rows for seed in row]
    assert sorted(seeds) == list(range(6 * proving.CHUNK))


def test_a_tally_counts_what_was_judged_and_what_was_not() -> None:
    tally = proving.Tally("dk")
    for verdict in (Verdict(3, 2, money=True), Verdict(4, 0, left="x"), Verdict(5, 1, wrong=("a", "b"))):
        tally.add(verdict)
    assert (tally.judged, tally.steps, tally.money, tally.left, tally.flagged) == (2, 3, 1, {"x": 1}, [(5, "a")])
    assert (tally.first, tally.last) == (3, 5)


def test_the_page_is_that_of_what_ran() -> None:
    assert PAGE.read_text("utf-8") == page(records()).rstrip("\n") + "\n"
    assert {row["profile"] for row in records()} == set(LAWS)
