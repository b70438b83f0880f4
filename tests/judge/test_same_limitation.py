"""Engine and judge agree on random histories until when a claim may be sued for, and what holds that up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge import comparing
from tests.judge.histories_limitation import DUE, histories, judge, law
from tests.laws.properties import few


@pytest.mark.parametrize("name", sorted(DUE))
@few(40)
@given(data=st.data())
def test_limitation_is_the_same(name: str, data: st.DataObject) -> None:
    asked = data.draw(histories(name))
    comparing.same_limitation(judge(name), law(name), asked)
