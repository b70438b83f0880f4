"""An answer says which of its rates and fees nobody has checked for a year; one about the past says nothing."""

from __future__ import annotations

from typing import Any

import pytest

import collectrules as cr
from collectrules.explaining import explain
from tests.unit.fold.laws import case as plain
from tests.unit.fold.laws import law as law_of

CASE: dict[str, Any] = {
    "id": "x", "jurisdiction": "CH", "currency": "CHF", "region": "ZH",
    "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
                "due": "2024-01-31", "due_is": "agreed"}],
    "events": [{"on": "2024-02-10", "kind": "reminder"}],
}  # fmt: skip
DANISH = CASE | {"jurisdiction": "DK", "currency": "DKK", "region": None, "events": []}


def long_ago(answer: Any) -> dict[str, str]:  # noqa: ANN401  # any answer with an envelope
    return {one.path: one.values["day"] for one in answer.assumptions if one.code == "checked_long_ago"}


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("CH")


@pytest.mark.parametrize("day", ["2024-06-30", "2026-11-22", "2027-11-22"])
def test_what_was_checked_later_or_within_a_year_is_not_mentioned(law: cr.Profile, day: str) -> None:
    assert long_ago(cr.standing(cr.load_case(CASE), law, on=day)) == {}


def test_a_rate_used_for_a_day_more_than_a_year_after_its_check_is_mentioned(law: cr.Profile) -> None:
    # Five per cent (OR 104) were last checked on 22 November 2026.
    now = cr.standing(cr.load_case(CASE), law, on="2027-11-23")
    assert set(long_ago(now).values()) == {"2026-11-22"}
    assert {path.partition(".")[0] for path in long_ago(now)} == {"rate"}
    text = explain(now, law, language="de").text
    assert "zuletzt am 22. November 2026" in text or "22.11.2026" in text


SERIES = {"series.nationalbank_lending": "2026-11-22"}
"""What is carried on is told too: the series was last looked at on that day."""


def test_a_margin_that_the_due_day_chose_long_before_is_not_stale() -> None:
    law = cr.load_profile("DK")
    now = cr.standing(cr.load_case(DANISH), law, on="2029-06-30", assume="carry_forward")
    assert long_ago(now) == SERIES
    assert "rate_carried" in {one.code for one in now.provisional_because}
    later = DANISH | {"claims": [DANISH["claims"][0] | {"arose": "2027-11-01", "due": "2027-11-23"}]}
    now = cr.standing(cr.load_case(later), law, on="2027-12-31", assume="carry_forward")
    assert long_ago(now) == SERIES | {"rate.procesrente": "2026-11-22"}


def test_a_fee_charged_for_a_letter_more_than_a_year_after_its_check_is_mentioned() -> None:
    law = cr.load_profile("DK")
    claim = DANISH["claims"][0] | {"arose": "2027-09-01", "due": "2027-10-01"}
    case = DANISH | {"claims": [claim], "events": [{"on": "2027-11-22", "kind": "reminder", "fee": "100.00"}]}
    asked = {"on": "2027-12-31", "assume": "carry_forward"}
    assert "fee.reminder" not in long_ago(cr.standing(cr.load_case(case), law, **asked))
    case["events"] = [{"on": "2027-11-23", "kind": "reminder", "fee": "100.00"}]
    assert long_ago(cr.standing(cr.load_case(case), law, **asked))["fee.reminder"] == "2026-11-22"


def test_interest_and_tariffs_say_it_too() -> None:
    law = cr.load_profile("CH")
    asked = {"due": "2027-06-30", "demanded": "2027-06-30"}
    assert cr.interest(law, "1000.00", until="2027-11-22", **asked).assumptions == ()
    (taken,) = cr.interest(law, "1000.00", until="2027-11-23", **asked).assumptions
    assert (taken.code, taken.path.partition(".")[0], taken.values["day"]) == ("checked_long_ago", "rate", "2026-11-22")
    danish = cr.load_profile("DK")
    assert cr.tariff(danish, "fee.reminder", on="2027-11-22").assumptions == ()
    (taken,) = cr.tariff(danish, "fee.reminder", on="2027-11-23").assumptions
    assert (taken.code, taken.path) == ("checked_long_ago", "fee.reminder")


# Never checked ---------------------------------------------------------------------------------------------

AUSTRIAN = CASE | {"jurisdiction": "AT", "currency": "EUR", "region": None, "events": []}


def never(answer: Any) -> list[str]:  # noqa: ANN401  # any answer with an envelope
    return [one.path for one in answer.assumptions if one.code == "never_checked"]


@pytest.mark.parametrize("day", ["2024-06-30", "2028-06-30", "2060-01-01"])
def test_a_rate_that_nobody_ever_checked_is_mentioned_whatever_the_day(day: str) -> None:
    """The least certain figure must not be the quietest: of four per cent no day says that anybody compared them."""
    law = cr.load_profile("AT")
    now = cr.standing(cr.load_case(AUSTRIAN), law, on=day)
    assert never(now) == ["rate.four_percent"]
    assert not now.provisional


@pytest.mark.parametrize("language", ["da", "de", "en", "fr", "it"])
def test_that_it_was_never_checked_is_said_in_each_language(language: str) -> None:
    law = cr.load_profile("AT")
    now = cr.standing(cr.load_case(AUSTRIAN), law, on="2024-06-30")
    (taken,) = [one for one in now.assumptions if one.code == "never_checked"]
    text = explain(now, law, language=language).text
    assert taken.values == {"figure": "rate.four_percent"}
    assert {"da": "efterset", "de": "verglichen", "en": "compared", "fr": "comparé", "it": "confrontato"}[
        language
    ] in text


def test_a_figure_that_was_checked_is_none_of_them(law: cr.Profile) -> None:
    for day in ("2024-06-30", "2060-01-01"):
        assert never(cr.standing(cr.load_case(CASE), law, on=day)) == []
    assert never(cr.interest(cr.load_profile("AT"), "1000.00", due="2024-01-31", until="2024-06-30")) == [
        "rate.four_percent"
    ]


def test_a_law_that_keeps_no_such_days_says_nothing_figure_by_figure() -> None:
    """Where no day stands at all, `stale` names everything; every answer would only repeat it."""
    profile = law_of("_d29")
    assert never(cr.standing(plain(), profile, on="2021-01-30")) == []
    assert cr.stale(profile, on="2021-01-30").never_checked
