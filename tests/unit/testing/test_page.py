"""What the page on testing one's own program shows to be pasted into a test module runs as one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "test_your_own_program.md"
BLOCK = re.compile(r"^```python\n(?!>>>)(.*?)^```", re.MULTILINE | re.DOTALL)
HEAD = """\
import json

import pytest
from hypothesis import HealthCheck, settings

import collectrules as cr

settings.register_profile("page", max_examples=2, derandomize=True, deadline=None,
                          suppress_health_check=list(HealthCheck))
settings.load_profile("page")
law = cr.load_profile("DK")
"""


def test_the_page_can_be_pasted_into_a_test_module(tmp_path: Path) -> None:
    blocks = BLOCK.findall(PAGE.read_text("utf-8"))
    assert len(blocks) == 3
    (tmp_path / "test_pasted.py").write_text("\n\n".join([HEAD, *blocks]), "utf-8")
    ran = subprocess.run(  # our own interpreter
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "test_pasted.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "6 passed" in ran.stdout
