"""Check, describe and compare profiles: everything a lawyer or maintainer asks of the law as data itself."""

from collectrules.checking.creating import new
from collectrules.checking.differing import diff
from collectrules.checking.reporting import Report, check_profile
from collectrules.checking.schema import profile_schema
from collectrules.checking.showing import show

__all__ = ["Report", "check_profile", "diff", "new", "profile_schema", "show"]
