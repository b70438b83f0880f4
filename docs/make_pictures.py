# a folder of pages and of what makes them, not a package
"""Draw the picture of the README, from a case that stands in the repository.

python docs/make_pictures.py    write docs/pictures/life_of_a_case.png; needs collectrules[plot]
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import collectrules as cr

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
CASE: Final = ROOT / "docs" / "examples" / "two_invoices.toml"
ON: Final = "2024-06-30"


def main() -> None:
    """Write the picture; the same version of matplotlib writes the same bytes."""
    PICTURES.mkdir(exist_ok=True)
    life = cr.timeline(cr.load_case(CASE), cr.load_profile("DK"), on=ON)
    figure = life.plot(language="en")
    figure.savefig(PICTURES / "life_of_a_case.png", dpi=80, metadata={"Software": None})


if __name__ == "__main__":
    main()
