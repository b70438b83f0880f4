"""A new profile: the smallest folder that loads, checks clean and answers, with a note at each place to go on from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.ground.money import exponent
from collectrules.loader.find import PROFILE_ID

_FILES: Final[Mapping[str, str]] = {
    "profile.toml": """\
# {name}: header and stages.
[profile]
id        = "{id}"
name      = "{name}"
version   = "1"
status    = "draft"
languages = ["en"]
currency  = "{currency}"
first_day = {first_day}                          # before it the law is not modelled

[stage.not_due]
what  = "The day to pay in time has not passed"
entry = true

[stage.overdue]
what  = "The day to pay in time has passed"
entry = true
""",
    "statutes.toml": """\
# Every law, ruling and practice the profile cites, one a row; `kind` alone says what a rule rests on.
[law]
due-day = {{ title = "To be named", section = "to be named", kind = "practice" }}
order   = {{ title = "To be named", section = "to be named", kind = "practice" }}
""",
    "acts.toml": """\
# Acts: what may happen, who may do it, from when, and where it leads.
[act.fell_overdue]
what      = "The day to pay in time has passed"
law       = "due-day"
by        = "time"
in_stages = ["not_due"]
earliest  = {{ after = "claim.due", days = 0, counting = "calendar_days" }}
leads_to  = "overdue"
""",
    "allocation.toml": """\
# Which debt a payment reaches, and which part of it.
[allocation.general]
what    = "The claim that fell due first; interest, fees, costs, principal"
law     = "order"
between = ["due_earliest", "oldest"]
walk    = "debt_by_debt"
within  = ["interest", "fees", "costs", "principal"]
""",
    "cases/first.toml": """\
# Golden cases: facts, a day, what must come out, and why. Every figure of the law needs one that fails without it.
[[case]]
name    = "Before there is a rule on interest, the debtor owes what was agreed"
on      = {due}
because = "No rule adds anything"
law     = ["order"]
[case.given]
creditor = {{ kind = "business" }}
debtor   = {{ kind = "consumer" }}
claims   = [{{ id = "1", kind = "goods_or_services", amount = "{amount}", due = {due}, due_agreed = true }}]
[case.expect]
"owed.total" = {amount}
stage        = "not_due"
""",
    "NOTES.md": """\
# {name}: doubts, unknowns, and what is left out

Write here what the profile does not say and why, which figures were not seen in their source, and which doubts
became readings.
""",
}


def new(folder: str | Path, profile: str, name: str, currency: str, *, first_day: dt.date | str = "2020-01-01") -> Path:
    """Write a minimal profile into an empty folder and return the folder.

    Args:
        folder: where to write; it must be empty or not exist.
        profile: its id, such as "NO".
        name: the jurisdiction's name in English.
        currency: ISO 4217 code.
        first_day: the first day whose law is to be modelled.

    Raises:
        BadInput: `profile_id`, `profile_name`, `unknown_currency`, or `folder_not_empty`.

    """
    if not PROFILE_ID.fullmatch(profile):
        raise bad_input("profile_id", "profile", "letters, digits, - and _, such as NO", profile)
    if not name.strip() or not name.isprintable() or set(name) & {'"', "\\"}:
        raise bad_input("profile_name", "name", "a plain name", name)
    home, day = Path(folder), to_date(first_day, "first_day")
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise bad_input("folder_not_empty", "folder", "an empty folder, or none", str(home))
    decimals = exponent(currency)
    places = {
        "id": profile, "name": name, "currency": currency, "first_day": day, "due": day + dt.timedelta(days=30),
        "amount": "100" + ("." + "0" * decimals if decimals else ""),
    }  # fmt: skip
    for file, text in _FILES.items():
        path = home / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format_map(places), encoding="utf-8", newline="\n")
    return home
