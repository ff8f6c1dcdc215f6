"""A change in words, for `kg changes` and feeds."""

from __future__ import annotations

from kg.query.changes.compare import Change


def in_words(change: Change) -> str:
    """A change on one line, without its quote."""
    return f"{change.label}: {what_changed(change)}"


def what_changed(change: Change) -> str:
    """A change without the name of its thing."""
    before, after = "–".join(change.before), "–".join(change.after)
    match change.kind:
        case "incident-new":
            return "new incident"
        case "incident-gone":
            return "no longer told"
        case "toll":
            return f"{change.what} {after or 'not known'}, before {before or 'not known'}"
        case "attackers":
            return f"attacked by {_all(change.after)}, before {_all(change.before)}"
        case "dispute-opened":
            return f"disputed now: {change.what}"
        case "dispute-settled":
            return f"no longer disputed: {change.what}"
        case "claim-withdrawn":
            return f"no longer says {change.what} {before}"
        case "merged":
            return f"{' and '.join(change.before)} are one"
        case "split":
            return f"{before} is now {' and '.join(change.after)}"


def _all(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nobody known"
