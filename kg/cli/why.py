"""The command that explains: why."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from kg.cli.output import Data, complain, examples, number, say, settings
from kg.cli.review import explainer, reason_line
from kg.errors import ModelMissing, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.explain import Comparison, Explanation, Member, Pair
    from kg.extract.reasons import ClaimReasons
    from kg.query.lookup import ClaimInContext, Quote
    from kg.resolve import ClaimJudgement
    from kg.settings import Settings
    from kg.store import Graph

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
    reading: Annotated[
        bool | None,
        typer.Option(
            help="Read the articles again, and tell which features of the learned models decided"
            " (else only for claims; takes some seconds)."
        ),
    ] = None,
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
        told = _claim(named, chosen, reading=reading is not False)
    else:
        told = _thing(named, chosen, reading)
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


def _thing(named: str, chosen: Settings, reading: bool | None) -> JudgedClaim | Explanation:
    try:
        with explainer(chosen) as explained:
            whole = explained.whole(named)
    except NotFound:
        if _CLAIM.fullmatch(named):
            return _claim(named, chosen, reading=reading is not False)
        raise
    if not reading or whole.kind != "incidents":
        return whole
    return dataclasses.replace(whole, members=tuple(_with_accounts(whole.members, chosen)))


@dataclasses.dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim in its context, and what people said of it, oldest first."""

    told: ClaimInContext
    judgements: tuple[ClaimJudgement, ...]
    reasons: ClaimReasons | None


def _claim(digest: str, chosen: Settings, *, reading: bool) -> JudgedClaim:
    from kg.explain.claims import said_of_claim  # noqa: PLC0415 - heavy
    from kg.query import lookup  # noqa: PLC0415
    from kg.resolve import read_claim_verdicts  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        told = lookup.claim(graph, graph.iris.claim(digest))
        said = said_of_claim(graph, digest, read_claim_verdicts(chosen.data))
        return JudgedClaim(told, said, _reasons(graph, digest, chosen) if reading else None)


def _reasons(graph: Graph, digest: str, chosen: Settings) -> ClaimReasons | None:
    from kg.explain.reading import reasons_of_claim  # noqa: PLC0415 - heavy
    from kg.extract import Extractor  # noqa: PLC0415

    try:
        return reasons_of_claim(graph, digest, Extractor(chosen))
    except ModelMissing as missing:
        complain(f"which features decided is not told: {missing}")
        return None


def _with_accounts(members: Iterable[Member], chosen: Settings) -> Iterator[Member]:
    from kg.explain.reading import with_accounts  # noqa: PLC0415 - heavy
    from kg.extract import Extractor  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        yield from with_accounts(members, lambda id_: graph.facts(id_).article, Extractor(chosen))


def _plain(told: JudgedClaim | Explanation | Comparison) -> dict[str, Any]:
    plain = dataclasses.asdict(told)
    if isinstance(told, JudgedClaim):
        return {**plain.pop("told"), **plain}
    return plain


def _print(told: JudgedClaim | Explanation | Comparison) -> None:
    from kg.explain import Explanation  # noqa: PLC0415 - heavy

    if isinstance(told, JudgedClaim):
        _print_claim(told.told)
        if told.reasons is not None:
            _print_reasons(told.reasons)
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


def _print_reasons(told: ClaimReasons) -> None:
    if told.weights:
        say("  so sure because (+ speaks for a right reading, - against it):")
        for feature, weight in told.weights:
            say(f"    {weight:+.2f}  {feature}")
    if told.vetoed:
        say("    held down by a rule: another claim of the article makes it doubtful")


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
        for pair in member.accounts:
            before, after = (f"{words!r} {'in the headline' if at is None else f'at {at}'}" for words, at in pair.ends)
            say(f"    {after} goes on about {before} ({pair.probability:.2f}), by:")
            for feature, weight in pair.weights:
                say(f"      {weight:+.2f}  {feature}")
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
