"""Engine and judge agree on random histories until when a claim may be sued for, and what holds that up."""

from __future__ import annotations

from hypothesis import given

from tests.judge import comparing
from tests.judge.comparing import Asked
from tests.judge.histories_limitation import histories, judge, law
from tests.laws.properties import few


@few(40)
@given(asked=histories("AT"))
def test_austrian_limitation_is_the_same(asked: Asked) -> None:
    comparing.same_limitation(judge("AT"), law("AT"), asked)


@few(40)
@given(asked=histories("CH"))
def test_swiss_limitation_is_the_same(asked: Asked) -> None:
    comparing.same_limitation(judge("CH"), law("CH"), asked)


@few(40)
@given(asked=histories("DE"))
def test_german_limitation_is_the_same(asked: Asked) -> None:
    comparing.same_limitation(judge("DE"), law("DE"), asked)


@few(40)
@given(asked=histories("DK"))
def test_danish_limitation_is_the_same(asked: Asked) -> None:
    comparing.same_limitation(judge("DK"), law("DK"), asked)
