"""A figure of matplotlib that a notebook shows as it is; imported only where matplotlib is installed."""

from __future__ import annotations

from io import BytesIO

from matplotlib.figure import Figure


class Picture(Figure):  # type: ignore[misc]  # types are checked without matplotlib
    """A figure that shows itself, without pyplot and its figures that stay open."""

    def _repr_png_(self) -> bytes:
        """Show it in a notebook; where matplotlib's own way is switched on, that goes first."""
        written = BytesIO()
        self.savefig(written, format="png", dpi=100)
        return written.getvalue()
