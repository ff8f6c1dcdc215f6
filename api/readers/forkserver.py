"""The fork server: a process with all imports done, from which readers are forked in milliseconds.

    python -m api.readers.forkserver CONTROL FOLDER BASE MEMORY

CONTROL is the number of a socket. Through it come orders (`FORK` with the socket of the new reader, `KILL`), and
through it goes back how each reader ended. It has one thread and opens no store, so that forking it is safe. When the
server is gone, however it went, the socket closes, and all readers end with this process.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import struct
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from api.readers.limits import die_with_parent, forbid_network
from api.readers.worker import serve

ORDER: Final = struct.Struct("!cI")  # FORK or KILL, and the reader's number
END: Final = struct.Struct("!IiQ")  # a reader's number, its exit status (negative: the signal), the most KiB it held
FORK: Final = b"F"
KILL: Final = b"K"

# What jobs are made of: loaded once, shared by all readers.
PRELOADED: Final = ("api.sparql.jobs", "kg.query.lookup", "kg.query.names", "kg.query.network", "kg.query.canned")


class ForkServer:
    """Forks readers and buries them."""

    def __init__(self, control: socket.socket, folder: Path, base: str, memory: int) -> None:
        self._control = control
        self._folder = folder
        self._base = base
        self._memory = memory
        self._numbers: dict[int, int] = {}  # by process id

    def run(self) -> None:
        """Obey until the server is gone."""
        died, wake = socket.socketpair()
        for end in (died, wake):
            end.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            ready, _, _ = select.select([self._control, died], [], [])
            if died in ready:
                died.recv(4096)
                self._bury()
            if self._control in ready and not self._obey():
                break
        signal.set_wakeup_fd(-1)
        for process in self._numbers:
            os.kill(process, signal.SIGKILL)

    def _obey(self) -> bool:
        data, handles, _, _ = socket.recv_fds(self._control, ORDER.size, 1)
        if not data:
            return False
        while len(data) < ORDER.size:
            if not (more := self._control.recv(ORDER.size - len(data))):
                return False
            data += more
        order, number = ORDER.unpack(data)
        if order == FORK:
            with socket.socket(fileno=handles[0]) as link:
                self._fork(number, link)
        else:
            for process, other in self._numbers.items():
                # Not yet buried, so the number is still that process'.
                if other == number:
                    os.kill(process, signal.SIGKILL)
        return True

    def _fork(self, number: int, link: socket.socket) -> None:
        process = os.fork()
        if process:
            self._numbers[process] = number
            return
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.close()
        die_with_parent()
        serve(link, self._folder, self._base, self._memory)

    def _bury(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                process, status, used = os.wait4(-1, os.WNOHANG)
                if not process:
                    return
                ended = END.pack(self._numbers.pop(process), os.waitstatus_to_exitcode(status), used.ru_maxrss)
                with contextlib.suppress(OSError):
                    self._control.sendall(ended)


def main() -> None:
    """Start, with what the command line says."""
    control, folder, base, memory = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it lets go of us
    for module in PRELOADED:
        with contextlib.suppress(ImportError):  # the job that needs it will say so
            import_module(module)
    gc.freeze()  # what stays for good is not looked through again and again, and its pages stay shared
    if why := forbid_network():
        print(f"Reader processes keep their network, as the system does not let go of it: {why}.", file=sys.stderr)  # noqa: T201
    ForkServer(socket.socket(fileno=int(control)), Path(folder), base, int(memory)).run()


if __name__ == "__main__":
    main()
