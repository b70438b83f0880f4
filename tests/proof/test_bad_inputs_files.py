"""Bad files that no older test throws at the engine: cases, profiles and workbooks."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.cli import main
from collectrules.portfolio.importing import import_cases, layout

from .common import HEADER, LAW, TOML_CASE, law, profile_refused, refused, soon, written

FEE = (
    '[fee.x]\nwhat = "A fee"\nlaw = {law}\nact = "reminder"\npart = "reminder"\nborne_by = "debtor"\n'
    'of = "principal"\namount = {amount}\n'
)
SERIES = (
    '[series.s]\nwhat = "S"\nlaw = "act-1"\nunit = "percent"\ngrid = "half_year"\nknown_until = 2020-12-31\n'
    "value = [{rows}]\n"
)
FACTS = {
    "case": {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}},
    "claim": {"kind": "goods_or_services", "due_agreed": True},
}

# Cases -----------------------------------------------------------------------------------------------------


def test_a_case_of_100_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with soon():
        refused(path, "document_too_large", "case.json")
        refused(str(path), "document_too_large", "case.json")
        with path.open("rb") as file:
            refused(file, "document_too_large", "case")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no such file")
def test_a_file_without_an_end_is_refused() -> None:
    with soon():
        refused("/dev/zero", "document_too_large", "zero")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "missing_field"),
        (b"\n", "missing_field"),
        (b'{"id": "1"}\n{"id": "2"}', "not_json_or_toml"),
        (b'{"id": "1"} x', "not_json_or_toml"),
        (b'{"id": "1", "id": "2"}', "doubled_key"),
        (b'id = "1"\nid = "2"\n', "not_json_or_toml"),
        (b"\xff\xfe" + '{"id": "1"}'.encode("utf-16-le"), "not_utf8"),
        (b'{"id": "\xff"}', "not_utf8"),
        (b'{"id": "a\x00b"}', "not_json_or_toml"),
        (b'{"id": "a\\u0000b"}', "control_character"),
        (b'\x00{"id": "1"}', "not_json_or_toml"),
        (b'{"id": "\\ud800"}', "wrong_type"),
        (b"a: &a [1]\nb: [*a, *a]\n", "not_json_or_toml"),
        (b"a: !!python/object:os.system x\n", "not_json_or_toml"),
        (b"a = !!python/object:os.system\n", "not_json_or_toml"),
        (b"---\nid: 1\n---\nid: 2\n", "not_json_or_toml"),
        (pickle.dumps({"id": "1"}), "not_utf8"),
        (b"PK\x03\x04" + b"\x00" * 40 + b"\xff", "not_utf8"),
    ],
    ids=[
        "empty", "a line end", "two documents", "something behind", "doubled key", "doubled key of TOML", "UTF-16",
        "no UTF-8", "NUL", "NUL written out", "NUL before", "half a character", "aliases of YAML", "tag of YAML",
        "tag of YAML in TOML", "two documents of YAML", "pickled", "zipped",
    ],
)  # fmt: skip
def test_a_file_that_is_no_case_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, code: str
) -> None:
    path = tmp_path / "case.file"
    path.write_bytes(content)
    refused(path, code)
    refused(io.BytesIO(content), code)
    assert main(["standing", str(path), "--on", "2019-06-03"]) == 2
    told = capsys.readouterr()
    assert (told.out, "Traceback" in told.err, f"[{code}]" in told.err) == ("", False, True)


def test_a_byte_order_mark_before_a_case_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (TOML_CASE % '"1000.00"').encode())
    assert cr.load_case(path).id == "t"


class Witness:
    """What would leave a trace if it were unpickled."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.place),)


def test_what_is_pickled_is_never_unpickled(tmp_path: Path) -> None:
    place = tmp_path / "made"
    hostile = pickle.dumps(Witness(place))
    for read in (cr.load_case, cr.load, cr.verify):
        with pytest.raises(cr.BadInput):
            read(io.BytesIO(hostile))  # type: ignore[operator]
    assert not place.exists()


@pytest.mark.parametrize("place", [".", "gone.json", "../../etc/passwd", "a\x00b", "x" * 10_000, "\\\\server\\share"])
def test_a_place_that_is_no_file_is_refused_in_one_line(place: str) -> None:
    assert "\n" not in str(refused(place if place != "../../etc/passwd" else place + "d", "no_such_file"))


