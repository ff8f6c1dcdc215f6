"""The commands that learn from judged text: train."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import examples, number, say, settings
from kg.errors import ResourceError

if TYPE_CHECKING:
    from kg.audit import SheetRow
    from kg.train.belief import TrainedModel


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    learn = typer.Typer(
        name="train",
        help="Train the models in data/models from judged text.",
        epilog=examples("kg train belief --gold GOLD --judged audit.csv --articles news.jsonl"),
        no_args_is_help=True,
    )
    learn.command(
        "belief",
        epilog=examples(
            "kg train belief --gold GOLD",
            "kg train belief --gold GOLD --judged audit.csv --articles news.jsonl",
            "kg train belief --gold GOLD --out /tmp      try it, and leave the project's model as it is",
        ),
    )(belief)
    learn.command(
        "incidents",
        epilog=examples(
            "kg train incidents --articles corpus.jsonl",
            "kg train incidents --out /tmp      from our own texts alone; leave the project's model as it is",
        ),
    )(incidents)
    app.add_typer(learn)


def belief(
    gold: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="A gold folder with its articles in corpus.jsonl; repeatable."),
    ] = None,
    templates: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Articles with templates in the form of MUC-4, as JSON Lines.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, metavar="N", help="Most articles with templates.")] = 300,
    judged: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A judged sheet of kg audit, or a graph's judgements.jsonl; repeatable."),
    ] = None,
    articles: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="The articles that the sheets judge; repeatable.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the model. [default: $SITREP_MODELS, or data/models]")
    ] = None,
) -> None:
    """Train the belief model: kg:confidence's weights and curve."""
    from kg.extract import Extractor  # noqa: PLC0415 - heavy
    from kg.knowledge import ActorList  # noqa: PLC0415
    from kg.train.belief import train  # noqa: PLC0415
    from kg.train.card import write  # noqa: PLC0415
    from kg.train.examples import articles_of, of_gold, of_sheets  # noqa: PLC0415
    from kg.train.templates import of_templates  # noqa: PLC0415

    chosen = settings(models=out, belief=0.0)
    sheets = [row for path in judged or () for row in _rows(path) if row.verdict]
    if not gold and not templates and not (sheets and articles):
        raise ResourceError("There is nothing to learn from: give --gold, --templates, or --judged with --articles")
    extractor, actors = Extractor(chosen), ActorList.load(chosen.actors)
    found = [example for folder in gold or () for example in of_gold(extractor, folder, actors)]
    found += of_templates(extractor, templates, most) if templates else ()
    found += of_sheets(extractor, articles_of(articles or ()), sheets)
    trained = train(found)
    chosen.models.mkdir(parents=True, exist_ok=True)
    write(trained, chosen.models)
    _print(trained)
    say(f"The model is in {chosen.models / 'belief.json'}.")


def _rows(path: Path) -> list[SheetRow]:
    """The judged claims of a sheet, or of a graph's file of judgements."""
    from kg.audit import read_sheet  # noqa: PLC0415 - heavy
    from kg.audit.judgements import rows_of  # noqa: PLC0415
    from kg.resolve import ClaimJudgement  # noqa: PLC0415
    from kg.resolve.clustering.judgements import read_file  # noqa: PLC0415

    if path.suffix != ".jsonl":
        return read_sheet(path)
    return list(rows_of(said for said in read_file(path) if isinstance(said, ClaimJudgement)))


def _print(trained: TrainedModel) -> None:
    claims, articles = number(trained.examples, "claim"), number(trained.articles, "article")
    say(f"{claims} of {articles}, {trained.right:.0%} of them right")
    say(f"expected calibration error on claims that were not used: {trained.error:.3f} (penalty {trained.penalty:g})")
    say(f"{'threshold':12}{'precision':>10}{'of right':>10}{'of all':>8}")
    for one in trained.kept:
        say(f"{one.threshold:<12.2f}{one.precision:>10.2f}{one.recall:>10.2f}{one.share:>8.2f}")
    for name, weight, right, told in (*trained.by_origin, *trained.by_predicate):
        say(f"{name:20}{weight:>8.0f}  right {right:.2f}  told {told:.2f}")


def incidents(
    texts: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Marked texts. [default: data/training/incidents]", show_default=False),
    ] = None,
    articles: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="The articles that marks.tsv names; repeatable.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the model. [default: $SITREP_MODELS, or data/models]")
    ] = None,
) -> None:
    """Train the incident model. It tells which words of an article are of one happening."""
    from kg.extract.incidents.features import Features  # noqa: PLC0415 - heavy
    from kg.knowledge.lists import places_in  # noqa: PLC0415
    from kg.model import Article  # noqa: PLC0415
    from kg.resources import resource  # noqa: PLC0415
    from kg.sources import read  # noqa: PLC0415
    from kg.train.incidents import by_folds, card, train  # noqa: PLC0415
    from kg.train.stories import marked_articles, own_texts, stories  # noqa: PLC0415

    chosen = settings(models=out)
    folder = texts or resource("data", "training", "incidents")
    features = Features(places_in(chosen.places))
    own = list(stories(chosen, own_texts(folder)))
    found = (one for one in read(list(articles or ())) if isinstance(one, Article))
    real = list(stories(chosen, marked_articles(folder / "marks.tsv", found)))
    seen = by_folds(real, features, own) if real else None
    model = train([*own, *real], features)
    chosen.models.mkdir(parents=True, exist_ok=True)
    (chosen.models / "incidents.json").write_text(model.dumps(), encoding="utf-8")
    (chosen.models / "incidents.md").write_text(card(model, own, real, seen), encoding="utf-8")
    say(f"learned from {number(len(own) + len(real), 'article')}; the model is in {chosen.models / 'incidents.json'}")
    if seen is not None:
        say(f"on articles not seen: pairs {seen.f1:.2f}, mixed {seen.mixed}, spread {seen.spread}")
