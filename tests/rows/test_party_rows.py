"""Who the debtor is where the case does not say it: the kind is resolved by a rule of the profile, or asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collectrules import BadInput, Case, NotModelled, Profile, next_steps, standing

PortalCase = Callable[..., Case]
PAID_LATE = {"on": "2018-11-20", "kind": "compensation_claimed"}


@pytest.mark.parametrize(("registered", "owed"), [(True, 310), (False, 0)])
def test_a_company_without_a_registration_number_is_treated_as_a_private_person_and_the_answer_says_why(
    dk: Profile, portal_case: PortalCase, registered: bool, owed: int
) -> None:
    # Between businesses 310 kr. are owed for a late claim, by a private person nothing (dossier 2.3).
    case = portal_case(PAID_LATE, debtor={"legal_form": "company", "registered": registered})
    found = standing(case, dk, on="2018-11-21")
    assert found.owed.fees == owed
    taken = next(taken for taken in found.assumptions if taken.path == "debtor.kind")
    assert ("business" if registered else "consumer") in taken.text
    assert "registration number" in taken.text
    assert taken.code == "debtor_kind"


def test_a_stated_kind_is_never_resolved_otherwise(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(PAID_LATE, debtor={"kind": "business", "legal_form": "company", "registered": False})
    found = standing(case, dk, on="2018-11-21")
    assert found.owed.fees == 310
    assert "debtor.kind" not in {taken.path for taken in found.assumptions}


def test_a_kind_that_nothing_resolves_is_asked_for_by_name(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case(debtor={"legal_form": "company"})
    for asked in (standing, next_steps):
        with pytest.raises(NotModelled) as caught:
            asked(case, dk, on="2018-11-21")
        assert (caught.value.code, caught.value.faults[0].path) == ("missing_fact", "debtor.kind")


@pytest.mark.parametrize(
    ("parties", "path"),
    [({"debtor": {}}, "debtor.kind"), ({"creditor": {"recovers_vat": True, "registered": True}}, "creditor.kind")],
)
def test_a_party_of_which_nothing_is_said_is_refused_with_its_place(
    portal_case: PortalCase, parties: dict[str, dict[str, bool]], path: str
) -> None:
    with pytest.raises(BadInput) as caught:
        portal_case(**parties)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("missing_field", path)]
