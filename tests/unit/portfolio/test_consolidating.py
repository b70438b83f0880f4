"""Several cases as one: what is owed on it is what was owed on them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import collectrules as cr
from collectrules.portfolio.consolidating import joined
from collectrules.testing import cases

PLAIN = settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
WITHIN = (dt.date(2018, 1, 1), dt.date(2019, 6, 30))
KINDS = (
    "reminder payment dispute collection_notice letter note waiver credit_note charge payment_reversed void "
    "acknowledgement"
).split()
SIDE = st.just({"kind": "business", "recovers_vat": True})


@cache
def loaded(name: str) -> cr.Profile:
    return cr.load_profile(name)


@pytest.mark.parametrize("name", ["DK", "DE"])
@PLAIN
@given(data=st.data())
def test_one_case_owes_what_the_several_did(name: str, data: st.DataObject) -> None:
    """Of claims of which nobody says that they belong together each has its own limits, whatever case it stands in.

    Only where one of them was paid in full may what was paid too much have met another case's claims instead.
    """
    law = loaded(name)
    drawn = cases(
        law, within=WITHIN, most_claims=2, creditor=SIDE, debtor=SIDE, kinds=KINDS, regions=law.header.regions[:1]
    )  # fmt: skip
    first, second = data.draw(drawn), data.draw(drawn).model_copy(update={"id": "other"})
    on = data.draw(st.dates(dt.date(2018, 6, 1), dt.date(2020, 1, 1)))
    try:
        one = joined([first, second], law, on=on)
    except cr.BadInput as error:
        assume(error.code != "cannot_be_joined")
        raise
    owed = [cr.standing(case, law, on=on) for case in (first, second, one)]
    assume(all(line.open for found in owed[:2] for line in found.lines if line.kind == "principal"))
    assert owed[0].owed.total + owed[1].owed.total == owed[2].owed.total
    assert owed[0].booked.total + owed[1].booked.total == owed[2].booked.total
    assert len(one.events) == len(first.events) + len(second.events)


def test_a_case_that_is_over_is_joined_with_none() -> None:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "100.00", "arose": "2018-01-02", "due": "2018-02-01",
             "due_is": "agreed"}  # fmt: skip
    plain = {"currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "business"}, "claims": [claim]}
    first = cr.load_case({"id": "a", **plain})
    paid = cr.load_case({"id": "b", **plain, "events": [{"on": "2018-03-01", "kind": "closed"}]})
    with pytest.raises(cr.BadInput) as raised:
        joined([first, paid], loaded("DK"), on="2018-04-01")
    assert (raised.value.code, raised.value.faults[0].expected) == ("cannot_be_joined", "cases that are open")
    assert joined([first], loaded("DK"), on="2018-04-01") == first


def test_a_case_that_is_paid_in_full_is_joined_with_none_and_one_that_is_paid_in_part_is() -> None:
    def case(name: str, *events: dict[str, str]) -> cr.Case:
        claim = {"id": name, "kind": "goods_or_services", "amount": "100.00", "arose": "2018-01-02",
                 "due": "2018-02-01", "due_is": "agreed"}  # fmt: skip
        sides = {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}}
        return cr.load_case({"id": name, "currency": "DKK", **sides, "claims": [claim], "events": list(events)})

    cases = [case("a", {"on": "2018-01-20", "kind": "payment", "amount": "60.00"}), case("b")]
    paid = case("c", {"on": "2018-01-20", "kind": "payment", "amount": "130.00"})
    law, on = loaded("DK"), "2018-02-01"
    one = joined(cases, law, on=on)
    assert cr.standing(one, law, on=on).owed.total == Decimal("140.00")
    with pytest.raises(cr.BadInput):  # it is paid: there is nothing to be joined
        joined([*cases, paid], law, on=on)
