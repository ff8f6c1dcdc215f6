"""What GEXF and GraphML share: elements written as a stream, with text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import IO, Any, Final

from lxml import etree

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Elements:
    """Writes elements of one namespace, by local name; `stroke_width=` gives stroke-width, and `for_=` for."""

    def __init__(self, xml: Any, namespace: str) -> None:
        self._xml = xml
        self._namespace = namespace

    def element(
        self, name: str, *, namespace: str | None = None, **attributes: object
    ) -> AbstractContextManager[object]:
        """One element, and what is written meanwhile inside of it; attributes that are None are left out."""
        element: AbstractContextManager[object] = self._xml.element(
            f"{{{namespace or self._namespace}}}{name}",
            {key.rstrip("_").replace("_", "-"): plain(value) for key, value in attributes.items() if value is not None},
        )
        return element

    def empty(self, name: str, *, namespace: str | None = None, **attributes: object) -> None:
        """One element with nothing in it."""
        # A whole element, written at once, would declare its namespace anew, with a prefix that readers stumble over.
        with self.element(name, namespace=namespace, **attributes):
            pass

    def text(self, name: str, value: object, *, namespace: str | None = None, **attributes: object) -> None:
        """One element with text in it."""
        with self.element(name, namespace=namespace, **attributes):
            self._xml.write(plain(value))


@contextmanager
def document(out: IO[bytes], root: str, prefixes: Mapping[str | None, str], **attributes: str) -> Iterator[Elements]:
    """A document whose root is in the namespace that has no prefix."""
    namespace = prefixes[None]
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(
            f"{{{namespace}}}{root}",
            {key.replace("_", "-"): value for key, value in attributes.items()},
            nsmap=dict(prefixes),
        ):
            yield Elements(xml, namespace)


def plain(value: object) -> str:
    """Text that XML can hold: control characters, which it has no way to write, become U+FFFD."""
    return _NOT_XML.sub("\ufffd", str(value))
