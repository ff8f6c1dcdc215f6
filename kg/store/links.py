"""Hard links to files that nobody writes any more."""

from __future__ import annotations

import os
import shutil


def link(source: str, target: str) -> None:
    """Give a file that nobody writes to another name; copy it where the file system knows no hard links."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(source, target)
