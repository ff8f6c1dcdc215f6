"""The command that explains: why."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from kg.cli.output import Data, examples, number, say, settings
from kg.cli.review import explainer, reason_line
from kg.errors import NotFound

if TYPE_CHECKING:
    from kg.explain import Explanation, Pair
    from kg.explain.explainer import Comparison
    from kg.query.lookup import ClaimInContext, Quote
    from kg.resolve import ClaimJudgement
    from kg.settings import Settings

_CLAIM: Final = re.compile(r"[0-9a-f]{20}")


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg why hamas",
            "kg why 2024-01-04-baghdad-drone-strike",
            "kg why joe-biden biden        why they are one, or why not",
            "kg why https://w3id.org/sitrep/id/claim/1f0c6a4d2b9e8a7c5d31",
        )
    )(why)


def why(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="An entity's, incident's or claim's IRI, a slug, or ARTICLE#NAME.")
    ],
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="A second one, to compare with.")] = None,
    data: Data = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="text or json.")] = "text",
) -> None:
    """Explain an entity, an incident, a claim, or a pair. The explanation goes down to the sentences."""
    chosen = settings(data=data)
    kind, named = _meant(id_, chosen)
    told: JudgedClaim | Explanation | Comparison
    if other is not None:
        with explainer(chosen) as explained:
            told = explained.compare(named, _meant(other, chosen)[1])
    elif kind == "claim":
        told = _claim(named, chosen)
    else:
        told = _thing(named, chosen)
    if form == "json":
        say(json.dumps(_plain(told), ensure_ascii=False, indent=2))
    else:
        _print(told)


def _meant(id_: str, chosen: Settings) -> tuple[str, str]:
    """The kind that an IRI names (nothing for a bare id), and the id itself."""
    from urllib.parse import unquote  # noqa: PLC0415 - only IRIs need it

    if not id_.startswith(chosen.base):
        return "", id_
    kind, _, rest = id_.removeprefix(chosen.base).partition("/")
    return kind, unquote(rest)


def _thing(named: str, chosen: Settings) -> JudgedClaim | Explanation:
    try:
        with explainer(chosen) as explained:
            return explained.whole(named)
    except NotFound:
        if _CLAIM.fullmatch(named):
            return _claim(named, chosen)
        raise


@dataclasses.dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim in its context, and what people said of it, oldest first."""

    told: ClaimInContext
    judgements: tuple[ClaimJudgement, ...]


def _claim(digest: str, chosen: Settings) -> JudgedClaim:
    from kg.explain.claims import said_of_claim  # noqa: PLC0415 - heavy
    from kg.query import lookup  # noqa: PLC0415
    from kg.resolve import read_claim_verdicts  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        told = lookup.claim(graph, graph.iris.claim(digest))
        return JudgedClaim(told, said_of_claim(graph, digest, read_claim_verdicts(chosen.data)))


def _plain(told: JudgedClaim | Explanation | Comparison) -> dict[str, Any]:
    plain = dataclasses.asdict(told)
    return plain["told"] | {"judgements": plain["judgements"]} if isinstance(told, JudgedClaim) else plain


def _print(told: JudgedClaim | Explanation | Comparison) -> None:
    from kg.explain import Explanation  # noqa: PLC0415 - heavy

    if isinstance(told, JudgedClaim):
        _print_claim(told.told)
        _print_judgements(tuple(map(str, told.judgements)))
    elif isinstance(told, Explanation):
        _print_whole(told)
    else:
        say("One." if told.one else "Not one.")
        _print_pairs(told.pairs)
        _print_judgements(told.judgements)


def _print_claim(told: ClaimInContext) -> None:
    claim, report = told.claim, told.report
    bound = f" ({claim.bound})" if claim.bound else ""
    say(f"{claim.subject.label}  {claim.predicate}  {claim.value}{bound}")
    said = f"{claim.source_text or claim.source}" if claim.source or claim.source_text else "the article itself"
    say(f"  {claim.factuality}, said by {said}" + (f" ({claim.source})" if claim.source and claim.source_text else ""))
    say(f"  in {', '.join(part for part in (report.id, report.published, report.publisher, report.headline) if part)}")
    say(f"  at {claim.start}-{claim.end}: {_marked(told.quote)}")
    sure = "" if claim.confidence is None else f", sure of its reading to {claim.confidence:.0%}"
    say(f"  read by {told.extractor}{sure}")


def _print_whole(told: Explanation) -> None:
    known = [f"actor {told.actor}" if told.actor else "", f"place {told.place}" if told.place else ""]
    say(f"{told.label} ({', '.join(part for part in (told.cls, told.slug, *known) if part)})")
    articles = len({member.article for member in told.members})
    say(f"\nIn {number(articles, 'article')}:")
    for member in told.members:
        about = ", ".join(part for part in (member.published, member.publisher, member.cls, member.country) if part)
        say(f"  {member.reference}  ({about})")
        if len(member.names) > 1:
            say(f"    names: {'; '.join(member.names)}")
        if member.quote:
            say(f"    {_marked(member.quote)}")
    if told.joins:
        say("\nOne, because:")
        _print_pairs(told.joins)
    _print_judgements(told.judgements)


def _print_pairs(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        say(f"  {pair.left.reference}  ~  {pair.right.reference}  ({pair.score:.2f})")
        for reason in pair.reasons:
            say(f"    {reason_line(reason)}")
        if not pair.reasons:
            say("    nothing speaks for it")


def _print_judgements(judgements: tuple[str, ...]) -> None:
    if judgements:
        say("\nJudged:")
        for said in judgements:
            say(f"  {said}")


def _marked(quote: Quote) -> str:
    """The sentence on one line, with the words that count in brackets."""
    marked = f"{quote.sentence[: quote.start]}[{quote.sentence[quote.start : quote.end]}]{quote.sentence[quote.end :]}"
    return " ".join(marked.split())
