"""What a process writes to its standard output and error, kept until somebody asks."""

import os
import select
import threading

KEPT = 1 << 20
"""Bytes kept of one invocation's log: the last ones."""


class Output:
    """The reading end of a process's pipe.

    A function's lines are in the pipe before its result is at the Runtime API, but a thread that reads the pipe may
    be slower than the one that gets the result: so `take` empties the pipe itself before it answers.
    """

    def __init__(self) -> None:
        self._reader, self.writer = os.pipe()
        os.set_blocking(self._reader, False)
        self._lock = threading.Lock()
        self._bytes = bytearray()
        self._open = True

    def follow(self) -> None:
        """Starts to read. Call it once, when the process has its copy of the writing end."""
        os.close(self.writer)
        threading.Thread(target=self._pump, name="function-output", daemon=True).start()

    def take(self) -> str:
        """:return: all that was written since the last call"""
        with self._lock:
            self._drain()
            text = self._bytes.decode(errors="replace")
            self._bytes.clear()
        return text

    def _pump(self) -> None:
        poll = select.poll()
        poll.register(self._reader, select.POLLIN)
        while self._open:
            poll.poll()
            with self._lock:
                self._drain()

    def _drain(self) -> None:
        while self._open:
            try:
                chunk = os.read(self._reader, 65536)
            except BlockingIOError:
                return
            if not chunk:
                self._open = False
                os.close(self._reader)
            self._bytes += chunk
            del self._bytes[:-KEPT]
