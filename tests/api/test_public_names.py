"""What a host may import: a name that goes, or an argument that changes its name, breaks somebody's program."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import collectrules as cr

ASKING = "case, profile, *, on, readings=None, known_on=None, assume=None"
FUNCTIONS = {
    "load_profile": "profile=None, *, version=None, path=None",
    "load_case": "source",
    "check_case": "case, profile",
    "choose_law": "case, profiles",
    "standing": ASKING,
    "statement": ASKING,
    "receipts": "case, profile, *, month, received_by='collector', readings=None, assume=None",
    "monthly_statement": "case, profile, *, month, number=None, readings=None, assume=None",
    "settlement_offer": (
        "case, profile, *, on, discount=None, pay=None, waive=(), base='total', order=(), valid_until=None, "
        "readings=None, assume=None"
    ),
    "instalment_plan": (
        "case, profile, *, on, instalment=None, count=None, until=None, down=None, down_on=None, first=None, "
        "every='month', interest_free=False, asked_by='creditor', granted_by='creditor', readings=None"
    ),
    "simulate": (
        "case, profile, *, on, until, behaviour='never_pays', workflow=None, also=(), others=None, arrives=None, "
        "readings=None"
    ),
    "side_by_side": "lives",
    "compare": "case, profile, *, on, bounds=None, expectations=None, readings=None, assume=None",
    "next_steps": f"{ASKING}, without=()",
    "audit": ASKING,
    "accept": "case, proposal, profile, *, on, readings=None, records=None",
    "notice": (
        "case, profile, step, *, on, claims=None, paper=None, parties=None, particulars=None, wording=None, "
        "pay_by=None, agreement=None, language=None, readings=None"
    ),
    "timeline": "case, profile, *, on, readings=None, assume=None",
    "plot_lives": "lives, *, language=None",
    "show": "thing, profile=None, *, language=None",
    "account_letter": "thing, profile, *, kind=None, parties=None, language=None",
    "assess": "case, profile, event, *, on, readings=None",
    "explain": "thing, profile, *, language='en'",
    "interest": (
        "profile, amount, *, due, until, debtor='consumer', creditor='business', due_agreed=True, demanded=None, "
        "arose=None, received=None, region=None, kind='goods_or_services', agreed_rate=None, readings=None, assume=None"
    ),
    "tariff": (
        "profile, name, *, value=None, on, arose=None, due=None, contract=None, mandate=None, "
        "creditor_recovers_vat=None, debtor='consumer', dependants=None, readings=None"
    ),
    "dump": "thing",
    "dumps": "thing, *, indent=None",
    "load": "source, *, kind=None",
    "upgrade": "document",
    "certificate": "answer, case, profile, *, readings=None, arguments=None",
    "verify": "certificate, *, profile=None",
    "stale": "profile, *, on",
}
CLASSES = (
    "AccountLetter Addressee Assessment Audit Bounds Case Certificate Choice Claim Comparison Event Expectations "
    "Explanation Fault Finding Freshness InstalmentPlan InterestAnswer MonthlyStatement NextSteps Notice Particulars "
    "Parties Party Profile Proposal Receipts SettlementOffer SideBySide Simulation Standing Statement TariffAnswer "
    "Timeline Verification"
).split()
ERRORS = (
    "BadInput BadProfile CollectRulesError InternalInconsistency LimitExceeded NotModelled NotYetPublished "
    "StaleProposal"
).split()


def test_these_are_the_public_names() -> None:
    assert set(FUNCTIONS) | set(CLASSES) | set(ERRORS) == set(cr.__all__)


@pytest.mark.parametrize(("name", "arguments"), FUNCTIONS.items())
def test_a_function_keeps_its_arguments(name: str, arguments: str) -> None:
    bare = [one.replace(annotation=one.empty) for one in inspect.signature(getattr(cr, name)).parameters.values()]
    assert str(inspect.Signature(bare)) == f"({arguments})"


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_of_the_family(name: str) -> None:
    assert issubclass(getattr(cr, name), cr.CollectRulesError)


@pytest.mark.parametrize("name", [*FUNCTIONS, *CLASSES, *ERRORS])
def test_every_public_name_is_explained(name: str) -> None:
    assert inspect.getdoc(getattr(cr, name))


def test_there_is_no_other_name() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        cr.no_such_name  # noqa: B018


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import collectrules", "collectrules."),
        ("import collectrules as cr; cr.load_profile", "pydantic"),
        ("import collectrules as cr; cr.standing", "babel"),
    ],
)
def test_what_is_not_used_is_not_imported(code: str, unwanted: str) -> None:
    listing = f"{code}; import sys; print([name for name in sys.modules if name.startswith({unwanted!r})])"
    ran = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.strip() == "[]"
