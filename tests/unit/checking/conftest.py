"""A small sound profile of an invented country, to which each test adds what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from collectrules import BadProfile, Fault, Profile, load_profile

Write = Callable[..., Path]
Faults = Callable[..., list[Fault]]

HEADER = """
[profile]
id        = "XA"
name      = "Arland"
version   = "1"
status    = "draft"
languages = ["en"]
currency  = "EUR"
first_day = 2010-01-01
"""
LAW = """
[law]
act-1 = { title = "Payments Act", section = "§ 1", kind = "statute" }
act-2 = { title = "Payments Act", section = "§ 2", kind = "statute" }
house = { title = "Policy of the house", section = "1", kind = "policy" }
"""
RULES = """
[stage.not_due]
what  = "Not due"
entry = true
[stage.overdue]
what  = "Overdue"
entry = true
[stage.titled]
what = "With a title"

[act.fell_overdue]
what      = "The day to pay has passed"
law       = "act-1"
by        = "time"
in_stages = ["not_due"]
earliest  = { after = "claim.due", days = 0, counting = "calendar_days" }
leads_to  = "overdue"

[act.reminder]
what = "A reminder"
law  = "act-2"
by   = "creditor"

[act.judgment]
what      = "A judgment"
law       = "act-2"
by        = "court"
in_stages = ["overdue"]
leads_to  = "titled"
effects   = { title = "judgment" }

[act.debt_paid_off]
what      = "The title is used up"
law       = "act-2"
by        = "court"
in_stages = ["titled"]
leads_to  = "overdue"

[title.judgment]
what        = "A judgment"
law         = "act-2"
enforceable = true

[series.base]
what        = "The base rate"
law         = "act-1"
unit        = "percent"
grid        = "half_year"
known_until = 2020-12-31
value       = [
  { from = 2010-01-01, to = 2019-12-31, is = 1.00 },
  { from = 2020-01-01, to = 2020-06-30, is = 2.00 },
  { from = 2020-07-01, is = 2.00 },
]

[rate.late]
what      = "Base rate and eight points"
law       = "act-1"
reference = { series = "base", keyed_by = "accrual_day", pin = "half_year_start" }
margin    = { keyed_by = "claim_due", unit = "percent", value = [{ from = 2010-01-01, is = 8.00 }] }

[interest.default]
what        = "Interest from the day after the due day"
law         = "act-1"
on          = ["principal"]
rates       = ["late"]
starts      = { after = "claim.due", days = 0, counting = "calendar_days" }
day_count   = "act/365"
payment_day = "counted"
round       = { to = 0.01, mode = "half_up", at = ["statement"] }

[fee.reminder]
what      = "A reminder fee"
law       = "act-2"
act       = "reminder"
part      = "reminder"
charge    = "exactly"
vat       = "none"
borne_by  = "debtor"
amount    = { keyed_by = "act", unit = "currency", value = [{ from = 2010-01-01, is = 5.00 }] }

[fee.reminder.once]
reading = "gap"
[fee.reminder.once.is]
narrow = { since = "previous.charged", days = 10, counting = "calendar_days" }
wide   = { after = "previous.charged", days = 10, counting = "calendar_days" }

[reading.gap]
question = "How far apart?"
cautious = "wide"
options  = { narrow = "Ten days", wide = "Ten days in between" }

[allocation.general]
what    = "Interest, fees, costs, principal"
law     = "act-1"
between = ["due_earliest", "oldest"]
walk    = "debt_by_debt"
within  = ["interest", "fees", "costs", "principal"]

[calendar.office]
what = "Monday to Friday"
rest = ["sat", "sun"]

[counting.office]
what      = "Ends move to the next working day"
law       = "act-1"
first_day = "not_counted"
calendar  = "office"
end_moves = [{ off = "rest_day", to = "next_working_day" }]

[limitation.general]
what   = "Three years"
law    = "act-1"
covers = ["principal", "interest", "fees", "costs"]
period = { after = "claim.due", years = 3, counting = "office" }
effect = "defence"
"""
SOUND = {"profile.toml": HEADER, "statutes.toml": LAW, "rules.toml": RULES}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the sound profile with more files, or others in place of its own."""

    def written(**files: str) -> Path:
        folder = tmp_path / "xa"
        for name, text in (SOUND | {f"{name}.toml": text for name, text in files.items()}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.lstrip("\n"), encoding="utf-8")
        return folder

    return written


@pytest.fixture
def sound(write: Write) -> Profile:
    return load_profile(path=write())


@pytest.fixture
def faults(write: Write) -> Faults:
    """Everything that is wrong with the profile once the files are added."""

    def found(**files: str) -> list[Fault]:
        with pytest.raises(BadProfile) as caught:
            load_profile(path=write(**files))
        return list(caught.value.faults)

    return found


VALMARK = Path(__file__).parents[2] / "profiles" / "invented" / "valmark"
Broken = Callable[..., Path]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """Copy the invented profile with pieces of its files replaced; what is replaced must stand there once."""

    def copied(*changes: tuple[str, str, str], more: str = "") -> Path:
        folder = tmp_path / "valmark"
        shutil.copytree(VALMARK, folder, ignore=shutil.ignore_patterns("cases"))
        for file, old, new in changes:
            path = folder / file
            text = path.read_text("utf-8")
            assert text.count(old) == 1, (file, old)
            path.write_text(text.replace(old, new), encoding="utf-8")
        if more:
            (folder / "more.toml").write_text(more, encoding="utf-8")
        return folder

    return copied
