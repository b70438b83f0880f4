from __future__ import annotations

import pytest

from collectrules.words.show import Cell, Column, clean, one_line, paragraph, table

COLUMNS = [Column("step", wraps=True), Column("amount", right=True)]


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_no_line_is_wider_than_asked(width: int) -> None:
    rows = [[Cell("a step with a long name that has to wrap", ("green",)), Cell("1,477.50", ("bold",))]]
    assert all(len(line) <= width for line in table(COLUMNS, rows, width=width))


def test_a_table_that_fits_is_not_stretched() -> None:
    assert table(COLUMNS, [["fee", "5.00"]], width=80) == ["step  amount", "fee     5.00"]


def test_wrapping_splits_between_words_and_keeps_figures_in_their_column() -> None:
    lines = table(COLUMNS, [["one two three four", "5.00"]], width=16)
    assert lines == ["step      amount", "one two     5.00", "three", "four"]


def test_a_word_is_never_split_even_where_the_table_does_not_fit() -> None:
    lines = table(COLUMNS, [["betalingspåkrav", "5.00"]], width=10)
    assert any("betalingspåkrav" in line for line in lines)


def test_a_remark_stands_below_its_row() -> None:
    lines = table(COLUMNS, [["fee", "5.00"], ["cost", "6.00"]], width=40, below=["§ 1", "§ 2"])
    assert lines[2:] == ["    § 1", "cost    6.00", "    § 2"]


def test_styles_are_for_faces_that_have_colours() -> None:
    assert table(COLUMNS, [[Cell("fee", ("red", "bold")), "5.00"]], width=40) == ["step  amount", "fee     5.00"]


def test_a_document_cannot_steer_the_terminal() -> None:
    hostile = "\x1b[2Jgone\x07\x9b31m"
    assert "\x1b" not in clean(hostile)
    assert "\x1b" not in "".join(table(COLUMNS, [[hostile, "1"]], width=40) + paragraph(hostile, 40))
    assert "\x9b" not in "".join(paragraph(hostile, 40))
    assert clean("paid \u202e00.1\u2066\u2028") == "paid 00.1"  # nor turn its figures round


def test_a_document_cannot_begin_a_line_of_its_own() -> None:
    assert one_line("note\nBREACH\tall\r is lost") == "note BREACH all is lost"
    assert table(COLUMNS, [["note\nBREACH", "1"]], width=40)[1:] == ["note BREACH       1"]


@pytest.mark.parametrize(
    "kept",
    ["§ 9 b, stk. 2", "§§ 15 a", "Art. 68 Abs. 2", "art. 68 al. 2", "art. 68 cpv. 2", "DKK 1,477.50", "100,00 kr."],
)
def test_a_sum_and_a_section_stay_on_one_line(kept: str) -> None:
    for width in range(20, 60):
        assert any(kept in line for line in paragraph(f"so many words before {kept} and after it", width))


def test_the_text_that_is_wrapped_is_all_there() -> None:
    text = "A doubt of law decides here: renteloven § 9 b, stk. 2, and DKK 1,477.50 besides."
    assert " ".join(paragraph(text, 25)) == text


def test_a_column_without_any_text_takes_no_room() -> None:
    assert table([Column(), Column(wraps=True)], [["a", ""], ["b", ""]], width=40) == ["a", "b"]
