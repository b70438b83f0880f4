"""Every fault a load can tell, each made by one slip in a sound profile: its code, place, line and nearest word."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from collectrules import BadProfile, Fault, Profile, load_profile
from collectrules.loader.holiday_sets import WEEKDAYS

Faults = Callable[..., list[Fault]]


def record(kind: str, words: dict[str, str], more: str = "") -> str:
    """A record, one word a line from the second line on; an empty value leaves the word out."""
    lines = [f"{word} = {value}" for word, value in words.items() if value]
    return "\n".join([f"[{kind}]", *lines]) + "\n" + more


def fee(more: str = "", name: str = "x", **words: str) -> str:
    """Lines: 2 what, 3 law, 4 act, 5 part, 6 borne_by, 7 amount, 8 what is added."""
    plain = {
        "what": '"A fee"', "law": '"act-2"', "act": '"reminder"', "part": '"reminder"', "borne_by": '"debtor"',
        "amount": "5.00",
    }  # fmt: skip
    return record(f"fee.{name}", plain | words, more)


def value(rows: str, **words: str) -> str:
    """Lines: 2 what, 3 law, 4 keyed_by, 5 and on the rows."""
    return record("value.x", {"what": '"A value"', "law": '"act-1"', "keyed_by": '"act"'} | words, rows)


def act(more: str = "", **words: str) -> str:
    """Lines: 2 what, 3 law, 4 by, 5 what is added."""
    return record("act.x", {"what": '"An act"', "law": '"act-1"', "by": '"creditor"'} | words, more)


def period(words: str) -> str:
    return act(f"earliest = {{ {words} }}")


def when(facts: str) -> str:
    return act(f"when = {{ {facts} }}")


def other(kind: str, more: str) -> str:
    """Lines: 2 what, 3 law, 4 what is added."""
    return record(kind, {"what": '"Another"', "law": '"act-1"'}, more)


def wage(figures: str = "free = 1.00", **words: str) -> str:
    """Lines: 2 what, 3 law, 4 keyed_by, 5 attachable, 6 value, 7 what is added."""
    plain = {
        "what": '"A wage"', "law": '"act-1"', "keyed_by": '"act"', "attachable": "[70, 50]",
        "value": f"[{{ from = 2010-01-01, is = {{ {figures} }} }}]",
    }  # fmt: skip
    return record("protected.x", plain | words)


def tariff(amount: str) -> str:
    return fee('of = "principal"\n', amount=amount)


def order(within: str) -> str:
    """Line 7 is the order of the parts."""
    return other(
        "allocation.x", f'instead_of = "general"\nbetween = ["oldest"]\nwalk = "debt_by_debt"\nwithin = {within}'
    )


def workflow(steps: str, law: str = "house") -> str:
    """Lines: 5 the first step, 6 the second."""
    first = 'steps = [\n{ act = "reminder", after = "claim.due", days = 1, fee = true },\n'
    return record("workflow.x", {"what": '"A workflow"', "law": f'"{law}"'}, f"{first}{steps}]\n")


def reading(cautious: str) -> str:
    return f'[reading.y]\nquestion = "What?"\noptions = {{ a = "A", b = "B" }}\ncautious = "{cautious}"\n'


ROW_2010 = "{ from = 2010-01-01, is = 1.00 }"
NARROW = '{ narrow = { since = "previous.done", days = 9, counting = "office" } }'
READ_TWICE = '{ reading = "gap", is = { wide = "office", narrow = "offce" } }'
SERIES = 'unit = "percent"\ngrid = "half_year"\nknown_until = {until}\nvalue = [{{ from = {first}, is = 1.00 }}]\n'
COUNTING = (
    'first_day = "not_counted"\ncalendar = "office"\nend_moves = [{ off = "closed_time", to = "next_working_day" }]'
)
STAY = 'starts = { on = "stay_began" }\n'
INTEREST = """on = ["principal"]
rates = ["late"]
starts = { after = "claim.due", days = 0, counting = "calendar_days" }
payment_day = "counted"
round = { to = 0.01, mode = "half_up" }
"""
FIRST_BAND = '{ bands = [[100.00, { is = 1.00, percent_above = 1.00 }], ["over", 2.00]] }'
STEPS = "{ first = [500.00, 4.00], steps = [[2000.00, 400.00, 3.00]] }"
BANDS = '{ bands = [\n[5000.00, 2.00],\n[2500.00, 1.00],\n["over", 3.00]] }'
BY_MANDATE = f'{{ keyed_by = "mandate", value = [{ROW_2010}] }}'
CAP = 'over = [{over}]\nper = "claim"\namount = {amount}\n'

Slip = tuple[str, str, str, int | None, str | None]
"""Code, what stands in more.toml, the place, the line in that file, the nearest word."""
WORDS: list[Slip] = [
    ("F02", '[fees.x]\nwhat = "A fee"\n', "[fees]", 1, "fee"),
    ("F02", '[defaults.fees]\nvat = "none"\n', "defaults.fees", 1, "fee"),
    ("F03", fee("\namont = 3.00\n"), "fee.x.amont", 9, "amount"),
    ("F03", '[defaults.fee]\nvatt = "none"\n', "defaults.fee.vatt", 2, "vat"),
    ("F03", fee('file = "other.toml"\n'), "fee.x.file", 8, None),
    ("F05", fee(what=""), "fee.x.what", 1, None),
    ("F05", fee(what='" "'), "fee.x.what", 2, None),
    ("F05", fee(law="[]"), "fee.x.law", 3, None),
    ("F05", value(f"value = [{ROW_2010}]", law=""), "value.x.law", 1, None),
    ("F05", fee(amount="{ minimum = 5.00 }"), "fee.x.amount", 7, None),
    ("F05", fee('limits = [{ per = "claim" }]\n'), "fee.x.limits[1]", 8, None),
    ("F06", fee(law='"act-2b"'), "fee.x.law", 3, "act-2"),
    ("F06", fee('limits = [{ at_most = 3, per = "claim", law = "act" }]\n'), "fee.x.limits[1].law", 8, "act-2"),
    ("F07", '[law.act-3]\ntitle = "Act"\nsection = "3"\n', "law.act-3.kind", 1, None),
    ("F08", workflow("", "act-1"), "workflow.x.law", 3, None),
    ("F09", fee(law='"house"'), "fee.x.law", 3, None),
    ("F51", "[fee]\nx = 3\n", "fee.x", 2, None),
    ("F51", '[act."a.b"]\nwhat = "X"\n', "act.a.b", 1, None),
    ("F66", other("notice.x", 'must_state = ["creditor", "colour"]\n'), "notice.x.must_state[2]", 4, None),
]
ROWS: list[Slip] = [
    ("F10", value(f"value = [\n{ROW_2010},\n{ROW_2010}]"), "value.x.value[2]", 7, None),
    ("F11", value(f"value = [\n{{ from = 2016-07-01, is = 1.00 }},\n{ROW_2010}]"), "value.x.value[2]", 7, None),
    ("F11", value("value = [{ from = 2016-07-01, to = 2016-06-30, is = 1.00 }]"), "value.x.value[1].to", 5, None),
    ("F11", act("from = 2016-07-01\nto = 2016-06-30\n"), "act.x.to", 6, None),
    (
        "F12",
        value("value = [\n{ from = 2010-01-01, to = 2010-02-27, is = 1.00 },\n{ from = 2010-03-01, is = 2.00 },\n]\n"),
        "value.x.value[2]",
        7,
        None,
    ),
    (
        "F12",
        value("value = [\n{ from = 2010-01-01, to = 2010-03-01, is = 1.00 },\n{ from = 2010-03-01, is = 2.00 },\n]\n"),
        "value.x.value[2]",
        7,
        None,
    ),
    ("F13", value("[[value.x.value]]\nfrom = 2010-01-01\nis = 1.00\nunknown = true\n"), "value.x.value[1]", 5, None),
    ("F13", value("[[value.x.value]]\nfrom = 2010-01-01\n"), "value.x.value[1]", 5, None),
    ("F14", value(f"value = [{ROW_2010}]", keyed_by=""), "value.x", 1, None),
    ("F15", value(f"value = [{ROW_2010}]", keyed_by='"due"'), "value.x.keyed_by", 4, "claim_due"),
    ("F15", act(by='"creditr"'), "act.x.by", 4, "creditor"),
    ("F16", fee(amount=BY_MANDATE), "fee.x.amount", 7, None),
    (
        "F17",
        other("series.x", SERIES.format(until="2020-12-31", first="2015-01-20")),
        "series.x.value[1].from",
        7,
        None,
    ),
    ("F18", other("series.x", SERIES.format(until="2026-06-30", first="2026-07-01")), "series.x.known_until", 6, None),
    ("F48", act("from = 0001-01-01\n"), "act.x.from", 5, None),
]
NAMES: list[Slip] = [
    (
        "F19",
        other("rate.x", 'reference = { series = "bas", keyed_by = "accrual_day", pin = "day" }\n'),
        "rate.x.reference.series",
        4,
        "base",
    ),
    ("F19", act('notice = "letter"\n'), "act.x.notice", 5, None),
    ("F19", act('instead_of = "remindr"\n'), "act.x.instead_of", 5, "reminder"),
    ("F19", fee(amount='{ table = "bik" }'), "fee.x.amount.table", 7, None),
    ("F19", fee('of = "principle"\n'), "fee.x.of", 8, "principal"),
    ("F19", period('after = "reminder", days = 3, counting = "offce"'), "act.x.earliest[1].counting", 5, "office"),
    (
        "F19",
        period(f'after = "reminder", days = 3, counting = {READ_TWICE}'),
        "act.x.earliest[1].counting",
        5,
        "office",
    ),
    (
        "F19",
        record("calendar.x", {"what": '"X"', "rest": '["sun"]', "holidays": '["dk"]'}),
        "calendar.x.holidays",
        4,
        None,
    ),
    ("F23", other("rate.x", ""), "rate.x", 1, None),
    ("F24", other("interest.x", INTEREST), "interest.x.day_count", 1, None),
    ("F34", fee('less = { fee = "reminder", percent = 100.00 }\n'), "fee.x.less.counted", 8, None),
    ("F35", fee('less = { fee = "remindr", percent = 100.00, counted = "net" }\n'), "fee.x.less[1].fee", 8, "reminder"),
    ("F35", other("cap.x", CAP.format(over='"reminder", "plan"', amount="9.00")), "cap.x.over", 4, None),
    ("F36", fee('vat = "add_if_not_deductible"\n'), "fee.x.vat", 8, None),
    ("F37", fee(act='"reminders"'), "fee.x.act", 4, "reminder"),
    ("F38", order('["interest", "default_interest", "fees", "costs", "principal"]'), "allocation.x.within", 7, None),
    ("F39", order('["interest", "principal"]'), "allocation.x.within", 7, None),
    (
        "F76",
        order('["interest", "fees", "costs", "principal"]\nchoice = { implied = "exact_principal" }'),
        "allocation.x.choice.implied",
        8,
        None,
    ),
]
AMOUNTS: list[Slip] = [
    ("F25", tariff(BANDS), "fee.x.amount.bands[2]", 9, None),
    (
        "F25",
        tariff('{ slices = [["over", 2.00], [2500.00, 1.00], ["over", 3.00]] }'),
        "fee.x.amount.slices[2]",
        7,
        None,
    ),
    ("F26", tariff("{ bands = [[5000.00, 2.00]] }"), "fee.x.amount.bands", 7, None),
    ("F27", tariff(STEPS), "fee.x.amount.steps[1]", 7, None),
    ("F29", tariff(FIRST_BAND), "fee.x.amount.bands[1][2].percent_above", 7, None),
    ("F29", tariff("{ is = 5.00, percent_above = 1.00 }"), "fee.x.amount.percent_above", 7, None),
    ("F30", tariff('{ slices = [["over", 1.00]], bounds = "below" }'), "fee.x.amount.bounds", 7, None),
    ("F31", fee(amount="{ percent = 5.00 }"), "fee.x.of", 1, None),
    ("F31", other("cap.x", CAP.format(over='"reminder"', amount='{ bands = [["over", 9.00]] }')), "cap.x.of", 1, None),
    ("F32", fee(amount="13.305"), "fee.x.amount.is", 7, None),
    ("F32", value("value = [{ from = 2010-01-01, is = 2.50 }]\n", unit='"days"'), "value.x.value[1].is.is", 6, None),
    ("F42", tariff('{ percent = 5.00, slices = [["over", 1.00]] }'), "fee.x.amount", 7, None),
]
INCOMES: list[Slip] = [
    ("F05", wage(attachable="[]"), "protected.x.attachable", 5, None),
    ("F05", wage(value="[]"), "protected.x.value", 6, None),
    ("F05", wage(keyed_by=""), "protected.x.keyed_by", 1, None),
    ("F05", wage("dependants = 1.00"), "protected.x.value[1].is.free", 6, None),
    ("F13", wage(value="[{ from = 2010-01-01 }]"), "protected.x.value[1]", 6, None),
    ("F25", wage("free = 2.00, all_above = 1.99"), "protected.x.value[1].is.all_above", 6, None),
    ("F27", wage(round='{ to = 0, mode = "down" }'), "protected.x.round.to", 7, None),
    ("F32", wage("free = 1.005"), "protected.x.value[1].is.free", 6, None),
    ("F32", wage("free = 1.00, all_above = 2.005"), "protected.x.value[1].is.all_above", 6, None),
    ("F32", wage(round='{ to = 0.005, mode = "down" }'), "protected.x.round.to", 7, None),
    ("F51", wage(attachable="[70, 100.01]"), "protected.x.attachable[2]", 5, None),
    ("F51", wage(attachable="[-1]"), "protected.x.attachable[1]", 5, None),
    ("F75", wage("free = 1.00, dependants = [2.00, -1.00]"), "protected.x.value[1].is.dependants[2]", 6, None),
    ("F75", wage("free = 1.00, free_at_most = -1.00"), "protected.x.value[1].is.free_at_most", 6, None),
]
DAYS: list[Slip] = [
    ("F41", period('after = "reminder", days = 3'), "act.x.earliest[1]", 5, None),
    ("F42", period('after = "reminder", days = 3, months = 1, counting = "office"'), "act.x.earliest[1]", 5, None),
    ("F42", period('after = "reminder", counting = "office"'), "act.x.earliest[1]", 5, None),
    (
        "F43",
        period('after = ["reminder", "claim.due"], days = 3, counting = "office"'),
        "act.x.earliest[1].pick",
        5,
        None,
    ),
    (
        "F43",
        period('after = "reminder", since = "claim.due", days = 3, counting = "office"'),
        "act.x.earliest[1]",
        5,
        None,
    ),
    (
        "F44",
        period('after = "reminder.servd", days = 3, counting = "office"'),
        "act.x.earliest[1].after",
        5,
        "reminder.served",
    ),
    ("F44", period('days = 3, counting = "office"'), "act.x.earliest[1]", 5, None),
    ("F45", other("counting.x", COUNTING), "counting.x.end_moves", 6, None),
    ("F45", other("counting.x", COUNTING.replace('calendar = "office"\n', "")), "counting.x.calendar", 1, None),
    (
        "F45",
        period('after = "reminder", working_days = 3, counting = "calendar_days"'),
        "act.x.earliest[1].counting",
        5,
        None,
    ),
    (
        "F47",
        record("calendar.x", {"what": '"X"', "rest": '["sun"]', "holidays": '["region"]'}),
        "calendar.x.holidays",
        4,
        None,
    ),
    ("F48", record("holidays.x", {"what": '"X"', "days": '[\n{ day = "02-30" }]'}), "holidays.x.days[1]", 4, None),
    ("F48", record("holidays.x", {"what": '"X"', "days": "[{ nth = 1, month = 3 }]"}), "holidays.x.days[1]", 3, None),
    (
        "F48",
        record("calendar.x", {"what": '"X"', "rest": "[]", "closed": '[{ first = "12-18", last = "13-01" }]'}),
        "calendar.x.closed[1].last",
        4,
        None,
    ),
    ("F51", period('after = "reminder", days = -3, counting = "office"'), "act.x.earliest.days", 5, None),
]
FACTS: list[Slip] = [
    ("F49", when('debtor_kind = "consumer"'), "act.x.when[1].debtor_kind", 5, "debtor"),
    ("F49", when("overdu = true"), "act.x.when[1].overdu", 5, "overdue"),
    ("F49", when('"reading.gaps" = "wide"'), "act.x.when[1].reading.gaps", 5, "reading.gap"),
    ("F50", when('debtor = "company"'), "act.x.when[1].debtor", 5, None),
    ("F50", when('title = "judgement"'), "act.x.when[1].title", 5, "judgment"),
    ("F50", when('"reading.gap" = "wid"'), "act.x.when[1].reading.gap", 5, "wide"),
    ("F51", when('principal = "100"'), "act.x.when[1].principal", 5, None),
    ("F51", when('overdue = "yes"'), "act.x.when[1].overdue", 5, None),
    ("F51", when("claim_due = { over = 2013-03-01 }"), "act.x.when[1].claim_due", 5, None),
    ("F51", when('debtor = { from = "a" }'), "act.x.when[1].debtor", 5, None),
    ("F51", when("times_done = 1.50"), "act.x.when[1].times_done", 5, None),
    ("F51", when(""), "act.x.when", 5, None),
    ("F62", when('"reading.y" = "a"') + "\n" + reading("c"), "reading.y.cautious", 9, None),
    ("F63", fee(f'once = {{ reading = "gap", is = {NARROW} }}\n'), "fee.x.once[1].is", 8, None),
    ("F63", reading("a"), "reading.y", 1, None),
]
COURSE: list[Slip] = [
    ("F54", act('leads_to = "overdu"\n'), "act.x.leads_to", 5, "overdue"),
    ("F54", act('in_stages = ["overdue", "titeld"]\n'), "act.x.in_stages", 5, "titled"),
    ("F55", '[stage.y]\nwhat = "Nowhere"\n' + act('in_stages = ["y"]\nleads_to = "overdue"\n'), "stage.y", 1, None),
    ("F56", '[stage.y]\nwhat = "The end"\n' + act('in_stages = ["overdue"]\nleads_to = "y"\n'), "stage.y", 1, None),
    ("F58", act(by='"time"'), "act.x.earliest", 1, None),
    ("F59", act('effects = { title = "order" }\n'), "act.x.effects.title", 5, None),
    ("F60", other("stay.x", STAY), "stay.x.ends", 1, None),
    ("F60", other("stay.x", STAY + "ends = []\n"), "stay.x.ends", 5, None),
    ("F64", workflow('{ act = "reminder", days = 10, fee = true }'), "workflow.x.steps[2].days", 6, None),
    ("F65", workflow('{ act = "field_visit", days = 11 }'), "workflow.x.steps[2].act", 6, None),
]
EVERY_YEAR = 'unit = "percent"\ngrid = "year"\nknown_until = 2013-12-31\nvalue = [\n{rows}]\n'
HOLE = EVERY_YEAR.format(rows=f"{ROW_2010},\n{{ from = 2012-01-01, is = 1.00 }},\n{{ from = 2013-01-01, is = 1.00 }}\n")
CUT = EVERY_YEAR.format(rows="{ from = 2010-01-01, to = 2011-06-30, is = 1.00 },\n")
HOLES: list[Slip] = [
    ("F91", other("series.x", HOLE), "series.x.value[1]", 8, None),
    ("F91", other("series.x", EVERY_YEAR.format(rows=f"{ROW_2010}\n")), "series.x.value[1]", 8, None),
    ("F91", other("series.x", CUT), "series.x.value[1]", 8, None),
]


def counted(unit: str) -> str:
    return f'{{ keyed_by = "act", unit = "{unit}", value = [{ROW_2010}] }}'


DAYS_OF_GRACE = "\n" + value(f"value = [{ROW_2010}]\n", unit='"days"')
UNITS: list[Slip] = [
    ("F93", fee(amount=counted("percent")), "fee.x.amount.unit", 7, None),
    ("F93", other("rate.x", f"fixed = {counted('currency')}"), "rate.x.fixed.unit", 4, None),
    (
        "F93",
        other("rate.x", 'reference = { series = "sums", keyed_by = "accrual_day", pin = "day" }\n')
        + other("series.sums", SERIES.format(until="2010-06-30", first="2010-01-01").replace("percent", "currency")),
        "rate.x.reference.series", 4, None,
    ),
    ("F93", fee(amount='{ table = "x" }') + DAYS_OF_GRACE, "fee.x.amount.table", 7, None),
    ("F93", tariff('{ percent = "x" }') + DAYS_OF_GRACE, "fee.x.amount.percent", 7, None),
    ("F93", fee('limits = { at_most = "x", per = "claim" }\n') + DAYS_OF_GRACE, "fee.x.limits[1].at_most", 8, None),
    ("F93", other("rate.x", 'fixed = 1.00\nceiling = "x"\n') + DAYS_OF_GRACE, "rate.x.ceiling", 5, None),
    (
        "F93",
        period('after = "reminder", days = "x", counting = "office"')
        + "\n" + value(f"value = [{ROW_2010}]\n", unit='"count"'),
        "act.x.earliest[1].days", 5, None,
    ),
    ("F93", value(f"value = [{ROW_2010}]\n").replace("value.x", "value.vat"), "value.vat.unit", 1, None),
]  # fmt: skip
OFFER = '{{ act = "reminder", days = 11, offer = {{ of = "principal", {0} }} }},\n'
WHOLES: list[Slip] = [
    ("F51", workflow(OFFER.format("discount_percent = 120.00")), "workflow.x.steps[2].offer.discount_percent", 6, None),
    ("F51", workflow(OFFER.format("pay_percent = 100.01")), "workflow.x.steps[2].offer.pay_percent", 6, None),
    (
        "F51", fee('less = { fee = "reminder", percent = 101.00, counted = "net" }\n'),
        "fee.x.less[1].percent", 8, None,
    ),
    ("F81", fee('limits = { at_most = 0, per = "claim" }\n'), "fee.x.limits[1].at_most", 8, None),
    ("F46", record("calendar.x", {"what": '"X"', "rest": f"{list(WEEKDAYS)}"}), "calendar.x.rest", 3, None),
]  # fmt: skip
IDLE: list[Slip] = [
    ("F90", other("title.x", "enforceable = true\nfrom = 2012-01-01\n"), "title.x.from", 5, None),
    ("F90", value(f"value = [{ROW_2010}]\nwhen = {{ overdue = true }}\n"), "value.x.when", 6, None),
    (
        "F90",
        record("calendar.x", {"what": '"X"', "rest": "[]", "unless": "{ overdue = true }"}),
        "calendar.x.unless",
        4,
        None,
    ),
]
SLIPS = [*WHOLES, *HOLES, *UNITS, *IDLE, *WORDS, *ROWS, *NAMES, *AMOUNTS, *INCOMES, *DAYS, *FACTS, *COURSE]


@pytest.mark.parametrize(
    ("code", "text", "place", "line", "nearest"), SLIPS, ids=[f"{slip[0]}-{slip[2]}" for slip in SLIPS]
)
def test_each_slip_is_told_once_with_its_place(
    faults: Faults, code: str, text: str, place: str, line: int | None, nearest: str | None
) -> None:
    told = [(fault.code, fault.path, fault.line, fault.nearest) for fault in faults(more=text)]
    assert told == [(code, f"more.toml: {place}", line, nearest)]


@pytest.mark.parametrize(
    ("code", "text"), [(slip[0], slip[1]) for slip in SLIPS], ids=[f"{slip[0]}-{slip[2]}" for slip in SLIPS]
)
def test_each_fault_has_a_sentence(faults: Faults, code: str, text: str) -> None:
    for fault in faults(more=text):
        sentence = fault.message or f"expected {fault.expected}"
        assert len(sentence.split()) > 2
        assert fault.code == code
        assert sentence in str(fault)


def test_the_sound_profile_loads(sound: Profile) -> None:
    assert sound.header.id == "XA"


def test_a_second_declaration_names_the_file_and_line_of_the_first(faults: Faults, write: Callable[..., Path]) -> None:
    first = write().joinpath("rules.toml").read_text(encoding="utf-8").splitlines().index("[act.reminder]") + 1
    (fault,) = faults(second='[act]\nreminder = { what = "Again", law = "act-1", by = "creditor" }\n')
    assert (fault.code, fault.path, fault.line) == ("F04", "second.toml: act.reminder", 2)
    assert f"rules.toml:{first}" in str(fault)


@pytest.mark.parametrize(
    ("code", "word", "one", "two"),
    [
        ("F22", "instead_of", 'instead_of = "y"\n', 'instead_of = "x"\n'),
        (
            "F33",
            "less",
            'less = { fee = "y", percent = 100.00, counted = "net" }\n',
            'less = { fee = "x", percent = 100.00, counted = "net" }\n',
        ),
    ],
)
def test_a_circle_is_told_at_each_of_its_rules(faults: Faults, code: str, word: str, one: str, two: str) -> None:
    found = faults(more=fee(one) + fee(two, name="y"))
    assert [(fault.code, fault.path, fault.line) for fault in found] == [
        (code, f"more.toml: fee.x.{word}", 8),
        (code, f"more.toml: fee.y.{word}", 16),
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[act.x]\nwhat = "X"\nlaw = "a"\nlaw = "b"\n', 4, "act.x.law"),
        ("[act.x]\nlaw = [\n]\nlaw = [\n]\n", 4, "act.x.law"),
        ('[act.x]\nwhat = "X"\n[act.x]\n', 3, "act.x"),
        ("[act.x\n", 1, "TOML"),
        ('a = "b\n', 1, "TOML"),
        ("a = 2013-02-30\n", 1, "TOML"),
        ("a = 1\nb = \n", 2, "TOML"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(faults: Faults, text: str, line: int, said: str) -> None:
    (fault,) = faults(more=text)
    assert (fault.code, fault.path, fault.line) == ("F01", "more.toml", line)
    assert said in str(fault)


def test_all_faults_of_all_files_come_at_once(faults: Faults) -> None:
    found = faults(first=fee(law='"act-9"'), second=act("wen = true\n"), third='[fees.y]\nwhat = "A fee"\n')
    assert {(fault.path, fault.code) for fault in found} == {
        ("first.toml: fee.x.law", "F06"),
        ("second.toml: act.x.wen", "F03"),
        ("third.toml: [fees]", "F02"),
    }


def test_of_every_file_that_is_no_toml_the_first_fault_is_told(faults: Faults) -> None:
    found = faults(first="a = \nb = \n", second="\n\n[a\n", third=act("wen = true\n"))
    assert [(fault.code, fault.path, fault.line) for fault in found] == [
        ("F01", "first.toml", 1),
        ("F01", "second.toml", 1),
        ("F03", "third.toml: act.x.wen", 5),
    ]


def test_a_record_that_cannot_be_read_is_not_told_to_be_missing_too(faults: Faults) -> None:
    (fault,) = faults(more=fee("wen = 1\n") + other("cap.x", CAP.format(over='"x"', amount="9.00")))
    assert (fault.code, fault.path) == ("F03", "more.toml: fee.x.wen")


def test_a_fault_in_a_default_is_told_once_and_where_it_stands(faults: Faults) -> None:
    """Two fees have the default, but the slip is one."""
    (fault,) = faults(more=fee() + '[defaults.fee]\nvat = "non"\n')
    assert (fault.code, fault.path, fault.line, fault.nearest) == ("F15", "more.toml: defaults.fee.vat", 9, "none")


def test_every_region_needs_its_holidays(faults: Faults, write: Callable[..., Path]) -> None:
    header = write().joinpath("profile.toml").read_text(encoding="utf-8") + 'regions = ["GE", "ZH"]\n'
    zurich = '[holidays.ZH]\nwhat = "Days"\ndays = [{ day = "05-01" }]\n'
    (fault,) = faults(profile=header, more=zurich + '[calendar.x]\nwhat = "X"\nrest = ["sun"]\nholidays = ["region"]\n')
    assert (fault.code, fault.got) == ("F47", "'GE'")


def test_a_workflow_within_the_gap_is_let_through(write: Callable[..., Path]) -> None:
    """Ten days in between are over on the eleventh."""
    more = workflow('{ act = "reminder", days = 11, fee = true }')
    assert load_profile(path=write(more=more)).workflow["x"].steps[1].days == 11


def test_a_folder_has_exactly_one_header(faults: Faults) -> None:
    (fault,) = faults(more='[profile]\nid = "XB"\n')
    assert (fault.code, fault.path) == ("F05", "profile.toml")


@pytest.mark.parametrize(
    ("country", "row", "missing"),
    [("dk", "  { from = 2024-07-01, is = 3.50 },\n", "2024-07-01"), ("dk", "2026-12-31", "2027-01-01"),
     ("de", "  { from = 2024-07-01, is = 3.37 },\n", "2024-07-01")],
)  # fmt: skip
def test_a_half_year_that_nobody_entered_is_told_with_its_day(
    tmp_path: Path, country: str, row: str, missing: str
) -> None:
    """Without its row a half-year would run at the rate before, and one that is not published as if it were."""
    folder = tmp_path / country
    shutil.copytree(Path(load_profile(country.upper()).folder), folder, ignore=shutil.ignore_patterns("cases"))
    path = folder / "interest.toml"
    text = path.read_text("utf-8")
    assert text.count(row) == 1
    path.write_text(text.replace(row, "2036-12-31" if row[0] == "2" else ""), encoding="utf-8")
    with pytest.raises(BadProfile) as caught:
        load_profile(path=folder)
    (fault,) = caught.value.faults
    assert fault.code == "F91"
    assert f"no row begins on {missing}" in str(fault)


def test_a_row_that_says_its_last_day_held_so_long(write: Callable[..., Path]) -> None:
    rows = "{ from = 2010-01-01, to = 2012-12-31, is = 1.00 },\n{ from = 2013-01-01, is = 1.00 },\n"
    profile = load_profile(path=write(more=other("series.x", EVERY_YEAR.format(rows=rows))))
    assert len(profile.series["x"].value) == 2


@pytest.mark.parametrize("word", ["name", "version"])
def test_a_header_says_what_answers_name(faults: Faults, word: str) -> None:
    header = {"name": "Arland", "version": "1"} | {word: " "}
    text = (
        f'[profile]\nid = "XA"\nname = "{header["name"]}"\nversion = "{header["version"]}"\nstatus = "draft"\n'
        'languages = ["en"]\ncurrency = "EUR"\nfirst_day = 2010-01-01\n'
    )
    assert [(fault.code, fault.path) for fault in faults(profile=text)] == [("F05", f"profile.toml: profile.{word}")]


def test_none_under_conditions_is_a_limit(write: Callable[..., Path]) -> None:
    limit = 'limits = { at_most = 0, per = "claim", when = { debtor = "consumer" } }\n'
    assert load_profile(path=write(more=fee(limit))).fee["x"].limits
