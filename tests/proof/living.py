"""Live through many long cases under every law that ships; run by the session `properties`, in no shorter one.

What stands on the command line: how many lives of each law, and how many steps of each; 200 and 50 if left out.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence

from hypothesis.stateful import run_state_machine_as_test

import collectrules as cr
from collectrules.testing import CaseMachine
from collectrules.testing.machine import usual_settings

from .common import SHIPPED

LIVES, STEPS = 200, 50
TARIFFS_KNOWN = {
    "AT": (dt.date(2019, 7, 3), dt.date(2026, 6, 30)),
    "DE": (dt.date(2021, 1, 1), dt.date(2026, 6, 30)),
}
"""Where an official tariff is modelled for less time than the law itself."""


def main(arguments: Sequence[str]) -> None:
    lives, steps = (*map(int, arguments), *(LIVES, STEPS)[len(arguments) :])
    for name in SHIPPED:
        machine = CaseMachine(
            cr.load_profile(name), within=TARIFFS_KNOWN.get(name), run=usual_settings(examples=lives, steps=steps)
        )
        run_state_machine_as_test(machine)
        sys.stdout.write(f"{name}: {lives} lives of up to {steps} steps\n")


if __name__ == "__main__":
    main(sys.argv[1:])
