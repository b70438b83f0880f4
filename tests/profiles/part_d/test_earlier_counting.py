"""A period that began under older law is counted as that law counted it, in an invented country."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from collectrules import BadProfile, load_case, load_profile, next_steps

OLDER = Path(__file__).parent / "_d36"


@pytest.mark.parametrize(
    ("served", "last"),
    [
        ("2019-12-20", "2019-12-29"),  # the day of service is the first of the ten
        ("2019-12-31", "2020-01-09"),  # it began in time, though it ends under the new law
        ("2020-01-01", "2020-01-11"),
    ],
)
def test_a_period_is_counted_as_when_it_began(served: str, last: str) -> None:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2019-03-31", "due_agreed": True}
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": [{"on": served, "kind": "order_served"}]}
    )  # fmt: skip
    (step,) = [s for s in next_steps(case, load_profile(path=OLDER), on=served).proposals if s.action == "objection"]
    assert str(step.latest) == last


def test_the_older_counting_must_be_there(tmp_path: Path) -> None:
    for name in ("_d36", "_base"):
        shutil.copytree(OLDER.parent / name, tmp_path / name)
    file = tmp_path / "_d36" / "profile.toml"
    file.write_text(file.read_text("utf-8").replace('counting = "older" }', 'counting = "none_such" }'), "utf-8")
    with pytest.raises(BadProfile, match="none_such"):
        load_profile(path=file.parent)
