"""Whatever is changed in a certificate, somebody who verifies it gets an answer or an error by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import collectrules as cr
from collectrules.certifying.documents import Certificate
from collectrules.certifying.reading import profile_in
from collectrules.certifying.verifying import recomputed

ODD = st.sampled_from(
    [None, True, -1, 10**15, 10**40, "", "x", "region", "2024-01-01", [], {}, [[]], {"$day": "1900-01-01"},
     {"$number": "-1.5"}, {"$number": "999999999.99"}, {"reading": "day_count", "is": {"act_act": 1}}, "claim.due"]
)  # fmt: skip


def places(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for word, item in inner:
        yield (*path, word)
        yield from places(item, (*path, word))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_it_is_answered_or_refused_by_name(kept: cr.Certificate, data: st.DataObject) -> None:
    document = deepcopy(cr.dump(kept))
    part = data.draw(st.sampled_from(["law", "law", "law", "asked", "case"]))
    found = list(places(document[part]))
    for _ in range(data.draw(st.integers(1, 3))):
        *inner, last = data.draw(st.sampled_from(found))
        node: Any = document[part]
        try:
            for word in inner:
                node = node[word]
            node[last] = deepcopy(data.draw(ODD))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken the place away
    try:
        held = Certificate.model_validate(document)
    except ValidationError:
        return  # `load` tells it by name
    with suppress(cr.CollectRulesError):
        recomputed(held, profile_in(held.law))
