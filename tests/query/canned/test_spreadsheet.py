"""Tables for spreadsheets: no cell of a stranger's is a formula."""

from __future__ import annotations

import io

from kg.query.canned.spreadsheet import without_formulas


def test_a_cell_that_would_be_a_formula_is_text_and_all_else_stays() -> None:
    table = b'outlet,n\r\n"=cmd|\'/C calc\'!A0",-5\r\n@SUM(A1),1.5e3\r\n"a ""b"",\nc",\r\n-x,+1\r\n'
    out = io.BytesIO()
    without_formulas(lambda file: file.write(table), out)
    assert out.getvalue() == (
        b'outlet,n\r\n\'=cmd|\'/C calc\'!A0,-5\r\n\'@SUM(A1),1.5e3\r\n"a ""b"",\nc",\r\n\'-x,+1\r\n'
    )
