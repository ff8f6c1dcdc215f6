"""Reader processes: started before they are needed, killed when they run away."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any, Final

from api.http.request_context import RequestContext, request_context
from api.readers.forks import Fate, Forks
from api.readers.frames import FrameKind, Job, pickled
from api.readers.link import Link
from api.readers.published import Published
from api.readers.stream import Stream, StreamJob
from api.readers.worker_queue import Allowance, Held, Lane, LongLane, MakeRoom
from kg.errors import Busy, ClientGone, ReaderDied, SitrepError
from kg.settings import Settings

SHORT: Final = 1.0
"""Seconds after which an answer counts as long, and makes room for others."""

_LOG: Final = logging.getLogger("sitrep.readers")


class ReaderPool:
    """Runs jobs on the newest published snapshot, in processes that pay with their lives for passing a limit."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._forks = Forks(settings)
        self._published = Published(settings.data, settings.queue)
        self._lanes = {name: self._lane(name, allowance) for name, allowance in allowances(settings).items()}

    def _lane(self, name: str, allowance: Allowance) -> Lane:
        # Exports are long, all of them: none makes room for another.
        return Lane(allowance, self._start, None if name == "export" else LongLane(allowance, self._start))

    async def open(self) -> None:
        """Start all readers."""
        for lane in self._lanes.values():
            await lane.fill()

    async def close(self) -> None:
        """End all readers."""
        for lane in self._lanes.values():
            lane.close()
        self._forks.close()
        await asyncio.sleep(0)  # so that what was aborted is closed

    def generation(self) -> int:
        """The number of the newest published snapshot; 0 if there is none."""
        return self._published.generation()

    def state(self) -> tuple[object, int]:
        """A mark of the newest published snapshot that no other one has, and its number."""
        return self._published.state()

    async def call(self, job: Callable[..., Any], *args: Any, lane: str = "rest", **kwargs: Any) -> Any:
        """The value of `job(graph, *args, **kwargs)`.

        Args:
            job: a function of a module.
            args: what it takes after the graph; picklable, as is what it returns.
            lane: "query", "rest" or "export": which readers work for it, and how long they may.
            kwargs: more of it.

        Raises:
            SitrepError: what the job raised.
            TimedOut, Busy: it took too long; or too many others do.
            ReaderDied: the process died of it.
            ClientGone: nobody waits for it any more.
        """
        turn = await self._begin(lane, job, args, kwargs, streams=False)
        payload = await turn.receive(FrameKind.VALUE)
        generation, value = pickle.loads(payload)  # noqa: S301  from our own process
        turn.finish(generation)
        return value

    async def stream(self, job: StreamJob, *, lane: str = "query") -> Stream:
        """A job's answer, once its first part is complete.

        Raises as `call` does; what goes wrong after the first part is raised where the stream is read.
        """
        turn = await self._begin(lane, job, (), {}, streams=True)
        payload = await turn.receive(FrameKind.WHOLE, FrameKind.FIRST)
        generation, media_type, first = pickle.loads(payload)  # noqa: S301  from our own process
        if turn.kind is FrameKind.WHOLE:
            turn.finish(generation)
            return Stream(media_type, generation, first, None, turn.deadline)
        turn.context.answer_from(generation)
        return Stream(media_type, generation, first, turn, turn.deadline)

    async def _begin(
        self,
        name: str,
        run: Callable[..., Any] | StreamJob,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        streams: bool,
    ) -> _Turn:
        lane, context = self._lanes[name], request_context()
        allowed = lane.allowance
        deadline = asyncio.get_running_loop().time() + allowed.seconds
        if context.at_least and context.at_least > self._published.generation():
            await self._published.reaches(context.at_least, allowed.timed_out, deadline, context.gone)
        mark = self._published.mark()
        frame = pickled(
            FrameKind.JOB, Job(run, args, kwargs, streams, mark, context.as_of, allowed.seconds, allowed.size)
        )
        link = await lane.take(frame, deadline, context.gone, context.client)
        return _Turn(lane, link, frame, context, deadline, self._why)

    async def _start(self, lane: Lane) -> Link:
        number, end = self._forks.fork()
        return await Link.connect(number, end, self._forks.kill, lane.died)

    async def _why(self, link: Link, allowed: Allowance) -> SitrepError:
        """The error for a process that ended by itself."""
        fate = await self._forks.fate(link.number)
        _LOG.warning("%s: the reader process died of it: %s", request_context().id, fate)
        return _fatal(fate, allowed, self._settings.worker_memory)


