"""Fields of documents take what is plainly of their kind, and refuse the rest with a code of their own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from collectrules.ground.scalars import Amount, Items, Letters, Name, Rate, Said

D = Decimal


def refused(kind: Any, value: object) -> tuple[str, Any]:  # noqa: ANN401  # an annotated type has no narrower one
    """The code with which a field refuses a value, and what it shows of it."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    (fault,) = caught.value.errors()
    return fault["type"], fault["ctx"]["got"]


@pytest.mark.parametrize(
    ("value", "percent"),
    [
        ("8.05", "8.05"),
        ("-0.55", "-0.55"),
        (8, "8"),
        (0, "0"),
        (D("0.000001"), "0.000001"),
        (D("8E1"), "80"),
    ],
)
def test_a_rate_is_read_from_text_or_an_exact_number(value: object, percent: str) -> None:
    assert TypeAdapter(Rate).validate_python(value) == D(percent)


@pytest.mark.parametrize(
    "value",
    ["8,05", "8.0000001", "12345", 12_345, 10**30, True, 8.05, None, D("1E5"), D("1E-7"), D("NaN")],
    ids=repr,
)
def test_what_is_no_rate_is_refused(value: object) -> None:
    assert refused(Rate, value)[0] == "rate_format"


def test_an_amount_is_refused_with_the_code_of_its_own_reader() -> None:
    assert refused(Amount, "1,5") == ("amount_format", "'1,5'")


@pytest.mark.parametrize("value", ["two\nlines", "bell\x07", "\u202eturned"], ids=ascii)
def test_a_name_holds_no_control_character(value: str) -> None:
    assert refused(Name, value) == ("control_character", ascii(value))
    assert TypeAdapter(Name).validate_python("Ærø & Søn") == "Ærø & Søn"


@pytest.mark.parametrize("value", ["a text", "", True, False, 0, -3, 10**17])
def test_a_fact_says_a_text_a_whole_number_or_yes_or_no(value: object) -> None:
    said = TypeAdapter(Said).validate_python(value)
    assert (type(said), said) == (type(value), value)


@pytest.mark.parametrize("value", [1.5, None, [], 10**17 + 1, "a" * 1_000_001], ids=lambda value: str(value)[:10])
def test_a_fact_says_nothing_else(value: object) -> None:
    assert refused(Said, value)[0] == "wrong_type"


def test_half_a_character_is_no_text() -> None:
    """A lone surrogate cannot be written to any file."""
    assert refused(Said, "a\ud800") == ("wrong_type", r"'a\ud800'")
    assert TypeAdapter(Letters).validate_python("aå") == "aå"


def test_a_blank_is_no_name() -> None:
    assert refused(Name, "  ")[0] == "empty_text"


@pytest.mark.parametrize("value", ["a,b", {"a"}, frozenset({"a"}), iter(["a"]), {"a": 1}])
def test_what_has_no_order_is_no_list(value: object) -> None:
    assert refused(Items[str], value)[0] == "wrong_type"
    assert TypeAdapter(Items[str]).validate_python(["a", "b"]) == ("a", "b")
