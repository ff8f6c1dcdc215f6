"""Training of the incident model on marked stories, and its evaluation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.extract.incidents.accounts import Account
from kg.extract.incidents.clustering import cluster
from kg.extract.incidents.features import Features
from kg.extract.incidents.fits import WINDOW
from kg.extract.incidents.model import Forest, Numbers
from kg.train.boosting import Recipe, grow
from kg.train.stories import NONE, Story

FOLDS = 5
RECIPE = Recipe(trees=500, depth=5, rate=0.03, least=25)
THRESHOLD = 0.34  # by folds: lower mixes more incidents, higher spreads more


@dataclass(frozen=True, slots=True)
class Quality:
    """How well incidents are kept whole and apart.

    Attributes:
        precision, recall: of the pairs of accounts that are joined.
        mixed: nodes that hold accounts of several incidents; `nodes`, those with any account of an incident.
        spread: incidents whose accounts lie on several nodes; `incidents`, all that have two accounts or more.
    """

    precision: float
    recall: float
    mixed: int
    nodes: int
    spread: int
    incidents: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class PairExamples:
    """The pairs of accounts of some stories whose answer is known: `table` has a row of `figures` for each."""

    figures: tuple[str, ...]
    table: Numbers
    answers: Numbers


def train(stories: Sequence[Story], features: Features, recipe: Recipe = RECIPE) -> Forest:
    """Fit the model to every pair of accounts of one story whose answer is known."""
    return _grown([_examples(story, features) for story in stories], recipe)


def by_folds(stories: Sequence[Story], features: Features, always: Sequence[Story] = ()) -> Quality:
    """The quality on each fold of the stories, of a model learned from the others and from those always there."""
    every, known = ([_examples(story, features) for story in some] for some in (stories, always))
    clustered = []
    for fold in range(FOLDS):
        model = _grown([*(e for n, e in enumerate(every) if n % FOLDS != fold), *known], RECIPE)
        clustered += [(s, cluster(s.accounts, s.scene, features, model)) for s in stories[fold::FOLDS]]
    return quality(clustered)


def _examples(story: Story, features: Features) -> PairExamples:
    """Each account with those before it that it may be compared with."""
    profiles = [features.profile(account, story.scene) for account in story.accounts]
    figures, tables, answers = tuple[str, ...](), list[Numbers](), list[bool]()
    for j, new in enumerate(profiles):
        first, mine = max(0, j - WINDOW), story.letters[j]
        if mine is None or first == j:
            continue
        asked = features.columns(new, profiles[first:j], range(j - first - 1, -1, -1), len(profiles))
        figures = tuple(asked)
        known = [i for i in range(first, j) if story.letters[i] is not None]
        columns = [np.broadcast_to(np.asarray(asked[name], dtype=np.float64), j - first) for name in figures]
        tables.append(np.stack(columns, axis=1)[[i - first for i in known]])
        answers += [story.letters[i] == mine != NONE for i in known]
    table = np.concatenate(tables) if tables else np.empty((0, 0))
    return PairExamples(figures, table, np.array(answers, dtype=np.float64))


def _grown(examples: Sequence[PairExamples], recipe: Recipe) -> Forest:
    told = [each for each in examples if len(each.answers)]
    table, answers = np.concatenate([e.table for e in told]), np.concatenate([e.answers for e in told])
    return grow(told[0].figures, table, answers, recipe, THRESHOLD)


def quality(clustered: Sequence[tuple[Story, list[list[Account]]]]) -> Quality:
    """Compare nodes with the letters of stories."""
    joined = right = wanted = mixed = nodes = spread = incidents = 0
    for story, groups in clustered:
        letter = {id(a): told for a, told in zip(story.accounts, story.letters, strict=True)}
        homes = defaultdict[str, list[int]](list)
        for number, group in enumerate(groups):
            told = [found for a in group if (found := letter[id(a)]) is not None]
            telling = [t for t in told if t != NONE]
            joined += len(told) * (len(told) - 1) // 2
            right += sum(telling.count(t) * (telling.count(t) - 1) // 2 for t in set(telling))
            mixed += len(set(telling)) > 1
            nodes += bool(telling)
            for t in telling:
                homes[t].append(number)
        wanted += sum(len(h) * (len(h) - 1) // 2 for h in homes.values())
        several = [h for h in homes.values() if len(h) > 1]
        spread += sum(len(set(h)) > 1 for h in several)
        incidents += len(several)
    return Quality(
        right / joined if joined else 1.0, right / wanted if wanted else 1.0, mixed, nodes, spread, incidents
    )


def card(model: Forest, own: Sequence[Story], real: Sequence[Story], seen: Quality | None) -> str:
    """The model's card, in Markdown."""
    figures = (
        f"pairs joined: precision {seen.precision:.2f}, recall {seen.recall:.2f}, F1 {seen.f1:.2f}; "
        f"nodes that mix incidents: {seen.mixed} of {seen.nodes}; incidents spread over nodes: "
        f"{seen.spread} of {seen.incidents}"
        if seen is not None
        else "not measured: no articles were given"
    )
    return f"""# incidents.json

How likely two groups of triggers of one article tell of one happening. Written by `kg train incidents`.

- **Form**: {len(model.questions)} boosted trees of depth {RECIPE.depth} over {len(model.figures)} figures
  (`kg/extract/incidents/features.py`), grown by `kg/train/boosting.py` with the seed {RECIPE.seed}. An account joins
  the incident whose three best fitting members agree with it by {model.threshold:g} or more on average.
- **Learned from**: {len(own)} short reports of our own (`data/training/incidents/*.txt`), and the triggers of
  {len(real)} real articles, marked by hand (`marks.tsv`: offsets and letters; the texts are kept elsewhere).
  The model holds no word of an article.
- **Measured** on the real articles, each by a model that had not seen it ({FOLDS} folds): {figures}.
- **Tried without gain**: templates of MUC-4 as further pairs; logistic regression (as good by F1, but mixes more).
"""
