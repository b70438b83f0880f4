"""Proofs: what can only be told by trying every combination of facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from collectrules import BadInput, Fault, load_profile
from collectrules.checking import check_profile
from collectrules.checking.spaces import Space
from collectrules.checking.truths import applies

Write = Callable[..., Path]


def faults(write: Write, more: str) -> list[Fault]:
    folder = write(more=more)
    load_profile(path=folder)
    return list(check_profile(folder).faults)


def rule(kind: str, name: str, body: str) -> str:
    return f'[{kind}.{name}]\nwhat = "A rule"\nlaw = "act-1"\n{body}\n'


RATE = 'reference = { series = "base", keyed_by = "accrual_day", pin = "half_year_start" }\n'
INTEREST = """on = ["principal"]
starts = { after = "claim.due", days = 0, counting = "calendar_days" }
day_count = "act/365"
payment_day = "counted"
round = { to = 0.01, mode = "half_up" }
"""
PUBLIC = 'when = { claim_law = "public" }\ninstead_of = "default"\n'
FEE = 'act = "reminder"\npart = "reminder"\nborne_by = "debtor"\namount = 9.00\n'
ORDER = 'between = ["oldest"]\nwalk = "debt_by_debt"\nwithin = ["interest", "fees", "costs", "principal"]\n'
LIMIT = 'period = { after = "claim.due", years = 5, counting = "office" }\neffect = "defence"\n'


def interest(rates: str, body: str = PUBLIC) -> str:
    return rule("interest", "x", INTEREST + f"rates = [{rates}]\n" + body)


@pytest.mark.parametrize(
    ("code", "place", "more", "said"),
    [
        # Two rules of interest for a loan
        ("F20", "interest.x", interest('"late"', 'when = { claim_kind = "loan" }'), "claim_kind = loan"),
        # Two rates for a business among businesses
        (
            "F20",
            "rate.b",
            rule("rate", "a", RATE + 'when = { debtor = "business" }')
            + rule("rate", "b", RATE + "when = { merchants = true }")
            + rule("rate", "c", RATE + 'when = { debtor = { not = "business" } }')
            + interest('"a", "b", "c"'),
            "debtor = business",
        ),
        # No rate for a public debtor
        (
            "F21",
            "interest.x.rates",
            rule("rate", "a", RATE + 'when = { debtor = ["business", "consumer"] }') + interest('"a"'),
            "debtor = public",
        ),
        # A day between two rates
        (
            "F21",
            "interest.x.rates",
            rule("rate", "a", RATE + "to = 2013-02-27")
            + rule("rate", "b", RATE + "from = 2013-03-01")
            + interest('"a", "b"'),
            "the day = 2013-02-28",
        ),
        ("F20", "fee.x", rule("fee", "x", FEE + "when = { principal = { over = 100.00 } }"), "principal = 100.01"),
        ("F40", "allocation.x", rule("allocation", "x", ORDER + "when = { in_default = true }"), "in_default = true"),
        (
            "F61",
            "limitation.x",
            rule("limitation", "x", LIMIT + 'covers = ["fees"]\nwhen = { claim_kind = "wage" }'),
            "fees has two rules",
        ),
        (
            "F52",
            "act.x.when[1]",
            rule("act", "x", 'by = "court"\nwhen = { debtor = "consumer", merchants = true }'),
            "never",
        ),
        (
            "F52",
            "act.x.when[2]",
            rule("act", "x", 'by = "court"\nwhen = [{ overdue = true }, { in_default = true, overdue = false }]'),
            "never",
        ),
        (
            "F53",
            "act.x.unless",
            rule("act", "x", 'by = "court"\nwhen = { debtor = "consumer" }\nunless = { merchants = false }'),
            "never",
        ),
        # After fourteen days, but within ten
        (
            "F57",
            "act.x.earliest",
            rule(
                "act",
                "x",
                'by = "court"\nearliest = { after = "reminder", days = 14, counting = "office" }\n'
                'latest = { after = "reminder", days = 10, counting = "office" }',
            ),
            "lies after the last",
        ),
        # Twenty days that may end on a weekend against twenty that move: only some weekdays cross
        (
            "F57",
            "act.x.earliest",
            rule(
                "act",
                "x",
                'by = "court"\nearliest = { since = "reminder", days = 20, counting = "office" }\n'
                'latest = { after = "reminder", days = 20, counting = "calendar_days" }',
            ),
            "Sunday",
        ),
        (
            "F46",
            "counting.x.end_moves",
            rule(
                "counting",
                "x",
                'first_day = "not_counted"\ncalendar = "office"\nend_moves = [{ off = "any_day", to = "year_end" }, '
                '{ off = "any_day", to = "working_day_after" }]',
            ),
            "never comes to rest",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 24 else "",
)
def test_a_proof_that_fails_is_told_with_the_facts(write: Write, code: str, place: str, more: str, said: str) -> None:
    found = faults(write, more)
    told = {(fault.code, fault.path.partition(": ")[2]) for fault in found}
    assert told == {(code, place)}
    assert any(said in str(fault) for fault in found)
    assert all(fault.line for fault in found)


@pytest.mark.parametrize(
    "more",
    [
        # The same rules with what was missing
        interest('"late"', 'when = { claim_kind = "loan" }\ninstead_of = "default"'),
        rule("rate", "a", RATE + 'when = { debtor = ["business", "consumer"] }')
        + rule("rate", "b", RATE + 'when = { debtor = "public" }')
        + interest('"a", "b"'),
        rule("rate", "a", RATE + "to = 2013-02-28")
        + rule("rate", "b", RATE + "from = 2013-03-01")
        + interest('"a", "b"'),
        rule("fee", "x", FEE + 'when = { principal = { over = 100.00 } }\ninstead_of = "reminder"'),
        rule("allocation", "x", ORDER + 'when = { in_default = true }\ninstead_of = "general"'),
        rule("limitation", "x", LIMIT + 'covers = ["fees"]\ninstead_of = "general"'),
        # A rate that only counts for whom its interest is
        rule("rate", "a", RATE + 'when = { debtor = "business" }')
        + interest('"a"', 'when = { debtor = "business" }\ninstead_of = "default"'),
        # Days in order: a contract cannot be later than the day its claim arose
        rule("fee", "x", FEE + 'when = { contract = { from = 2020-01-01 } }\ninstead_of = "reminder"')
        + rule("fee", "y", FEE + 'when = { claim_arose = { to = 2019-12-31 } }\ninstead_of = "reminder"'),
        # What a reading decides, no two options decide together
        rule("fee", "x", FEE + 'when = { "reading.gap" = "wide" }\ninstead_of = "reminder"')
        + rule("fee", "y", FEE + 'when = { "reading.gap" = "narrow", barred = true }\ninstead_of = "reminder"'),
    ],
)
def test_a_proof_that_holds_is_passed_over(write: Write, more: str) -> None:
    assert faults(write, more) == []


def test_a_space_has_a_value_on_both_sides_of_every_bound(write: Write) -> None:
    profile = load_profile(
        path=write(more=rule("fee", "x", FEE + 'when = { principal = { to = 100.00 } }\ninstead_of = "reminder"'))
    )
    fee = profile.fee["x"]
    found = {str(values["principal"]): applies(fee, values) for values in Space(profile, [fee])}
    assert found == {"99.99": True, "100.01": False}


def test_a_space_keeps_facts_that_cannot_be_true_together_apart(write: Write) -> None:
    more = rule("fee", "x", FEE + 'when = { commercial = true }\ninstead_of = "reminder"')
    profile = load_profile(path=write(more=more))
    commercial = [values for values in Space(profile, [profile.fee["x"]]) if values["commercial"]]
    assert commercial
    assert {values["creditor"] for values in commercial} == {"business"}
    assert {values["debtor"] for values in commercial} == {"business", "public"}
    assert "loan" not in {values["claim_kind"] for values in commercial}


# The report ------------------------------------------------------------------------------------------------


def test_the_sound_profile_is_sound(write: Write) -> None:
    report = check_profile(write())
    assert report.ok
    assert report.faults == ()


def test_a_profile_is_named_by_id_or_folder(write: Write) -> None:
    assert check_profile(str(write())).ok
    with pytest.raises(BadInput):
        check_profile("XX")


def test_what_a_load_tells_is_told_by_the_check(write: Write) -> None:
    folder = write(more="[fees.x]\n", **{"cases/one": "[[case]]\n", "texts/en": "a = \n"})
    report = check_profile(folder)
    assert not report.ok
    assert {fault.code for fault in report.faults} == {"F02", "F05", "F01"}
    assert "did you mean fee?" in str(report)


def test_a_folder_that_cannot_be_read_is_a_fault_of_its_own(tmp_path: Path) -> None:
    assert [fault.code for fault in check_profile(tmp_path / "nowhere").faults] == ["no_profile"]


def test_words_that_are_read_but_not_computed_are_listed(write: Write) -> None:
    report = check_profile(write(more=rule("plan", "x", 'granted_by = "court"\nlapses = { share = 2 }')))
    assert [(item.place, item.word) for item in report.uncomputed] == [("more.toml: plan.x.lapses.share", "share")]
    assert "plan.x" in str(report)


# Remarks ---------------------------------------------------------------------------------------------------


def warnings(write: Write, more: str, on: dt.date | None = None) -> list[tuple[str, str, int | None]]:
    report = check_profile(write(more=more), on=on)
    return [(found.code, found.path, found.line) for found in report.warnings if found.path.startswith("more")]


BANDS = "value.x.value[1].is"


@pytest.mark.parametrize(
    ("bands", "number"),
    [
        ("[[100.00, 5.00], [200.00, 4.99], ['over', 6.00]]", 2),
        ("[[100.00, 5.00], ['over', { is = 4.00, percent_above = 50.00 }]]", 2),
        ("[[100.00, 5.00], [200.00, { is = 5.00, percent_above = 1.00 }], ['over', 5.99]]", 3),
    ],
)
def test_a_tariff_that_falls_is_remarked_upon(write: Write, bands: str, number: int) -> None:
    more = rule("value", "x", f'keyed_by = "act"\nvalue = [{{ from = 2010-01-01, is = {{ bands = {bands} }} }}]')
    assert warnings(write, more) == [("W28", f"more.toml: {BANDS}.bands[{number}]", 5)]


def test_a_tariff_that_rises_or_stays_is_passed_over(write: Write) -> None:
    bands = "[[100.00, 5.00], [200.00, 5.00], ['over', { is = 5.00, percent_above = 1.00 }]]"
    more = rule("value", "x", f'keyed_by = "act"\nvalue = [{{ from = 2010-01-01, is = {{ bands = {bands} }} }}]')
    assert warnings(write, more) == []


CHECKED = 'keyed_by = "act"\nchecked = 2026-11-22\nvalue = [{ from = 2010-01-01, is = 5.00 }]'


@pytest.mark.parametrize(
    ("on", "told"),
    [(dt.date(2027, 11, 22), []), (dt.date(2027, 11, 23), [("W70", "more.toml: value.x.checked", 5)]), (None, [])],
)
def test_a_figure_is_stale_after_a_year(write: Write, on: dt.date | None, told: list[object]) -> None:
    assert warnings(write, rule("value", "x", CHECKED), on) == told


def test_a_law_that_nothing_cites_is_remarked_upon(write: Write) -> None:
    law = '[law.act-3]\ntitle = "Act"\nsection = "3"\nkind = "statute"\n'
    assert warnings(write, law) == [("W73", "more.toml: law.act-3", 1)]
    assert warnings(write, law + rule("act", "x", 'by = "court"').replace("act-1", "act-3")) == []


def test_a_conflict_of_sources_without_a_reading_is_remarked_upon(write: Write) -> None:
    unclear = 'keyed_by = "act"\ncertainty = "unclear"\nvalue = [{ from = 2010-01-01, is = 5.00 }]'
    assert warnings(write, rule("value", "x", unclear)) == [("W74", "more.toml: value.x.certainty", 5)]
    amount = '{ reading = "gap", is = { wide = { table = "x" }, narrow = 1.00 } }'
    by_reading = f'act = "letter"\npart = "reminder"\nborne_by = "debtor"\namount = {amount}'
    assert warnings(write, rule("value", "x", unclear) + rule("fee", "x", by_reading)) == []


# Texts -----------------------------------------------------------------------------------------------------

EN = '[act]\nreminder = { label = "reminder" }\n'


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"texts/en": EN}, []),
        ({"texts/en": EN, "texts/da": EN}, []),
        ({"texts/en": EN, "texts/da": '[act]\njudgment = { label = "dom" }\n' + EN[6:]},
         [("F69", "texts/en.toml: act.judgment", 1)]),
        ({"texts/da": EN}, [("F69", "texts/en.toml", None)]),
        ({"texts/en": EN + 'remindr = { label = "x" }\n'}, [("F19", "texts/en.toml: act.remindr", 3)]),
        ({"texts/en": EN + 'judgment = { labl = "x" }\n'}, [("F03", "texts/en.toml: act.judgment.labl", 3),
                                                           ("F05", "texts/en.toml: act.judgment.label", 3)]),
        ({"texts/en": '[acts]\nreminder = { label = "x" }\n'}, [("F02", "texts/en.toml: [acts]", 1)]),
        ({"texts/en": "a = \n"}, [("F01", "texts/en.toml", 1)]),
    ],
)  # fmt: skip
def test_every_language_names_what_one_names(write: Write, texts: dict[str, str], told: list[object]) -> None:
    report = check_profile(write(**texts))
    assert [(fault.code, fault.path, fault.line) for fault in report.faults] == told
