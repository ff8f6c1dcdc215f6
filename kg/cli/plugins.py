"""The command that lists plug-ins: plugins."""

from __future__ import annotations

import typer

from kg.cli.output import examples, say


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(epilog=examples("kg plugins"))(plugins)


def plugins() -> None:
    """List the plug-ins of other packages."""
    from kg.errors import PluginBroken  # noqa: PLC0415 - slow to import, and `kg --help` has no need of it
    from kg.plugins import POINTS  # noqa: PLC0415
    from kg.plugins import plugins as installed  # noqa: PLC0415

    broken = False
    for point, what in POINTS.items():
        say(f"{point}  ({what})")
        for name, plugin in installed(point).items():
            try:
                plugin.load()
                said = ""
            except PluginBroken as fault:
                broken, said = True, f"  BROKEN: {fault}"
            say(f"    {name}  {plugin.distribution} {plugin.version}{said}")
    if broken:
        raise typer.Exit(1)
