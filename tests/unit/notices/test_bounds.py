"""A template of one's own makes no more than anybody reads, and is refused by name where it would."""

from __future__ import annotations

import time

import pytest

import collectrules as cr
from collectrules.notices.rendering import rendered
from collectrules.notices.writing import notice


@pytest.fixture(scope="module")
def letter() -> cr.Notice:
    case = cr.load_case({
        "id": "a1", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
        "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
                    "due": "2024-01-31", "due_agreed": True}],
    })  # fmt: skip
    return notice(case, cr.load_profile("DK"), "reminder", on="2024-03-01")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "comes to an end"),
        ('{{ "a"*1000000000 }}', "more than 5000000 signs"), ('{{ 1000000000*"a" }}', "more than 5000000 signs"),
        ("{{ [1]*1000000000 }}", "more than 5000000 signs or items"), ('{{ ("a"*5000)*5000 }}', "more than 5000000"),
        ("{{ 10**10**10 }}", "binary digits"), ("{{ (10**20)*(10**50) }}", "binary digits"),
        ('{{ "%1000000000d" % 1 }}', "more than"), ('{{ "%*d" % (1000000000, 1) }}', "more than"),
        ('{% for n in range(100) %}{{ "a"*100000 }}{% endfor %}', "more than 5000000"),
    ],
)  # fmt: skip
def test_a_template_that_makes_too_much_is_refused_by_name(letter: cr.Notice, template: str, said: str) -> None:
    begun = time.process_time()
    with pytest.raises(cr.BadInput) as error:
        rendered(letter.letter, template)
    (fault,) = error.value.faults
    assert (fault.code, fault.path) == ("template", "template")
    assert said in f"{fault.expected} {fault.got}"
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("template", "made"),
    [('{{ "-"*40 }}', "-" * 40), ("{{ 2**10 }}", "1024"), ("{{ 3*4 }}", "12"), ('{{ "%05.2f" % 3 }}', "03.00"),
     ("{{ 7 % 4 }}", "3"), ("{{ [1, 2]*2 }}", "[1, 2, 1, 2]")],
)  # fmt: skip
def test_what_is_small_is_made(letter: cr.Notice, template: str, made: str) -> None:
    assert rendered(letter.letter, template) == made + "\n"
