"""Interest that an event stops until another: the days between them, of which the first event's own bears interest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.stretches import Days


class Halt(NamedTuple):
    """Days without interest, and the events that end them; `last` is None while none has come."""

    first: int
    last: int | None
    until: tuple[str, ...]


def halt(account: Account, day: int, until: tuple[str, ...]) -> None:
    """Let a claim bear no interest after a day, until one of some events; what is halted so already stays so."""
    if not any(one.last is None and one.until == until for one in _halts(account)):
        account.kept["halts"] = (*_halts(account), Halt(day + 1, None, until))


def resume(account: Account, kind: str, day: int) -> bool:
    """End what waits for an event of this kind; return whether anything did. The day itself bears no interest yet."""
    found = _halts(account)
    now = tuple(one._replace(last=day) if one.last is None and kind in one.until else one for one in found)
    account.kept["halts"] = now
    return now != found


def halted_days(account: Account) -> tuple[Days, ...]:
    """Return the days on which the interest of a claim is halted."""
    return tuple((one.first, one.last) for one in _halts(account))


def _halts(account: Account) -> tuple[Halt, ...]:
    found = account.kept.get("halts", ())
    return found if isinstance(found, tuple) else ()
