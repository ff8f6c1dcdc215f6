"""The architecture as a test: every arrow between modules points one way, and each rule of the house holds."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Bottom first. A package imports from the rows below its own, and within its row nothing but itself.
LAYERS = (
    ("kg.model", "kg.vocab", "kg.errors", "kg.resources", "kg.fingerprint", "kg.http", "kg.distribution"),
    ("kg.settings",),
    ("kg.observe", "kg.knowledge"),
    ("kg.sources", "kg.extract", "kg.resolve"),
    ("kg.rdf",),
    ("kg.store",),
    ("kg.sparql",),
    ("kg.query", "kg.updates"),
    ("kg.explain", "kg.pipeline", "kg.export", "kg.evaluate", "kg.audit"),
    ("kg.replication", "kg.watch", "kg.train"),
    ("api",),
    ("kg.cli",),
)
# The steps of extraction, in the order in which they read: each imports only from those before it.
STEPS = (
    "installed",
    *("drafts", "text", "participants", "mentions", "coreference", "attribution", "events", "incidents", "relations"),
    *("belief", "headline", "freeze", "pipeline"),
)
RANK = {package: rank for rank, row in enumerate(LAYERS) for package in row}
SPARQL = re.compile(r"^\s*(PREFIX|SELECT|CONSTRUCT|ASK|DESCRIBE)\b.*\{", re.DOTALL)
FILES = sorted(path for folder in ("kg", "api") for path in (ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(module: str) -> str | None:
    """The row's entry that a module belongs to; None for the standard library, for others, and for `kg` itself."""
    return next((name for name in RANK if module == name or module.startswith(f"{name}.")), None)


def step_of(module: str) -> str:
    """The part of `kg.extract` that a module belongs to; empty for `kg.extract` itself and for others."""
    return module.removeprefix("kg.extract.").partition(".")[0] if module.startswith("kg.extract.") else ""


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it; `from a import b` as both a and a.b."""
    here = module_name(path).split(".")
    package = here if path.name == "__init__.py" else here[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.fixture(params=FILES, ids=module_name)
def path(request: pytest.FixtureRequest) -> Path:
    """Each module in turn."""
    return Path(request.param)


def test_every_module_has_a_place_in_the_order(path: Path) -> None:
    assert package_of(module_name(path)) or path == ROOT / "kg/__init__.py"


def test_a_module_imports_only_from_below(path: Path) -> None:
    own = package_of(module_name(path))
    if own is None:
        return  # kg/__init__.py is the shop window: it shows what all the others make
    for imported in imports(path):
        other = package_of(imported)
        assert other is None or other == own or RANK[other] < RANK[own], f"imports {imported}"


def test_a_step_of_extraction_imports_only_from_steps_before_it(path: Path) -> None:
    own = step_of(module_name(path))
    for step in filter(None, map(step_of, imports(path) if own else ())):
        assert STEPS.index(step) <= STEPS.index(own), f"{own} imports {step}"


def test_only_the_store_opens_oxigraph(path: Path) -> None:
    opens = "pyoxigraph.Store" in set(imports(path)) or "pyoxigraph.Store" in path.read_text()
    assert not opens or package_of(module_name(path)) == "kg.store"


def test_extraction_and_resolution_know_nothing_of_rdf(path: Path) -> None:
    if package_of(module_name(path)) in ("kg.extract", "kg.resolve", "kg.sources", "kg.model"):
        assert not {name.split(".")[0] for name in imports(path)} & {"pyoxigraph", "rdflib", "pyshacl"}


def test_only_extraction_loads_the_language_model(path: Path) -> None:
    if package_of(module_name(path)) != "kg.extract":
        assert "spacy" not in {name.split(".")[0] for name in imports(path)}


def test_routes_hold_no_sparql(path: Path) -> None:
    # The SPARQL endpoint shows an example in its documentation.
    if module_name(path).startswith("api.routes") and module_name(path) != "api.routes.sparql":
        texts = [node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)]
        assert not [text for text in texts if isinstance(text, str) and SPARQL.search(text)]


def test_a_class_name_means_one_thing() -> None:
    rest = {"Account", "Incident", "Mention", "Page", "Ref"}  # names of REST schemas, see kg/query/lookup/values.py
    trees = [ast.parse(path.read_text()) for path in FILES]
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert {name for name, times in names.items() if times > 1 and not name.startswith("_")} <= rest


def test_modules_stay_small_enough_to_read_at_one_sitting(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= 300
