"""Words that a profile uses and this version does not compute: one that is met is an error, never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from collectrules.ground.errors import Fault, NotModelled
from collectrules.loader.uncomputed import uncomputed_in

if TYPE_CHECKING:
    from collectrules.loader import model as m
    from collectrules.loader.findings import Named


def unmet(kind: str, record: Named) -> tuple[str, ...]:
    """Return the paths of the words of a record that are not computed, such as `fee.collection.less`."""
    return tuple(found.place.rpartition(": ")[2] for found in uncomputed_in(kind, record))


def refuse(profile: m.Profile, kind: str, record: Named) -> None:
    """Refuse to work by a record that uses a word which is not computed; worked out once for each record.

    Raises:
        NotModelled: `word_not_computed`, naming every such word.

    """
    key = ("unmet", kind, record.name)
    known = profile.memo.get(key)
    if known is None:
        known = profile.memo[key] = unmet(kind, record)
    if known:
        raise not_computed(known)  # type: ignore[arg-type]  # what `unmet` returned


def not_computed(paths: Sequence[str]) -> NotModelled:
    """Build the error for words that are not computed."""
    expected = "a rule without this word; it is read but not computed yet"
    return NotModelled([Fault(code="word_not_computed", path=path, expected=expected) for path in paths])