class _Turn:
    """One job on one reader: ends the reader when the time is up, or when nobody waits any more."""

    def __init__(
        self,
        lane: Lane,
        link: Link,
        frame: bytes,
        context: RequestContext,
        deadline: float,
        why: Callable[[Link, Allowance], Any],
    ) -> None:
        self.context = context
        self.deadline = deadline
        self.kind = FrameKind.JOB
        self._lane = lane
        self._link = link
        self._frame = frame
        self._held = Held(context.client)
        self._why = why
        loop = asyncio.get_running_loop()
        self._timers = [loop.call_at(deadline, self._late)]
        if lane.beyond is not None:
            self._timers.append(loop.call_later(SHORT, self._make_room, lane.beyond))
        if context.gone is not None:
            context.gone.add_done_callback(self._hung_up)
        self._over = False

    async def receive(self, *wanted: FrameKind) -> bytes:
        """The next frame's payload, which is of one of these kinds.

        Raises:
            SitrepError: what went wrong instead; the turn is over then.
        """
        try:
            frame = await self._next()
        except BaseException as error:
            self._end()
            self._link.kill(
                error if isinstance(error, SitrepError) else ClientGone("Nobody waits for the answer any more")
            )
            raise
        if frame is None:
            self._end()
            raise await self._why(self._link, self._lane.allowance)
        self.kind, payload = frame
        if self.kind is FrameKind.FAILED:
            self.finish(None)
            raise pickle.loads(payload)  # noqa: S301  from our own process
        assert self.kind in wanted
        return payload

    def finish(self, generation: int | None) -> None:
        """The reader is done with this job; it was read from that generation."""
        if generation is not None:
            self.context.answer_from(generation)
        self._end()
        self._lane.give(self._link)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            payload = await self.receive(FrameKind.PART, FrameKind.END)
            if self.kind is FrameKind.END:
                self.finish(None)
                return
            yield payload

    async def aclose(self) -> None:
        """End the reader, unless it has finished."""
        if not self._over:
            self._end()
            self._link.kill(ClientGone("Nobody waits for the answer any more"))

    async def _next(self) -> tuple[FrameKind, bytes] | None:
        while True:
            try:
                frame = await self._link.receive()
            except MakeRoom:
                self._link = await self._lane.take(self._frame, self.deadline, self.context.gone, self.context.client)
                if isinstance(self._lane, LongLane):
                    self._lane.hold(self._link, self._held)
            else:
                self._held.movable = False  # what is out cannot be said anew
                return frame

    def _make_room(self, beyond: LongLane) -> None:
        """Leave the short ones after a while, at work if there is room among the long ones."""
        if not self._link.alive:
            return  # it was ended just now, and is nobody's
        before, self._lane = self._lane, beyond
        if beyond.take_over(self._link, self._held):
            before.let_go(self._link)
        elif self._held.movable:
            self._link.kill(MakeRoom())
        else:
            self._link.kill(Busy("Too many long answers are on their way, and this one was broken off; try again soon"))

    def _late(self) -> None:
        self._link.kill(self._lane.allowance.timed_out("The answer took"))

    def _hung_up(self, _: object) -> None:
        if not self._over:  # else the reader may be another request's by now
            self._link.kill(ClientGone("The client hung up"))

    def _end(self) -> None:
        if not self._over:
            self._over = True
            for timer in self._timers:
                timer.cancel()
            if self.context.gone is not None:
                self.context.gone.remove_done_callback(self._hung_up)


def allowances(settings: Settings) -> dict[str, Allowance]:
    """The allowance of each kind of request."""
    query = partial(Allowance, seconds=settings.query_timeout, seconds_setting="SITREP_QUERY_TIMEOUT")
    export = partial(Allowance, seconds=settings.export_timeout, seconds_setting="SITREP_EXPORT_TIMEOUT")
    queue, size = settings.queue, settings.result_size
    return {
        "query": query(settings.query_workers, "SITREP_QUERY_WORKERS", queue=queue, size=size),
        "rest": query(settings.rest_workers, "SITREP_REST_WORKERS", queue=queue, size=size),
        "export": export(settings.export_workers, "SITREP_EXPORT_WORKERS", queue=queue, size=None),
    }


def _fatal(fate: Fate | None, allowed: Allowance, memory: int) -> SitrepError:
    if fate is None:
        return ReaderDied(
            f"The reader process died, perhaps for want of memory ({memory} MiB, SITREP_WORKER_MEMORY); "
            "nothing else was harmed"
        )
    if fate.signal == "SIGXCPU":
        return allowed.timed_out("The answer took the processor")
    if fate.signal == "SIGABRT" and fate.memory > memory * 1024 // 3:
        return ReaderDied(f"The answer took more than {memory} MiB of memory (SITREP_WORKER_MEMORY), and was ended")
    return ReaderDied(
        f"The reader process died ({fate.signal or f'status {fate.status}'}), for want of memory "
        f"({memory} MiB, SITREP_WORKER_MEMORY) or by a fault of the engine; nothing else was harmed"
    )
