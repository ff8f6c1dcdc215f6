"""The architecture as a test: every arrow between modules points one way, and each rule of the house holds."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Bottom first. A package imports from the rows below its own, and within its row nothing but itself.
LAYERS = (
    ("kg.model", "kg.vocab", "kg.errors", "kg.resources", "kg.fingerprint", "kg.http", "kg.distribution"),
    ("kg.settings", "kg.plugins"),
    ("kg.observe", "kg.knowledge"),
    ("kg.sources", "kg.extract", "kg.resolve"),
    ("kg.rdf",),
    ("kg.store",),
    ("kg.sparql",),
    ("kg.query", "kg.updates"),
    ("kg.explain", "kg.pipeline", "kg.export", "kg.evaluate", "kg.audit"),
    ("kg.replication", "kg.watch", "kg.webhooks", "kg.train", "kg.curation"),
    ("api",),
    ("kg.cli",),
)
# The steps of extraction, in the order in which they read: each imports only from those before it.
STEPS = (
    "installed",
    *(
        "bonds",
        "tokens",
        "drafts",
        "text",
        "times",
        "participants",
        "principals",
        "mentions",
        "coreference",
        "attribution",
        "events",
        "incidents",
        "relations",
    ),
    *("belief", "headline", "freeze", "reasons", "pipeline"),
)
RANK = {package: rank for rank, row in enumerate(LAYERS) for package in row}
SPARQL = re.compile(r"^\s*(PREFIX|SELECT|CONSTRUCT|ASK|DESCRIBE)\b.*\{", re.DOTALL)
FILES = sorted(path for folder in ("kg", "api") for path in (ROOT / folder).rglob("*.py"))
SHOP_WINDOW = ROOT / "kg/__init__.py"  # shows what all the others make


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(module: str) -> str | None:
    """The row's entry that a module belongs to; None for the standard library, for others, and for `kg` itself."""
    return next((name for name in RANK if module == name or module.startswith(f"{name}.")), None)


def step_of(module: str) -> str:
    """The part of `kg.extract` that a module belongs to; empty for `kg.extract` itself and for others."""
    return module.removeprefix("kg.extract.").partition(".")[0] if module.startswith("kg.extract.") else ""


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, anywhere in it; `from a import b` as both a and a.b."""
    here, found = module_name(path).split("."), list[str]()
    package = here if path.name == "__init__.py" else here[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found += [module, *(f"{module}.{alias.name}" for alias in node.names)]
    return tuple(found)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def top_level(path: Path) -> set[str]:
    """The names of what a file imports, without their modules."""
    return {name.split(".")[0] for name in imports(path)}


# Each test goes through all modules at once: a test for each would take pytest longer than the looking.


def test_every_module_has_a_place_in_the_order() -> None:
    assert not [path for path in FILES if package_of(module_name(path)) is None and path != SHOP_WINDOW]


def test_a_module_imports_only_from_below() -> None:
    for path in FILES:
        if own := package_of(module_name(path)):
            for other in filter(None, map(package_of, imports(path))):
                assert other == own or RANK[other] < RANK[own], f"{path} imports {other}"


def test_a_step_of_extraction_imports_only_from_steps_before_it() -> None:
    for path in FILES:
        if own := step_of(module_name(path)):
            for step in filter(None, map(step_of, imports(path))):
                assert STEPS.index(step) <= STEPS.index(own), f"{path} imports {step}"


def test_only_the_store_opens_oxigraph() -> None:
    opens = {path for path in FILES if "pyoxigraph.Store" in path.read_text() or "pyoxigraph.Store" in imports(path)}
    assert opens
    assert {package_of(module_name(path)) for path in opens} == {"kg.store"}


def test_extraction_and_resolution_know_nothing_of_rdf() -> None:
    rdf = [path for path in FILES if top_level(path) & {"pyoxigraph", "rdflib", "pyshacl"}]
    known_by = {package_of(module_name(path)) for path in rdf}
    assert not known_by & {"kg.extract", "kg.resolve", "kg.sources", "kg.model"}


def test_only_extraction_loads_the_language_model() -> None:
    assert {package_of(module_name(path)) for path in FILES if "spacy" in top_level(path)} == {"kg.extract"}


def test_routes_hold_no_sparql() -> None:
    # The SPARQL endpoint shows an example in its documentation.
    for path in FILES:
        if module_name(path).startswith("api.routes") and module_name(path) != "api.routes.sparql":
            texts = [node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)]
            assert not [text for text in texts if isinstance(text, str) and SPARQL.search(text)], path


def test_a_class_name_means_one_thing() -> None:
    rest = {"Account", "Incident", "Mention", "Page", "Ref"}  # names of REST schemas, see kg/query/lookup/values.py
    rest |= {"Span", "Token"}  # spaCy's names, see kg/extract/tokens
    names = Counter(node.name for path in FILES for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef))
    assert {name for name, times in names.items() if times > 1 and not name.startswith("_")} <= rest


def test_modules_stay_small_enough_to_read_at_one_sitting() -> None:
    assert not [path for path in FILES if len(path.read_text().splitlines()) > 300]
