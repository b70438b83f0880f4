"""Cases drawn under every law that ships, for the tests of the invariants."""

from __future__ import annotations

import datetime as dt
import os

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import cases, horizon

from .common import SHIPPED, law

DAY = dt.timedelta(days=1)
KINDS = ("goods_or_services", "rent", "loan", "consumer_credit", "insurance_premium", "medical", "damages", "other")
Asked = tuple[cr.Case, dt.date]


def few(examples: int) -> settings:
    """Always the same examples, as many as their price allows; `EXAMPLES` makes them more, `AT_LEAST` no fewer."""
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    factor, least = (int(os.environ.get(word, usual)) for word, usual in (("EXAMPLES", "1"), ("AT_LEAST", "0")))
    return settings(
        derandomize=True, max_examples=max(factor * examples, least), deadline=None, suppress_health_check=slow
    )


@st.composite
def asked(draw: st.DrawFn, kinds: tuple[str, ...] = ("goods_or_services",)) -> Asked:
    """A case under any law that ships, and a day not before its last claim is due."""
    profile = law(draw(st.sampled_from(SHIPPED)))
    case = draw(cases(profile, claim_kinds=list(kinds)))
    return case, draw(st.dates(max(claim.due for claim in case.claims), horizon(profile)[1]))


def of(case: cr.Case) -> cr.Profile:
    return law(str(case.jurisdiction))


def told(case: cr.Case, on: dt.date) -> cr.Standing:
    """The standing; another example where the law of that day is not modelled."""
    try:
        return cr.standing(case, of(case), on=on)
    except cr.NotModelled:
        assume(False)  # what Hypothesis calls it
        raise


def changed(case: cr.Case, **words: object) -> cr.Case:
    return cr.load_case(cr.dump(case) | words)
