"""The addresses of a server store's queries, updates and graphs: from the settings, or usual for its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import ServerStoreError, SettingsError
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Addresses:
    """The three addresses of a server.

    Attributes:
        data: where it speaks the Graph Store Protocol; None if nowhere.
    """

    query: str
    update: str
    data: str | None


def find(settings: Settings, answers: Callable[[str], bool], holds: Callable[[str], bool]) -> Addresses:
    """Find out by asking.

    Args:
        settings: name the server.
        answers: whether SPARQL queries are answered at an address.
        holds: whether graphs are to be had there.

    Raises:
        SettingsError: they name none, or what is no address.
        ServerStoreError: nothing there answers queries.
    """
    if not settings.store:
        raise SettingsError("No server store is named: say --store URL, or set SITREP_STORE")
    if urlsplit(settings.store).scheme not in ("http", "https"):
        raise SettingsError(f"{settings.store!r} is no address of a server store; it begins with http:// or https://")
    url = settings.store.rstrip("/")
    tried = [settings.store_query] if settings.store_query else _customary(url)
    query = next((address for address in tried if answers(address)), None)
    if query is None:
        raise ServerStoreError(
            f"No SPARQL queries are answered at {' or '.join(tried)}; name the right address with SITREP_STORE_QUERY"
        )
    if "/repositories/" in url:  # RDF4J's, and GraphDB's
        update, data = f"{url}/statements", [f"{url}/rdf-graphs/service"]
    elif query == url:  # QLever's, and of those who have one address for all
        update, data = url, [url]
    else:  # Oxigraph's, and Fuseki's
        update, data = f"{url}/update", [f"{url}/store", f"{url}/data"]
    return Addresses(query, settings.store_update or update, settings.store_data or next(filter(holds, data), None))


def _customary(url: str) -> list[str]:
    return [url] if "/repositories/" in url or url.endswith("/sparql") else [f"{url}/query", url]
