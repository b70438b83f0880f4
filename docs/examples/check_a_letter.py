"""Ask before a letter goes out whether the law would let it stand."""

import datetime as dt
from pathlib import Path

import collectrules as cr

case = cr.load_case(Path(__file__).parent / "to_court.json")
law = cr.load_profile(case.jurisdiction)

for day in (dt.date(2023, 3, 8), dt.date(2023, 5, 20)):
    letter = {"on": day, "kind": "reminder", "fee": "100.00"}
    found = cr.assess(case, law, letter, on=dt.date(2023, 7, 31))
    print(day, found.verdict, *(finding.message for finding in found.findings))
