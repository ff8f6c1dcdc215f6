"""The writer process: does one job after another, and releases the store between them.

    python -P -m api.writer.process SOCKET

SOCKET is the number of the socket to the server. The settings come first, then jobs; each is answered with `PART` when
the store is open and the work begins, and `VALUE` or `FAILED` when it is done and published. When the server is gone,
the job at hand is finished, and this process ends.
"""

from __future__ import annotations

import contextlib
import gc
import math
import pickle
import select
import signal
import socket
import sys
import traceback
from typing import Final

from api.readers.frames import FrameKind, Frames, pack, pickled
from api.readers.limits import forbid_network, leave_no_core, limit_memory
from api.writer.memory import out_of_memory
from api.writer.write_session import WriteSession
from kg.errors import SitrepError, WriterDied

_IDLE: Final = 0.3  # seconds without a job after which others may have the store
_GRACE: Final = 2  # seconds after its time that a job may live without a server
_READ: Final = 256 * 1024


def serve(link: socket.socket) -> None:
    """Work until the server is gone."""
    frames, session = Frames(), None
    while True:
        ready, _, _ = select.select([link], [], [], _IDLE if session and session.busy else None)
        if not ready:
            assert session
            session.leave()
            continue
        if not (data := link.recv(_READ)):
            return
        for _, payload in frames.feed(data):
            said = pickle.loads(payload)  # noqa: S301  from the server, see api.readers.frames
            if session is None:
                session = WriteSession(said)
                limit_memory(said.write_memory * 1024 * 1024 or None)
            else:
                link.sendall(_answer(session, link, *said))


def _answer(session: WriteSession, link: socket.socket, job: object, args: tuple[object, ...], seconds: float) -> bytes:
    assert callable(job)

    def opened() -> None:
        # The server ends what takes too long; should it be gone, the system does.
        signal.alarm(math.ceil(seconds) + _GRACE)
        link.sendall(pack(FrameKind.PART))

    try:
        session.begin(opened)
        value = job(session, *args)
        return pickled(FrameKind.VALUE, (session.publish(), value))
    except BaseException as error:  # noqa: BLE001  whatever it is, it is the server's to tell
        if isinstance(error, MemoryError):
            error = out_of_memory(session.settings.write_memory)
        if not isinstance(error, SitrepError):
            traceback.print_exception(error)
            error = WriterDied(f"The request could not be carried out, by an error of ours: {error!r}")
        session.recover(error)
        return pickled(FrameKind.FAILED, error)
    finally:
        signal.alarm(0)


def main() -> None:
    """Start, with what the command line says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it lets go of us
    forbid_network()
    leave_no_core()
    gc.set_threshold(10_000, 10, 10)  # as in `kg.cli.main`: it reads articles
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the server is gone
        serve(socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
