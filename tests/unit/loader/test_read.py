"""The reader: every word of the format is read, a value alone is a list of one, and a doubt may stand where it may."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal

import pytest

from collectrules.fold import facts
from collectrules.loader import model as m
from collectrules.loader import vocabulary
from collectrules.loader.findings import Findings
from collectrules.loader.read import read_record, read_table, reader_for
from collectrules.nouns.claims import ClaimKind
from collectrules.nouns.events import COMMON

HEAD = "what law when unless once instead_of limits from to certainty source checked"
# The words of each kind of record, as the description of the format lists them, beside the head of every rule.
BODIES = {
    "capacity": "counts_as",
    "series": "unit grid known_until value check",
    "value": "keyed_by unit value",
    "base": "parts at per maximum",
    "protected": "keyed_by attachable dependants_at_most round value",
    "rate": "reference margin fixed floor ceiling plus agreed compound",
    "interest": "on rates starts stops day_count payment_day cap round",
    "fee": "act part charge amount of matter may_exceed vat advanced_by borne_by modifiers less bears_interest",
    "cap": "over amount of per may_exceed",
    "allocation": "between choice if_undue walk within remainder",
    "counting": "first_day months calendar end_moves",
    "calendar": "rest acts_also_on holidays place closed",
    "holidays": "package days",
    "settlement": "waive stops",
    "payday": "day months calendar",
    "delivery": "channel arrives",
    "act": (
        "by in_stages leads_to earliest latest early_days deadline takes_effect open_on carries needs notice effects"
    ),
    "stay": "starts ends stops",
    "limitation": "covers period longest restarts stops cut_short effect",
    "clock": "period",
    "outlook": "light",
    "title": "opens enforceable limitation",
    "notice": "must_state form missing",
    "plan": "granted_by longest at_most minimum interest lapses accelerates must_state effects",
    "workflow": "steps",
}
OTHERS = {
    m.Header: "id name version status languages currency regions uses first_day",
    m.Stage: "what entry closed",
    m.Law: "title section kind url from to",
    m.Reading: "question options cautious",
    m.GoldenCase: "name on given expect table because law",
    m.Text: "label sentence",
    m.Row: "from to is unknown law certainty source",
    m.ThresholdRow: "from to is unknown law certainty source",
    m.Thresholds: "free dependants free_at_most all_above",
    m.Amount: (
        "bands bounds slices first steps percent percent_above between table times plus minimum maximum round is"
    ),
    m.Period: (
        "after since days working_days weeks months years counting start_moves not_before paused_by pick when unless "
        "law"
    ),
    m.Limit: "at_most free per when law",
    m.Reference: "series keyed_by pin effect_after",
    m.Plus: "points once when unless law",
    m.Agreed: "when counts ceiling",
    m.Modifier: "when unless once times plus set",
    m.Less: "fee percent at_most at_most_times counted",
    m.EndMove: "off to nth",
    m.Closed: "easter first last from to law",
    m.Package: "country subdivision categories",
    m.Holiday: "day easter weekday nth month before then_days only_on not_on in_years from to",
    m.TakesEffect: "calendar moves_to",
    m.Effects: "title ends_title claim_kind interest limitation fees relates_back_to closes",
    m.Restart: "on years start_moves",
    m.LimitationStop: "from to leaves_at_least runs_on",
    m.Lapse: "missed share once",
    m.Acceleration: "when longer_than late missed share rest law",
    m.WorkflowStep: "act days after fee notice offer when",
    m.Offer: "discount_percent pay_percent of waive valid_days",
}


def words(cls: type) -> set[str]:
    return {name.removesuffix("_") for name in cls.__dataclass_fields__}  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", BODIES)
def test_every_word_of_a_kind_of_record_is_read(kind: str) -> None:
    assert set(f"{HEAD} {BODIES[kind]}".split()) <= words(m.KINDS[kind])


@pytest.mark.parametrize("cls", OTHERS, ids=lambda cls: cls.__name__)
def test_every_word_of_a_part_is_read(cls: type) -> None:
    assert set(OTHERS[cls].split()) <= words(cls)


def test_every_kind_of_the_format_has_a_drawer() -> None:
    assert set(m.KINDS) == {*BODIES, "law", "stage", "reading"}
    assert set(m.KINDS) <= words(m.Profile)


def test_the_lists_of_facts_agree() -> None:
    """What a fact means stands above the loader; the loader must know the same facts, types and words."""
    assert {name: (fact.type, fact.words) for name, fact in facts.FACTS.items()} == dict(vocabulary.FACTS)


def test_the_lists_of_events_and_claims_agree() -> None:
    assert set(COMMON) == vocabulary.EVENTS
    assert set(ClaimKind.__args__) == set(vocabulary.FACTS["claim_kind"].words)  # type: ignore[attr-defined]


# Shapes ----------------------------------------------------------------------------------------------------


def read(kind: str, text: str) -> object:
    faults = Findings()
    record = read_record(kind, "x", "x.toml", tomllib.loads(text, parse_float=Decimal), faults)
    assert faults == []
    return record


ACT = 'what = "An act"\nlaw = "a"\nby = "creditor"\n'


def test_one_value_stands_for_a_list_of_one() -> None:
    one = read("act", ACT + 'in_stages = "overdue"\nwhen = { overdue = true }')
    many = read("act", ACT + 'in_stages = ["overdue"]\nwhen = [{ overdue = true }]')
    assert one == many


def test_a_matcher_has_one_shape() -> None:
    act = read(
        "act",
        ACT + "[when]\ndebtor = ['consumer', 'business']\nprincipal = { over = 1.00, to = 2 }\n"
        "title = { not = 'none' }\ndone = { all = ['reminder'] }\nlaw = 'b'",
    )
    assert isinstance(act, m.Act)
    (condition,) = act.when
    assert condition.law == ("b",)
    assert condition.facts == {
        "debtor": m.Matcher(any_of=("consumer", "business")),
        "principal": m.Matcher(over=Decimal("1.00"), to=2),
        "title": m.Matcher(not_=m.Matcher(any_of=("none",))),
        "done": m.Matcher(all_=("reminder",)),
    }


@pytest.mark.parametrize(
    "matcher", ["{}", "{ from = 1.00, not = 2.00 }", "[]", "{ all = [] }", "[[1]]", "[{ a = 1 }]", "{ from = [1, 2] }"]
)
def test_a_matcher_of_no_shape_or_two_is_refused(matcher: str) -> None:
    faults = Findings()
    table = tomllib.loads(ACT + f"when = {{ principal = {matcher} }}", parse_float=Decimal)
    read_record("act", "x", "x.toml", table, faults)
    assert [fault.code for fault in faults] == ["F51"]


def test_an_amount_may_be_a_number_a_table_or_dated() -> None:
    fee = 'what = "A fee"\nlaw = "a"\nact = "reminder"\npart = "reminder"\n'
    flat, banded, dated, doubtful = (
        read("fee", fee + f"amount = {amount}")
        for amount in (
            "7.50",
            '{ bands = [[150.00, 20.00], ["over", { is = 65.00, percent_above = 5.00 }]] }',
            "{ keyed_by = 'act', value = [{ from = 2013-03-01, is = 310.00 }] }",
            "{ reading = 'r', is = { a = 1, b = 2.00 } }",
        )
    )
    assert [type(record.amount) for record in (flat, banded, dated, doubtful)] == [  # type: ignore[attr-defined]
        m.Amount, m.Amount, m.Dated, m.ByReading,
    ]  # fmt: skip
    assert flat.amount == m.Amount(is_=Decimal("7.50"))  # type: ignore[attr-defined]
    assert banded.amount.bands[1] == ("over", m.Amount(is_=Decimal("65.00"), percent_above=Decimal("5.00")))  # type: ignore[attr-defined]
    assert dated.amount.value[0].from_ == dt.date(2013, 3, 1)  # type: ignore[attr-defined]
    assert doubtful.amount.options == {"a": m.Amount(is_=1), "b": m.Amount(is_=Decimal("2.00"))}  # type: ignore[attr-defined]


def test_a_reading_may_not_stand_where_no_doubt_is_settled() -> None:
    """What the engine does not settle must be refused; a doubt that is passed over would be answered in silence."""
    faults = Findings()
    table = tomllib.loads(ACT + "early_days = { reading = 'r', is = { a = 1, b = 2 } }")
    assert read_record("act", "x", "x.toml", table, faults) is None
    assert [fault.code for fault in faults] == ["F51"]


def test_numbers_stay_exact() -> None:
    value = read("value", "what = 'V'\nlaw = 'a'\nkeyed_by = 'act'\nvalue = [{ from = 2010-01-01, is = 0.10 }]")
    assert isinstance(value, m.Value)
    assert repr(value.value[0].is_.is_) == "Decimal('0.10')"  # type: ignore[union-attr]


def test_country_codes_and_days_keep_their_types() -> None:
    header = read_table(
        m.Header,
        tomllib.loads(
            'id = "NO"\nname = "N"\nversion = "010"\nstatus = "draft"\nlanguages = "nb"\ncurrency = "NOK"\n'
            "first_day = 2020-10-01"
        ),
        "profile",
        Findings(),
    )
    assert isinstance(header, m.Header)
    assert (header.id, header.version, header.languages) == ("NO", "010", ("nb",))


def test_every_annotation_has_a_reader() -> None:
    for kind, cls in m.KINDS.items():
        faults = Findings()
        read_record(kind, "x", "x.toml", {}, faults)
        assert {fault.code for fault in faults} <= {"F05", "F07", "F24", "F60"}, cls
    assert reader_for(tuple[str, ...])("a", "", Findings()) == ("a",)
