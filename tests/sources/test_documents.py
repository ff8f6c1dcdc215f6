"""Documents of office and print: PDF and Word."""

from __future__ import annotations

import io

from sources.test_kinds import pdf
from sources.wording import TEXT

from kg.model import Article
from kg.sources import read


def test_a_pdf_is_an_article_with_a_form_feed_between_pages(article):
    found = article("report.pdf", pdf(TEXT, "Ten were hurt."))
    assert found == Article("report", f"{TEXT}\fTen were hurt.")


def test_a_page_of_a_pdf_without_text_is_told(tmp_path):
    (tmp_path / "report.pdf").write_bytes(pdf(TEXT, "", "Ten were hurt."))
    doubt, found = read(tmp_path)
    assert doubt.reason == "holds no text on 1 of 3 pages (2); if these are pictures, run OCR first"
    assert found.text == f"{TEXT}\f\fTen were hurt."


def test_a_word_document_is_an_article(article):
    import docx

    document, out = docx.Document(), io.BytesIO()
    document.core_properties.title = "Market hit"
    document.add_paragraph(TEXT)
    document.add_table(1, 1).cell(0, 0).text = "Ten were hurt."
    document.save(out)
    assert article("report.docx", out.getvalue()) == Article("report", f"{TEXT}\nTen were hurt.", "Market hit")


def test_of_a_word_document_all_text_counts_that_stands_in_it_now(article):
    import docx
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    document, out = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph("Mortar fire ")._p
    for part in (
        f'<w:ins {space} w:id="1" w:author="a">{run.format("killed four")}</w:ins>',
        f'<w:del {space} w:id="2" w:author="a"><w:r><w:delText>hurt nine</w:delText></w:r></w:del>',
        f'<w:smartTag {space} w:element="place">{run.format(" in Bakhara.")}</w:smartTag>',
        f"<w:r {space}><w:pict><w:txbxContent><w:p>{run.format('In a box.')}</w:p></w:txbxContent></w:pict></w:r>",
    ):
        paragraph.append(parse_xml(part))
    document.element.body.insert(
        1, parse_xml(f"<w:sdt {space}><w:sdtContent><w:p>{run.format('In a control.')}</w:p></w:sdtContent></w:sdt>")
    )
    document.save(out)
    assert (
        article("report.docx", out.getvalue()).text == "Mortar fire killed four in Bakhara.\nIn a box.\nIn a control."
    )
