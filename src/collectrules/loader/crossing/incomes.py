"""Protected income: sums in whole units of the currency, shares between nothing and all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.amounts import sum_
from collectrules.loader.crossing.site import Site

_WHOLE: Final = 100  # percent


def thresholds(part: object, at: Site) -> Iterator[Fault]:
    """Check one version of the sums, and that some of an income is left between what is free and what is not."""
    if not isinstance(part, m.Thresholds):
        return
    for word in ("free", "free_at_most", "all_above"):
        number = getattr(part, word)
        if number is not None:
            yield from sum_(number, word, "currency", at)
    for place, number in enumerate(part.dependants, 1):
        yield from sum_(number, f"dependants[{place}]", "currency", at)
    if part.all_above is not None and part.all_above < part.free:
        message = f"all above {part.all_above} can be attached, though {part.free} is free"
        yield at.fault("F25", message, word="all_above", expected="no less than is free", got=str(part.all_above))


def protected(part: object, at: Site) -> Iterator[Fault]:
    """Check the shares."""
    if not isinstance(part, m.Protected):
        return
    if not part.attachable:
        yield at.fault("F05", "`attachable` is empty; how much can be attached?", word="attachable", expected="a share")
    for place, share in enumerate(part.attachable, 1):
        if not 0 <= share <= _WHOLE:
            message = f"a share is no less than 0 and no more than {_WHOLE} percent: {share}"
            yield at.fault("F51", message, word=f"attachable[{place}]", expected=f"0 to {_WHOLE}", got=str(share))
