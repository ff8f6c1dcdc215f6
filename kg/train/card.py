"""A model's file, its card (training data, quality) and its reliability plot."""

from __future__ import annotations

from pathlib import Path

from kg.train.belief import TrainedModel
from kg.train.calibration import Bin

_SIZE = 320  # pixels of the plot, each way
_EDGE = 40


def write(trained: TrainedModel, folder: Path) -> None:
    """Write `belief.json`, `belief.md` and `belief.svg`."""
    (folder / "belief.json").write_text(trained.model.dumps(), encoding="utf-8")
    (folder / "belief.md").write_text(card(trained), encoding="utf-8")
    (folder / "belief.svg").write_text(plot(trained.bins), encoding="utf-8")


def card(trained: TrainedModel) -> str:
    """The model's card, in Markdown."""
    kept = "\n".join(
        f"| {k.threshold:.2f} | {k.precision:.2f} | {k.recall:.2f} | {k.share:.2f} |" for k in trained.kept
    )
    origins = "\n".join(f"| {n} | {w:.0f} | {r:.2f} | {p:.2f} |" for n, w, r, p in trained.by_origin)
    predicates = "\n".join(f"| {n} | {w:.0f} | {r:.2f} | {p:.2f} |" for n, w, r, p in trained.by_predicate)
    model = trained.model
    return f"""# belief.json

How probably a claim was read rightly. Written by `kg train belief`; see [docs/belief.md](../../docs/belief.md).

- **Form**: logistic regression over {len(model.weights):,} features of the reading (`kg/extract/belief/features.py`),
  squared weights penalised by {trained.penalty:g} (by held-out log loss), and an isotonic curve.
- **Learned from**: {trained.examples:,} judged claims of {trained.articles} articles, {trained.right:.0%} right.
  No sentence of an article is in the model; the words in it are lemmas.
- **Measured** on claims that neither weights nor curve had seen (ten folds, by article): expected calibration
  error {trained.error:.3f}.

| threshold | precision of what is believed | share of the right ones believed | share of all believed |
|---|---|---|---|
{kept}

| judged by | claims | right | told |
|---|---|---|---|
{origins}

| predicate | claims | right | told |
|---|---|---|---|
{predicates}

![Reliability](belief.svg)
"""


def plot(bins: tuple[Bin, ...]) -> str:
    """A reliability plot: what was told against what was right, a dot a bin, as large as it has claims."""
    most = max((b.weight for b in bins), default=1.0)
    inner = _SIZE - 2 * _EDGE

    def at(x: float, y: float) -> tuple[float, float]:
        return _EDGE + x * inner, _SIZE - _EDGE - y * inner

    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    dots = []
    for b in bins:
        x, y = at(b.told, b.right)
        dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 7 * (b.weight / most) ** 0.5:.1f}" fill="#2b6cb0"/>')
    style = 'font-family="sans-serif" font-size="12" fill="#555"'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIZE}" height="{_SIZE}" viewBox="0 0 {_SIZE} {_SIZE}">',
            f'<rect width="{_SIZE}" height="{_SIZE}" fill="#fff"/>',
            f'<rect x="{x0}" y="{y1}" width="{inner}" height="{inner}" fill="none" stroke="#999"/>',
            f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="#999" stroke-dasharray="4"/>',
            *dots,
            f'<text x="{_SIZE / 2}" y="{_SIZE - 10}" text-anchor="middle" {style}>probability told, 0 to 1</text>',
            f'<text text-anchor="middle" transform="translate(14 {_SIZE / 2}) rotate(-90)" {style}>right</text>',
            "</svg>\n",
        )
    )
