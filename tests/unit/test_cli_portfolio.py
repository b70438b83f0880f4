"""`collectrules portfolio`: rows, worklists, the digest and lives of a store, as pages and as documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.cli import main
from collectrules.portfolio.stores import TableStore
from collectrules.words.texts import languages

Ran = tuple[int, str, str]
read_once = cache(cr.load_profile)
ON = "2024-02-20"


def case(name: str, law: str = "DK", currency: str = "DKK", **more: object) -> cr.Case:
    document = {
        "format": 1, "id": name, "jurisdiction": law, "currency": currency, "workflow": "standard",
        "creditor": {"kind": "business"}, "debtor": {"kind": "consumer", "natural": True, "registered": False},
        "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
                    "due": "2024-01-31", "due_is": "agreed"}],
    }  # fmt: skip
    return cr.load_case(document | more)


LETTER = {"on": "2024-02-03", "kind": "reminder", "fee": "100.00"}
CASES = [
    case("a", events=[LETTER], references={"own": "17"}),
    case("b"),
    case("c", "CH", "CHF", workflow=None, region="ZH"),
    case("wrong", workflow="unknown"),
]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setattr("collectrules.cli.asked.load_profile", read_once)
    for one in CASES:
        (tmp_path / f"{one.id}.json").write_text(cr.dumps(one), encoding="utf-8")

    def call(part: str, *words: object, store: object = tmp_path, on: str = ON) -> Ran:
        status = main(["portfolio", part, str(store), "--on", on, *map(str, words)])
        written = capsys.readouterr()
        return status, written.out, written.err

    return call


def test_a_row_for_each_case_and_what_was_refused(run: Callable[..., Ran]) -> None:
    status, out, _ = run("next")
    rows = {line.split()[1]: line for line in out.splitlines() if line.startswith("!")}
    assert status == 1  # one case was refused
    # 11.75 % (3.75 + 8) for the 20 days from the 1st to the 20th of February of a leap year: 6.4208.
    assert "1,106.42 DKK" in rows["a"]
    assert "1,006.42 DKK" in rows["b"]
    assert "2024-02-15" in rows["a"]
    assert "20 February 2024: 4 cases, 3 shown, 0 left out." in out
    assert "- wrong: workflow: one of before_court, fast, standard ('unknown') [unknown_workflow]" in out


def test_rows_as_a_document_are_those_of_the_python_face(run: Callable[..., Ran]) -> None:
    status, out, _ = run("next", "--json", "--reference", "17")
    found = json.loads(out)
    assert (status, [row["case"] for row in found["rows"]], found["left_out"]) == (1, ["a"], 2)
    assert cr.dumps(cr.load(out)) == cr.dumps(cr.load(found))


def test_rows_are_filtered(run: Callable[..., Ran], tmp_path: Path) -> None:
    keys = tmp_path / "keys.toml"
    keys.write_text('a = "d1"\nb = "d2"\n', "utf-8")
    words = ("--follow-up", "2024-02-15:", "--last-action", "reminder", "--debtors", keys, "--debtor", "d1")
    assert [row["case"] for row in json.loads(run("next", "--json", *words)[1])["rows"]] == ["a"]
    assert "a (d1)" in run("next", *words)[1]


def test_a_store_without_cases_says_so(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    status, out, _ = run("next", store=tmp_path / "empty")
    assert status == 0
    assert "0 cases, 0 shown" in out


@pytest.mark.parametrize("language", languages())
def test_every_page_is_told_in_every_language(run: Callable[..., Ran], language: str) -> None:
    pages = [
        run("next", "--lang", language),
        run("worklist", "--lang", language, "--limit", 1),
        run("worklist", "--lang", language, "--take", "--dry-run"),
        run("digest", "--lang", language),
        run("simulate", "--lang", language, "--until", "2024-06-30"),
    ]
    told = "".join(out for _, out, _ in pages)
    assert "{" not in told
    assert not any(word in told for word in ("waits_since", "cases_to_follow_up", "next_page"))


def test_the_worklist_counts_all_and_shows_a_page(run: Callable[..., Ran]) -> None:
    _, out, _ = run("worklist", "--limit", 1, "--workflow", "standard")
    groups = [line.split()[:3] for line in out.splitlines() if line.startswith("standard")]
    assert groups == [["standard", "1", "reminder"], ["standard", "2", "reminder"]]
    assert "Steps asked for: 2. Before this page 0, on it 1, after it 1." in out
    key = out.partition("--page '")[2].partition("'")[0]
    _, second, _ = run("worklist", "--limit", 1, "--workflow", "standard", "--page", key)
    assert "Before this page 1, on it 1, after it 0." in second


def test_a_page_is_taken_and_kept(run: Callable[..., Ran], tmp_path: Path) -> None:
    words = ("worklist", "--take", "--workflow", "standard", "--step", 2)
    assert "Nothing was recorded. Of 1 step chosen, 1 would be" in run(*words, "--dry-run")[1]
    assert len(cr.load_case(tmp_path / "a.json").events) == 1
    status, out, _ = run(*words)
    assert (status, "Of 1 step chosen, 1 is recorded; 0 were before." in out) == (0, True)
    assert len(cr.load_case(tmp_path / "a.json").events) == 2
    assert "Of 0 steps chosen" in run(*words)[1]


def test_single_steps_are_picked_shown_and_taken(run: Callable[..., Ran], tmp_path: Path) -> None:
    found = json.loads(run("worklist", "--only", "b", "--only", "a:reminder", "--limit", 1, "--json")[1])
    assert (found["wanted"], found["left"], [one["case"] for one in found["items"]]) == (2, 1, ["b"])
    words = ("worklist", "--take", "--only", "b:reminder")
    assert "Nothing was recorded. Of 1 step" in run(*words, "--dry-run")[1]
    assert [len(cr.load_case(tmp_path / f"{name}.json").events) for name in "ab"] == [1, 0]
    run(*words)
    assert [len(cr.load_case(tmp_path / f"{name}.json").events) for name in "ab"] == [1, 1]


def test_a_pick_that_names_nothing_is_refused_with_the_nearest(run: Callable[..., Ran], tmp_path: Path) -> None:
    words = ("worklist", "--take", "--only", "a:remindr", "--only", "b", "--only", "x")
    status, out, err = run(*words, "--json")
    faults = json.loads(err)["error"]["faults"]
    assert (status, out, [(one["code"], one["got"], one.get("nearest")) for one in faults]) == (
        2, "", [("unknown_item", "a:remindr", "a:reminder"), ("unknown_item", "x", None)],
    )  # fmt: skip
    assert [len(cr.load_case(tmp_path / f"{name}.json").events) for name in "ab"] == [1, 0]


def test_a_picked_step_of_a_later_day_is_not_passed_over(run: Callable[..., Ran]) -> None:
    """The first letter of case a was sent on the 3rd: the second is planned for the 15th."""
    status, _, err = run("worklist", "--take", "--only", "a", "--until", "2024-02-20", on="2024-02-10")
    assert status == 2
    assert "[item_waits]" in err


def test_a_page_is_written_for_a_spreadsheet(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    file = tmp_path / "out" / "list.csv"
    _, out, _ = run("worklist", "--workflow", "standard", "--csv", file)
    assert f"2 rows written to {file}." in "".join(out.splitlines())
    lines = [line.split(",") for line in file.read_text("utf-8-sig").splitlines() if not line.startswith(("#", '"#'))]
    assert [line[0] for line in lines] == ["case", "b", "a"]


def test_the_digest_goes_on_from_the_last(run: Callable[..., Ran], tmp_path: Path) -> None:
    _, first, _ = run("digest", "--json")
    (tmp_path / "kept").mkdir()
    last = tmp_path / "kept" / "last.json"
    last.write_text(first, "utf-8")
    _, out, _ = run("digest", "--last", last, "--cadence", "1,3", on="2024-02-21")
    assert "The numbers are what they are since 20 February 2024." in out
    assert "Today somebody is to be told." in out
    assert "If nothing changes, again on 23 February 2024." in out


def test_a_table_is_a_store_too(run: Callable[..., Ran], tmp_path: Path) -> None:
    TableStore.create(tmp_path / "cases.db", CASES[:2])
    status, out, _ = run("worklist", "--json", store=tmp_path / "cases.db")
    found = json.loads(out)
    assert (status, [item["case"] for item in found["items"]]) == (0, ["b", "a"])  # the 3rd comes before the 15th


def test_lives_are_imagined_and_added_up(run: Callable[..., Ran]) -> None:
    _, out, _ = run("simulate", "--until", "2024-03-31", "--behaviour", "pays_at:reminder:2", "--profile", "DK")
    found = json.loads(run("simulate", "--json", "--until", "2024-03-31", "--behaviour", "pays_at:reminder:2")[1])
    ended = {row["case"]: (row["ended"], row["owed"]) for row in found["rows"]}
    assert ended["b"] == ("paid", "0.00")
    # c follows no workflow: nobody writes, so he never pays, and nothing can happen any more.
    assert ended["c"][0] == "nothing_left"
    assert sum(line["lives"] for line in found["sums"]) + len(found["refused"]) == found["cases"]
    assert "DKK paid" in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("next", "--follow-up", "2024-02-15"), "follow_up"),
        (("next", "--debtors", "nowhere.toml"), "no_such_file"),
        (("worklist", "--dry-run"), "dry_run"),
        (("worklist", "--take", "--csv", "list.csv"), "file_of_taken"),
        (("worklist", "--limit", "0"), "page_limit"),
        (("worklist", "--until", "2024-02-01"), "until_before_on"),
        (("digest", "--cadence", "1,x"), "cadence"),
        (("digest", "--cadence", "5,1"), "cadence"),
    ],
)
def test_words_that_mean_nothing_are_refused(run: Callable[..., Ran], words: tuple[str, ...], code: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert f"[{code}]" in err
