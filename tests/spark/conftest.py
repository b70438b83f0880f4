"""Spark is asked for in its own session; without it there is nothing to collect here."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("pyspark") else ["test_*.py"]