# Profiles --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-5.00", "F75"),
        ("{ is = -1.00 }", "F75"),
        ("{ percent = -5.00 }", "F75"),
        ("{ is = 5.00, times = -2 }", "F75"),
        ('{ slices = [[10.00, -1.00], ["over", 1.00]] }', "F75"),
        ('{ slices = [[-10.00, 1.00], ["over", 1.00]] }', "F75"),
        ('{ bands = [[10.00, -1.00], ["over", 1.00]] }', "F75"),
        ('{ bands = [[10.00, 1.00], ["over", { is = 1.00, percent_above = -1.00 }]] }', "F75"),
        ('{ bands = [[20.00, 1.00], [10.00, 2.00], ["over", 1.00]] }', "F25"),
        ('{ bands = [[20.00, 1.00], [20.00, 2.00], ["over", 1.00]] }', "F25"),
        ("{ bands = [[20.00, 1.00]] }", "F26"),
        ("{ percent = 5.00, minimum = 10.00, maximum = 5.00 }", "F25"),
        ("{ between = [5.00, 1.00] }", "F25"),
        ("0.005", "F32"),
        ('"5,00"', "F19"),
        ("5,00", "F01"),
        ("010", "F01"),
        ("1:30", "F01"),
        ("1e400", "F51"),
        ("nan", "F51"),
        ("!!python/object", "F01"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(tmp_path: Path, amount: str, code: str) -> None:
    profile_refused(tmp_path, code, more=LAW + FEE.format(law='"act-1"', amount=amount))


@pytest.mark.parametrize("equal", ["{ percent = 5.00, minimum = 5.00, maximum = 5.00 }", "{ between = [1.00, 1.00] }"])
def test_the_least_may_be_the_most(tmp_path: Path, equal: str) -> None:
    assert cr.load_profile(path=written(tmp_path, more=LAW + FEE.format(law='"act-1"', amount=equal))).fee["x"]


@pytest.mark.parametrize(
    ("cited", "code"), [("[]", "F05"), ('""', "F06"), ('["act-1", ""]', "F06"), ('"act-9"', "F06"), ('" "', "F06")]
)
def test_a_citation_that_is_none_is_refused(tmp_path: Path, cited: str, code: str) -> None:
    profile_refused(tmp_path, code, more=LAW + FEE.format(law=cited, amount="5.00"))


def test_a_rule_without_a_citation_is_refused(tmp_path: Path) -> None:
    profile_refused(tmp_path, "F05", more=LAW + FEE.format(law='"act-1"', amount="5.00").replace('law = "act-1"\n', ""))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("{ from = 2011-01-01, is = 1.00 }, { from = 2010-01-01, is = 1.00 }", "F11"),
        ("{ from = 2010-01-01, is = 1.00 }, { from = 2010-01-01, is = 2.00 }", "F10"),
        ('{ from = 2010-01-01, is = "8,05" }', "F19"),
        ('{ from = 2010-01-01, is = "8.05" }', "F19"),
        ('{ from = "2010-01-01", is = 8.05 }', "F48"),
        ("{ from = 2010-01-01, is = 8,05 }", "F01"),
    ],
)
def test_a_series_that_cannot_be_is_refused(tmp_path: Path, rows: str, code: str) -> None:
    profile_refused(tmp_path, code, more=LAW + SERIES.format(rows=rows))


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "F05"),
        (HEADER + "format = 2\n", "F03"),
        (HEADER + 'extends = "XA"\n', "F03"),
        (HEADER + "max_remidners = 3\n", "F03"),
        (HEADER.replace('"XA"', "NO"), "F01"),
        (HEADER + HEADER, "F01"),
        (HEADER + "[fee]\n[fee]\n", "F01"),
        ("\ufeff" + HEADER, "F01"),
    ],
    ids=["empty", "a newer format", "it extends", "misspelt", "NO", "twice", "a table twice", "byte order mark"],
)
def test_a_header_that_is_none_is_refused(tmp_path: Path, header: str, code: str) -> None:
    profile_refused(tmp_path, code, profile=header)


def test_an_unknown_word_is_refused_with_its_file_line_and_the_word_that_was_meant(tmp_path: Path) -> None:
    fee = FEE.format(law='"act-1"', amount="5.00") + "\nlimtis = [{ at_most = 3 }]\n"
    (fault,) = profile_refused(tmp_path, "F03", more=LAW + fee).faults
    assert (fault.path, fault.line, fault.nearest) == ("more.toml: fee.x.limtis", 14, "limits")


def test_a_rule_that_two_files_have_is_told_with_both(tmp_path: Path) -> None:
    fee = FEE.format(law='"act-1"', amount="5.00")
    (fault,) = profile_refused(tmp_path, "F04", first=LAW + fee, second=fee).faults
    assert (fault.path, "first.toml" in str(fault)) == ("second.toml: fee.x", True)


def test_a_figure_in_another_base_is_what_toml_says_it_is(tmp_path: Path) -> None:
    home = written(tmp_path, more=LAW + FEE.format(law='"act-1"', amount="0x1F"))
    assert cr.load_profile(path=home).fee["x"].amount.is_ == 31  # type: ignore[union-attr]


# Workbooks and archives ------------------------------------------------------------------------------------


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def import_refused(path: Path, code: str) -> None:
    with pytest.raises(cr.BadInput) as caught:
        import_cases(path, layout("neutral", **FACTS), law())
    assert caught.value.code == code


def test_a_workbook_that_unpacks_to_a_thousand_times_its_size_is_refused(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.xlsx", {"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": b"\x00" * 50_000_000})
    assert bomb.stat().st_size < 60_000
    with soon():
        import_refused(bomb, "document_too_large")


def test_a_workbook_whose_parts_lead_outside_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    path = packed(tmp_path / "inner" / "a.xlsx", {"../../evil.txt": b"x", "../evil.txt": b"x"})
    import_refused(path, "unreadable_table")
    assert sorted(item.name for item in tmp_path.rglob("*")) == ["a.xlsx", "inner"]


def test_a_zipped_profile_is_no_profile(tmp_path: Path) -> None:
    path = packed(tmp_path / "xa.zip", {"profile.toml": HEADER.encode(), "../profile.toml": HEADER.encode()})
    with pytest.raises(cr.BadProfile) as caught:
        cr.load_profile(path=path)
    assert caught.value.code == "no_profile"
