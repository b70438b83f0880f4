from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.answers.timelines import category_of
from collectrules.cli import main
from collectrules.faces.timeline import STYLES
from collectrules.ground.errors import InternalInconsistency
from collectrules.words.texts import languages, texts

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "src/collectrules/cli/demo.json"
COURT = ROOT / "docs/examples/to_court.json"
GOOD: dict[str, Any] = {
    "format": 1,
    "id": "x",
    "jurisdiction": "DK",
    "currency": "DKK",
    "creditor": {"kind": "business"},
    "debtor": {"kind": "consumer"},
    "claims": [
        {
            "id": "1",
            "kind": "goods_or_services",
            "amount": "1477.50",
            "arose": "2023-12-20",
            "invoiced": "2024-01-02",
            "due": "2024-01-31",
            "due_agreed": True,
        }
    ],
    "events": [{"id": "r", "on": "2024-02-05", "kind": "reminder", "fee": "100.00"}],
}
Ran = tuple[int, str, str]
read_once = cache(cr.load_profile)  # a profile cannot change once it is read


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """A function that runs the command line; status, standard output, standard error."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("collectrules.cli.asked.load_profile", read_once)

    def call(*words: object) -> Ran:
        status = main([str(word) for word in words])
        written = capsys.readouterr()
        return status, written.out, written.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Callable[[object], Path]:
    def write(document: object) -> Path:
        path = tmp_path / "case.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
        return path

    return write


def changed(path: str, value: object) -> dict[str, Any]:
    """A good case with one word changed: `claims[0].kind`."""
    document: Any = json.loads(json.dumps(GOOD))
    *steps, last = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]
    place = document
    for step in steps:
        place = place[step]
    if isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return document


# Answers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["standing", "statement", "next", "explain"])
@pytest.mark.parametrize("language", languages())
def test_answers_are_pages_with_status_0(run: Callable[..., Ran], command: str, language: str) -> None:
    status, out, err = run(command, DEMO, "--on", "2019-01-15", "--lang", language)
    assert (status, err) == (0, "")
    assert len(out.splitlines()) > 5
    assert "\x1b" not in out


def test_the_account_shows_both_ledgers(run: Callable[..., Ran]) -> None:
    _, out, _ = run("standing", DEMO, "--on", "2019-01-15")
    # Four fees of 100 are booked, three are lawful (renteloven § 9 b, stk. 2).
    assert re.search(r"^Fees +400\.00 +300\.00", out, re.MULTILINE)
    assert "Interest Act § 9 b(2)" in out


def test_json_is_the_answer_itself(run: Callable[..., Ran]) -> None:
    law, case = cr.load_profile("DK"), cr.load_case(DEMO)
    for command, ask in (("standing", cr.standing), ("next", cr.next_steps), ("statement", cr.statement)):
        status, out, _ = run(command, DEMO, "--on", "2019-01-15", "--json")
        assert status == 0
        assert cr.load(out) == ask(case, law, on="2019-01-15")


PRACTICE = ROOT / "docs/examples/physiotherapy_invoice.json"


def test_a_month_of_a_receiver_is_a_table_with_its_sums(run: Callable[..., Ran]) -> None:
    status, out, _ = run("receipts", PRACTICE, "--month", "2025-11")
    assert status == 0
    # 28 days on 343.60 at 6.27 % make 1.65
    assert re.search(r"^2025-11-17 +50\.00 +1\.65 +0\.00 +0\.00 +48\.35 +0\.00$", out, re.MULTILINE)
    assert re.search(r"^Total +50\.00 +1\.65 +0\.00 +0\.00 +48\.35 +0\.00$", out, re.MULTILINE)
    _, own, _ = run("receipts", PRACTICE, "--month", "2025-10", "--received-by", "creditor", "--json")
    case = cr.load_case(PRACTICE)
    assert cr.load(own) == cr.receipts(case, cr.load_profile("DE"), month="2025-10", received_by="creditor")
    empty = run("receipts", PRACTICE, "--month", "2025-12")[1]
    assert "EUR 0.00" in empty
    assert not re.search(r"^2025-", empty, re.MULTILINE)
    assert run("receipts", PRACTICE, "--month", "2025-13")[0] == 2


def test_an_audit_that_finds_a_breach_has_status_1(run: Callable[..., Ran]) -> None:
    assert run("audit", DEMO, "--on", "2019-01-15")[0] == 1
    assert run("audit", DEMO, "--on", "2019-01-15", "--json")[0] == 1
    status, out, _ = run("audit", DEMO, "--on", "2018-12-09")
    assert status == 0
    assert "Nothing speaks against" in out


def test_the_day_and_what_was_known_decide(run: Callable[..., Ran]) -> None:
    before = json.loads(run("standing", DEMO, "--on", "2018-12-09", "--json")[1])
    assert before["booked"]["fees"] == "300.00"
    known = json.loads(run("standing", DEMO, "--on", "2019-01-15", "--known-on", "2018-12-09", "--json")[1])
    assert (known["known_on"], known["booked"]["fees"]) == ("2018-12-09", "300.00")


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (["--waive", ""], "waive[0]"),
        (["--waive", "interest,"], "waive[1]"),
        (["--discount", "10%", "--order", ""], "order[0]"),
        (["--discount", "10%", "--waive", ""], "discount"),  # two ways to say how much, so one too many
    ],
)
def test_an_empty_list_of_components_is_refused_with_its_place(
    run: Callable[..., Ran], words: list[str], path: str
) -> None:
    status, out, err = run("settle", DEMO, "--on", "2019-01-15", *words, "--json")
    assert (status, out) == (2, "")
    (fault,) = json.loads(err)["error"]["faults"]
    assert (fault["code"], fault["path"]) == ("offer_terms" if path == "discount" else "offer_component", path)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--down", ""], "amount_format"),
        (["--down", "@2019-02-01"], "plan_terms"),
        (["--down", "5.00@"], "date_format"),
    ],
)
def test_an_empty_sum_or_day_to_pay_down_is_refused(run: Callable[..., Ran], words: list[str], code: str) -> None:
    for command in ("plan", "compare"):
        status, _, err = run(command, DEMO, "--on", "2019-01-15", *words, "--json")
        assert status == 2
        assert code in {fault["code"] for fault in json.loads(err)["error"]["faults"]}


def test_an_answer_is_told_in_sentences_where_that_is_asked_for(run: Callable[..., Ran]) -> None:
    asked = {
        "settle": ("--discount", "10%"), "plan": ("--count", "3"), "compare": (), "simulate": ("--until", "2019-12-31"),
    }  # fmt: skip
    for command, words in asked.items():
        told = json.loads(run(command, DEMO, "--on", "2019-01-15", *words, "--explain", "--json")[1])
        assert (told["answer"], told["of"]) == ("explanation", command)
        page = " ".join(run(command, DEMO, "--on", "2019-01-15", *words, "--explain", "--lang", "da")[1].split())
        assert "skyldes" in page


def test_a_reading_is_chosen(run: Callable[..., Ran]) -> None:
    out = run("standing", DEMO, "--on", "2019-01-15", "--reading", "day_count=thirty_360", "--json")[1]
    used = {item["reading"]: item["value"] for item in json.loads(out)["readings_used"]}
    assert used["day_count"] == "thirty_360"


def test_a_case_may_come_from_standard_input(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DEMO.read_bytes())))
    assert run("standing", "-", "--on", "2019-01-15")[0] == 0


def test_a_profile_may_be_a_folder(run: Callable[..., Ran]) -> None:
    assert run("standing", DEMO, "--on", "2019-01-15", "--profile", ROOT / "profiles" / "dk")[0] == 0


def test_interest_needs_no_case(run: Callable[..., Ran]) -> None:
    # 10,000 at 9.75 % (1.75 + 8) for 70 days of 365: 186.99.
    words = ("interest", "10000", "--profile", "DK", "--due", "2026-01-31", "--until", "2026-04-11")
    assert "DKK 186.99" in run(*words)[1]
    assert json.loads(run(*words, "--json")[1])["interest"] == "186.99"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # 31 October 2025, a Friday, is a holiday in Sachsen alone of the two: 30 or 27 days at 6.27 % in November
        (("--due", "2025-10-31", "--until", "2025-11-30", "--region", "HE"), "5.15"),
        (("--due", "2025-10-31", "--until", "2025-11-30", "--region", "SN"), "4.64"),
        # thirty days from 20 January end on 19 February: nine days at 10.27 %
        (("--due", "2026-01-15", "--until", "2026-02-28", "--debtor", "business", "--arose", "2026-01-01",
          "--received", "2026-01-20", "--region", "HE"), "2.53"),
    ],
)  # fmt: skip
def test_interest_may_hang_on_a_region_and_on_the_day_of_receipt(
    run: Callable[..., Ran], words: tuple[str, ...], expected: str
) -> None:
    assert json.loads(run("interest", "1000", "--profile", "DE", *words, "--json")[1])["interest"] == expected


def test_a_mandate_after_the_act_is_none(run: Callable[..., Ran]) -> None:
    words = ("tariff", "fee.collection", "--value", "600", "--on", "2026-01-01", "--profile", "DE", "--mandate")
    status, _, told = run(*words, "2026-01-02")
    assert (status, "mandate_after_act" in told) == (2, True)
    assert run(*words, "2026-01-01")[0] == 0


def test_a_tariff_needs_no_case(run: Callable[..., Ran]) -> None:
    # Retsafgiftsloven of 2021 § 12: 750 kroner for a payment order of 50,000.01 to 100,000 kroner.
    words = ("tariff", "fee.payment_order", "--value", "80000", "--on", "2024-01-15", "--profile", "DK")
    assert "DKK 750.00" in run(*words)[1]
    assert "750,00 kr." in run(*words, "--lang", "da")[1]


def test_a_wage_asks_how_many_persons_are_supported(run: Callable[..., Ran]) -> None:
    # § 850c ZPO, July 2026: (3,100.00 - 1,587.40 - 597.42) x 0.5.
    words = ("tariff", "protected.wage_month", "--value", "3100.00", "--on", "2026-07-31", "--profile", "DE")
    assert "EUR 457.59" in run(*words, "--dependants", "1")[1]
    status, _, told = run(*words)
    assert (status, "dependants" in told, "missing_value" in told) == (2, True, True)
    for wrong, code in (("-1", "wrong_type"), ("1.5", "usage"), ("one", "usage")):
        status, _, told = run(*words, "--dependants", wrong)
        assert (status, code in told) == (2, True)


def test_a_rate_beyond_the_last_one_is_carried_forward_only_if_asked(run: Callable[..., Ran]) -> None:
    words = ("interest", "1000", "--profile", "DK", "--due", "2026-01-31", "--until", "2027-03-01")
    assert run(*words)[0] == 2
    status, out, _ = run(*words, "--assume", "carry_forward", "--json")
    assert (status, json.loads(out)["provisional"]) == (0, True)


def test_profiles_are_listed_and_shown(run: Callable[..., Ran]) -> None:
    assert "DK" in run("profile", "list")[1]
    assert {"id", "version", "status", "name"} == set(json.loads(run("profile", "list", "--json")[1])[0])
    assert "rykkergebyr" in run("profile", "show", "DK", "--lang", "da")[1]
    assert "100.00" in run("profile", "show", "DK", "fee.reminder")[1]


def test_a_profile_is_checked_with_status_2_if_something_is_wrong(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("profile", "new", tmp_path / "own", "XX", "Nowhere", "EUR")[0] == 0
    assert run("profile", "check", tmp_path / "own")[0] == 0
    (tmp_path / "own" / "bad.toml").write_text("[fee.x]\n", "utf-8")
    status, out, _ = run("profile", "check", tmp_path / "own", "--json")
    assert (status, json.loads(out)["ok"]) == (2, False)
    assert run("profile", "check", tmp_path / "own")[1].startswith("bad.toml")


def test_a_change_of_a_profile_is_told(run: Callable[..., Ran], tmp_path: Path) -> None:
    for name in ("before", "after"):
        run("profile", "new", tmp_path / name, "XX", "Nowhere", "EUR")
    header = tmp_path / "after" / "profile.toml"
    header.write_text(header.read_text("utf-8").replace('"EUR"', '"SEK"'), "utf-8")
    assert run("profile", "diff", tmp_path / "before", tmp_path / "before")[1] == ""
    assert "EUR → SEK" in run("profile", "diff", tmp_path / "before", tmp_path / "after")[1]


def test_the_schema_of_a_profile_is_json(run: Callable[..., Ran]) -> None:
    assert json.loads(run("profile", "schema")[1])["type"] == "object"


def test_a_good_case_is_said_to_fit(run: Callable[..., Ran], file: Callable[[object], Path]) -> None:
    status, out, err = run("case", "check", file(GOOD))
    assert (status, err) == (0, "")
    assert "x" in out
    assert json.loads(run("case", "check", file(GOOD), "--json")[1]) == {"case": "x", "faults": []}


def test_the_schema_is_json(run: Callable[..., Ran]) -> None:
    assert "claims" in json.loads(run("case", "schema")[1])["properties"]


def test_the_help_names_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["standing", "--help"])
    assert f"one of {', '.join(languages())};" in " ".join(capsys.readouterr().out.split())


def test_a_territory_may_follow_the_language(run: Callable[..., Ran]) -> None:
    words = ("interest", "1000000", "--profile", "DK", "--due", "2025-01-31", "--until", "2025-03-31", "--lang")
    assert "1.000.000,00" in run(*words, "de")[1]
    assert "1’000’000.00" in run(*words, "de-CH")[1]
    assert run(*words, "de-QQ")[0] == 2


@pytest.mark.parametrize("words", [["--help"], ["standing", "--help"], ["profile", "--help"], ["--version"]])
def test_help_is_there(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    assert capsys.readouterr().out


# The demo --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", ["80", "100", "200"])
@pytest.mark.parametrize("language", languages())
def test_the_demo_shows_the_whole_case(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, columns: str, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    status, out, err = run("demo", "--lang", language)
    assert (status, err) == (0, "")
    assert max(len(line) for line in out.splitlines()) <= int(columns)
    # Sample screens of the manual: principal 1,477.50 due on 2018-11-01, fees of 400.00, of which three are lawful;
    # interest 1477.50 x 8.05 % x 75/365 = 24.44, and x 86/365 = 28.02 on the day the court can be asked.
    for figure in ["1477.50", "400.00", "300.00", "24.44", "28.02"]:
        assert texts(language).number(Decimal(figure)).replace("\N{NARROW NO-BREAK SPACE}", " ") in out


def test_the_demo_steps_through_the_collection_notice(run: Callable[..., Ran]) -> None:
    # Ten days from sending on 15 January must be over (inkassoloven § 10, stk. 3): the 26th is the first day.
    out = " ".join(run("demo")[1].split())
    assert "It opens from 26 January 2019 on if this is done today, 15 January 2019: collection notice." in out


def test_the_demo_has_every_category_of_the_timeline() -> None:
    case = cr.load_case(DEMO)
    assert {category_of(event.kind) for event in case.events} | {"costs"} == set(STYLES)


# Faults ----------------------------------------------------------------------------------------------------

BAD = [
    ("claims[0].kind", "goods_or_service", "unknown_word", "claims[0].kind", "goods_or_services"),
    ("events[0].kind", "remindr", "unknown_kind", "events[0].kind", "reminder"),
    ("workflow", "standrd", "unknown_workflow", "workflow", "standard"),
    ("claims[0].amount", "1477.505", "amount_decimals", "claims[0].amount", None),
    ("claims[0].amount", "1477.500", "amount_decimals", "claims[0].amount", "1477.50"),
    ("claims[0].amount", "0.00", "amount_not_positive", "claims[0].amount", None),
    ("claims[0].amount", "1.477,50", "amount_format", "claims[0].amount", None),
    ("currency", "DKKR", "unknown_currency", "currency", "DKK"),
    ("currency", "SEK", "currency_of_profile", "currency", None),
    ("jurisdiction", "NO", "unknown_profile", "profile", None),
    ("claims[0].due", "2024-01-01", "due_before_invoiced", "claims[0].due", None),
    ("claims[0].due", "20240101", "date_format", "claims[0].due", "2024-01-01"),
    ("claims[0].due", 20240101, "date_format", "claims[0].due", None),
    ("claims[0].due", "2024-02-30", "date_format", "claims[0].due", None),
    ("events[0].on", "2024-2-5", "date_format", "events[0].on", "2024-02-05"),
    ("events[0].feee", "1.00", "unknown_field", "events[0].feee", "fee"),
    ("events[0].until", "2024-03-01", "field_not_allowed", "events[0].until", None),
    ("readings", {"day_cont": "act_act"}, "unknown_reading", "readings.day_cont", "day_count"),
    ("claims[0].agreed_rate", "-5.00", "rate_below_zero", "claims[0].agreed_rate", None),
    ("readings", {"day_count": "act"}, "unknown_option", "readings.day_count", None),
    (
        "events[1]",
        {"on": "2023-12-19", "kind": "payment", "amount": "1.00"},
        "payment_before_claim",
        "events[1].on",
        None,
    ),
    ("events[1]", {"on": "2024-02-06", "kind": "payment"}, "missing_field", "events[1].amount", None),
    ("events[1]", {"id": "r", "on": "2024-02-06", "kind": "note"}, "duplicate_id", "events[1].id", None),
    ("events[1]", {"on": "2024-02-06", "kind": "void", "of": "rr"}, "unknown_event", "events[1].of", "r"),
    ("events[1]", {"on": "2024-02-06", "kind": "note", "claim": "2"}, "unknown_claim", "events[1].claim", None),
    ("claims[1]", {**GOOD["claims"][0]}, "duplicate_id", "claims[1].id", None),
    ("format", 2, "unknown_word", "format", None),
]


@pytest.mark.parametrize(("path", "value", "code", "place", "near"), BAD, ids=[f"{b[2]}-{b[0]}" for b in BAD])
def test_a_bad_case_is_told_in_one_line(
    run: Callable[..., Ran],
    file: Callable[[object], Path],
    path: str,
    value: object,
    code: str,
    place: str,
    near: str | None,
) -> None:
    source = file(changed(path, value))
    before = source.read_bytes()
    status, out, err = run("standing", source, "--on", "2024-03-01")
    assert (status, out) == (2, "")
    assert re.match(rf"^{re.escape(place)}: expected .+ \[{code}\]\n$", err)
    assert (f"did you mean {near}?" in err) == (near is not None)
    assert source.read_bytes() == before


@pytest.mark.parametrize(("path", "value", "code", "place", "near"), BAD[:6])
def test_a_bad_case_is_told_as_json(
    run: Callable[..., Ran],
    file: Callable[[object], Path],
    path: str,
    value: object,
    code: str,
    place: str,
    near: str | None,
) -> None:
    status, out, err = run("next", file(changed(path, value)), "--on", "2024-03-01", "--json")
    assert (status, out) == (2, "")
    error = json.loads(err)["error"]
    assert (error["family"], error["code"], len(error["faults"])) == ("BadInput", code, 1)
    fault = error["faults"][0]
    assert (fault["path"], fault.get("nearest")) == (place, near)
    assert fault["expected"]


def test_all_faults_are_told_at_once(run: Callable[..., Ran], file: Callable[[object], Path]) -> None:
    document = changed("claims[0].kind", "goods")
    document["claims"][0]["amount"] = "many"
    document["events"].append({"on": "20240101", "kind": "note"})
    document["debtr"] = {}
    status, _, err = run("standing", file(document), "--on", "2024-03-01")
    assert status == 2
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "claims[0].kind",
        "claims[0].amount",
        "events[1].on",
        "debtr",
    ]
    document = {**changed("events[0].kind", "remindr"), "workflow": "slow"}
    assert len(run("standing", file(document), "--on", "2024-03-01")[2].splitlines()) == 2


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "1477.505"])
def test_a_number_that_is_no_amount_is_refused(
    run: Callable[..., Ran], file: Callable[[object], Path], number: str
) -> None:
    text = json.dumps(GOOD).replace('"1477.50"', number)
    assert number in text
    status, out, err = run("standing", file(text), "--on", "2024-03-01")
    assert (status, out) == (2, "")
    assert re.search(r"\[amount_(format|decimals|too_large)\]", err)


def test_a_binary_fraction_is_refused_from_python() -> None:
    with pytest.raises(cr.BadInput) as raised:
        cr.load_case(changed("claims[0].amount", 1477.5))
    assert (raised.value.code, raised.value.faults[0].path) == ("amount_format", "claims[0].amount")


@pytest.mark.parametrize(
    ("due", "on", "code"),
    [("2001-12-31", "2003-01-01", "not_modelled"), ("2026-03-31", "2027-01-01", "not_yet_published")],
)
def test_a_day_without_known_law_is_no_answer(
    run: Callable[..., Ran], file: Callable[[object], Path], due: str, on: str, code: str
) -> None:
    document = changed("claims[0]", {**GOOD["claims"][0], "arose": due, "invoiced": due, "due": due})
    status, out, err = run("standing", file({**document, "events": []}), "--on", on)
    assert (status, out) == (2, "")
    assert f"[{code}]" in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["standing", "no-such-file.json", "--on", "2024-01-01"], "no_such_file"),
        (["standing", str(DEMO), "--on", "yesterday"], "date_format"),
        (["standing", str(DEMO)], "usage"),
        (["standng", str(DEMO)], "usage"),
        ([], "usage"),
        (["standing", str(DEMO), "--on", "2019-01-15", "--reading", "day_count"], "reading_format"),
        (["standing", str(DEMO), "--on", "2019-01-15", "--reading", "day_cnt=act_act"], "unknown_reading"),
        (["standing", str(DEMO), "--on", "2019-01-15", "--lang", "dk"], "unknown_language"),
        (["standing", str(DEMO), "--on", "2019-01-15", "--profile", "XY"], "unknown_profile"),
        (["standing", str(DEMO), "--on", "2019-01-15", "--profile", str(ROOT / "docs")], "no_profile"),
        (["tariff", "fee.payment_ordr", "--on", "2024-01-15", "--profile", "DK"], "unknown_tariff"),
        (["interest", "100", "--due", "2024-01-15", "--until", "2024-02-01"], "no_profile_named"),
    ],
)
def test_a_bad_command_line_is_told(run: Callable[..., Ran], words: list[str], code: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert f"[{code}]" in err
    assert "Traceback" not in err
    assert json.loads(run(*words, "--json")[2])["error"]["code"] == code


def test_a_case_without_a_jurisdiction_needs_a_profile(run: Callable[..., Ran], file: Callable[[object], Path]) -> None:
    source = file({key: value for key, value in GOOD.items() if key != "jurisdiction"})
    status, _, err = run("standing", source, "--on", "2024-03-01")
    assert (status, "--profile" in err) == (2, True)
    assert run("standing", source, "--on", "2024-03-01", "--profile", "DK")[0] == 0


@pytest.mark.parametrize("text", ["", "{", "[1,\n2]", "\x00", '{"id": 1, "id": 2}', "[" * 100_000, "ø = "])
def test_what_is_no_document_is_told(run: Callable[..., Ran], file: Callable[[object], Path], text: str) -> None:
    status, out, err = run("standing", file(text), "--on", "2024-03-01")
    assert (status, out) == (2, "")
    assert err
    assert "Traceback" not in err


def test_what_is_not_utf8_is_told(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "case.json").write_bytes(b'{"id": "\xff"}')
    assert "[not_utf8]" in run("standing", tmp_path / "case.json", "--on", "2024-03-01")[2]


def test_a_hostile_document_cannot_steer_the_terminal(run: Callable[..., Ran], file: Callable[[object], Path]) -> None:
    for path in ("id", "claims[0].id"):
        document = changed(path, "\x1b[2Jgone\x07")
        assert "\x1b" not in "".join(map(str, run("standing", file(document), "--on", "2024-03-01")))
    assert "\x1b" not in run("standing", file(changed("claims[0].kind", "\x1b[2J")), "--on", "2024-03-01")[2]


SLIPS = [RuntimeError("a slip of ours"), InternalInconsistency(cr.Fault(code="sum", path="owed", expected="a sum"))]


@pytest.mark.parametrize("error", SLIPS)
def test_an_internal_fault_has_status_3_and_no_trace(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("collectrules.answers.standings.standing", fails)
    status, out, err = run("standing", DEMO, "--on", "2019-01-15")
    assert (status, out, len(err.splitlines())) == (3, "", 1)
    assert "Traceback" not in err


def test_an_interrupt_is_quiet(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("collectrules.answers.standings.standing", stops)
    assert run("standing", DEMO, "--on", "2019-01-15") == (130, "", "")


# As a program ----------------------------------------------------------------------------------------------

COMMAND = [sys.executable, "-c", "import sys; from collectrules.cli import main; sys.exit(main())"]


def test_a_reader_that_goes_away_is_no_fault() -> None:
    program = subprocess.Popen([*COMMAND, "demo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    err = program.stderr.read()
    program.stderr.close()
    assert (program.wait(), err) == (141, b"")


def test_an_encoding_without_the_letters_is_no_fault() -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run([*COMMAND, "demo", "--lang", "da"], capture_output=True, env=env, check=False)  # noqa: S603
    assert (ran.returncode, ran.stderr) == (0, b"")
