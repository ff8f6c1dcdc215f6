"""Documents of office and print: PDF, Word, EPUB; each one article, an EPUB one for each chapter."""

from __future__ import annotations

import io
import logging
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

from kg.errors import EmptySource, SourceError
from kg.model import PAGE_END
from kg.sources import deliveries
from kg.sources.files import reason_of, whole
from kg.sources.markup import plain_text
from kg.sources.records import Location, Record, with_doubt

_LARGEST: Final = 200_000_000  # bytes of a document
_UNREAD: Final = " unread"  # beside a document's fields: what of it could not be read
_MOST: Final = 20  # pages that are named
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}  # in a run, by element
_NO_TEXT: Final = {"del", "delText", "moveFrom", "pPr", "rPr", "instrText", "p"}  # a paragraph within is one of its own
_SHORTEST: Final = 200  # characters of a chapter; what is shorter is a cover, a title page or a list
_NAMESPACES: Final = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}

logging.getLogger("pypdf").addHandler(
    logging.NullHandler()
)  # it logs every oddity of a file that it reads all the same


def records_of_pdf(stream: BinaryIO, name: str, stem: str) -> Iterator[Record | SourceError]:
    """The one record of a PDF file; a form feed ends each page of its text, so that an offset tells the page.

    Raises:
        EmptySource: there is no text in it, as in a scan.
        SourceError: it is no PDF, is locked, or pypdf is not installed.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415  optional
    except ImportError:
        raise SourceError(name, "needs a package that is not installed: pip install pypdf") from None

    def fields(data: bytes) -> dict[str, object]:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(name, "is locked by a password")
        pages = [(page.extract_text() or "").strip() for page in reader.pages]
        about = reader.metadata
        return {
            "text": PAGE_END.join(pages) if any(pages) else "",
            "title": about.title if about else None,
            _UNREAD: _without_text([number for number, page in enumerate(pages, 1) if not page], len(pages)),
        }

    empty = "holds no text: its pages are pictures; run OCR first"
    yield from _delivered(_record(fields, "PDF", stream, Location(name), stem, empty))


def records_of_word(stream: BinaryIO, name: str, stem: str) -> Iterator[Record | SourceError]:
    """The one record of a Word document (.docx): its paragraphs, and the cells of its tables, a line each.

    Raises:
        EmptySource: there is no text in it.
        SourceError: it is no Word document, or python-docx is not installed.
    """
    try:
        import docx  # noqa: PLC0415  optional
    except ImportError:
        raise SourceError(name, "needs a package that is not installed: pip install python-docx") from None

    def fields(data: bytes) -> dict[str, object]:
        document = docx.Document(io.BytesIO(data))
        about = document.core_properties
        heading = next((each.text for each in document.paragraphs if (each.style and each.style.name) == "Title"), None)
        return {"text": "\n".join(_lines(document.element.body)), "title": about.title or heading}

    yield from _delivered(_record(fields, "a Word document", stream, Location(name), stem, "holds no text"))


def records_of_epub(stream: BinaryIO, name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every chapter of an EPUB (OCF 3 container, OPF package) that holds more than a few lines.

    Raises:
        EmptySource: none does.
        SourceError: it is no EPUB.
    """
    place = Location(name)
    data = whole(stream, place, _LARGEST)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            about, chapters = _package(book)
            texts = [_chapter(book, path) for path in chapters]
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError, SyntaxError) as error:
        raise place.error(f"is not readable as EPUB: {str(error) or type(error).__name__}") from None
    found = 0
    for number, (title, text) in enumerate(texts, 1):
        if len(text) >= _SHORTEST:
            found += 1
            yield Record(Location(name, number, "chapter"), about | {"title": title, "text": text}, f"{stem}-{number}")
    if not found:
        raise place.error("holds no chapter with text", EmptySource)


def _record(
    fields: Callable[[bytes], dict[str, object]], kind: str, stream: BinaryIO, place: Location, stem: str, empty: str
) -> Record:
    data = whole(stream, place, _LARGEST)
    try:
        found = fields(data)
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001  a document can break its parser in too many ways to name
        raise place.error(f"is not readable as {kind}: {reason_of(error)}") from None
    if not str(found["text"]).strip():
        raise place.error(empty, EmptySource)
    doubt = found.pop(_UNREAD, None)
    return Record(place, found, stem, (str(doubt),) if doubt else ())


def _delivered(record: Record) -> Iterator[Record | SourceError]:
    """The record; or, where it is a delivery of an archive, one for each document in it."""
    documents = list(deliveries.records_in(str(record.fields["text"]), record.place, record.default_id))
    yield from with_doubt(documents or [record], " ".join(record.doubts) if documents else None)


def _without_text(pages: list[int], of: int) -> str | None:
    """What to say of pages that are pictures, between others that are text."""
    if not pages:
        return None
    shown = ", ".join(map(str, pages[:_MOST])) + (", …" if len(pages) > _MOST else "")
    return f"holds no text on {len(pages):,} of {of:,} pages ({shown}); if these are pictures, run OCR first"


def _lines(body: Any) -> Iterator[str]:
    """The paragraphs of a Word document, wherever they stand: in tables, content controls and text boxes, too.

    Text that was inserted counts; what was deleted, or is the older form of a drawing, does not.
    """
    for paragraph in body.iter(f"{_W}p"):
        if not any(above.tag.endswith("}Fallback") for above in paragraph.iterancestors()):
            yield "".join(_runs(paragraph))


def _runs(element: Any) -> Iterator[str]:
    for part in element:
        name = str(part.tag).removeprefix(_W)
        if name == "t":
            yield part.text or ""
        elif name in _SPACES:
            yield _SPACES[name]
        elif name not in _NO_TEXT:
            yield from _runs(part)


def _package(book: zipfile.ZipFile) -> tuple[dict[str, object], list[str]]:
    """What an EPUB says of itself, and the paths of its chapters in reading order."""
    container = _xml(book.read("META-INF/container.xml"))
    root = str(container.xpath("string(//c:rootfile/@full-path)", namespaces=_NAMESPACES))
    package = _xml(book.read(root))
    files = {
        item.get("id"): posixpath.join(posixpath.dirname(root), unquote(item.get("href", "")))
        for item in package.xpath("//o:manifest/o:item", namespaces=_NAMESPACES)
    }
    order = package.xpath("//o:spine/o:itemref/@idref", namespaces=_NAMESPACES)
    date = str(package.xpath("string(//dc:date)", namespaces=_NAMESPACES)) or None
    publisher = str(package.xpath("string(//dc:publisher)", namespaces=_NAMESPACES)) or None
    return {"date": date, "publisher": publisher}, [files[each] for each in order if each in files]


def _chapter(book: zipfile.ZipFile, path: str) -> tuple[str | None, str]:
    page = book.read(path).decode("utf-8", "replace")
    body = re.sub(r"(?is)^.*?<body[^>]*>|</body>.*$", "", page)
    heading = re.search(r"(?is)<h[1-3][^>]*>(.*?)</h[1-3]>", body)
    return plain_text(heading[1]).replace("\n", " ") if heading else None, plain_text(body)


def _xml(data: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415  only those who read EPUB should wait for it

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
