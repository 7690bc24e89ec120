"""One execution environment: a process, its exchange with the Runtime API, its output and its folder."""

import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from farebox_localstack.output import Output
from farebox_localstack.runtime_api import Exchange, Gone, Invocation, Outcome, RuntimeApi

# Linux ties PR_SET_PDEATHSIG to the thread that starts a process, so one that never ends starts them all.
_STARTER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="function-starter")


@dataclass(frozen=True)
class Launch:
    """What to start. `command` is called once for each process with the folder that it may use."""

    command: Callable[[Path], list[str]]
    environment: dict[str, str]
    code: Path
    folder: Path
    largest_result: int


@dataclass(frozen=True)
class Answer:
    """An outcome and what it cost: durations in seconds, memory in bytes."""

    outcome: Outcome
    died: bool
    """Whether the error is ours: the process did not live to report one."""
    took: float
    initialised_in: float | None
    """None in a process that had served before."""
    peak_memory: int


class InitFailed(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.payload.decode(errors="replace"))
        self.outcome = outcome


class Stopped(Exception):
    """The environment was stopped while somebody waited for it."""


class Sandbox:
    """Starts, uses and ends one process after another: a crash or a timeout costs a function one invocation only."""

    def __init__(self, id: str, api: RuntimeApi, launch: Launch) -> None:
        self._id = id
        self._api = api
        self._launch = launch
        self._lock = threading.Lock()
        self._stopped = False
        self._process: subprocess.Popen | None = None
        self._exchange = Exchange(launch.largest_result)
        self._initialised_in: float | None = None
        self.output = Output()

    def start(self) -> None:
        """Starts a process and waits until it asks for work.

        :raises InitFailed: with the runtime's own error, or that of a process that ended too early
        :raises Stopped:
        """
        began = time.perf_counter()
        self._spawn()
        try:
            failure = self._exchange.initialised.result()
        except Gone:
            failure = self._exit_error(None)
        if failure:
            self._kill()
            raise InitFailed(failure)
        self._initialised_in = time.perf_counter() - began

    def invoke(self, invocation: Invocation, timeout: float) -> Answer:
        """Runs one invocation, in a new process if the last one is gone.

        :param timeout: in seconds
        :raises Stopped:
        """
        if self._process is None or self._process.poll() is not None:
            try:
                self.start()
            except InitFailed as failure:
                return Answer(failure.outcome, died=True, took=0.0, initialised_in=None, peak_memory=0)
        initialised_in, self._initialised_in = self._initialised_in, None
        began = time.perf_counter()
        outcome, died = self._outcome_of(invocation, timeout)
        return Answer(outcome, died, time.perf_counter() - began, initialised_in, self._peak_memory())

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
        self._kill()
        self._api.forget(self._id)
        shutil.rmtree(self._launch.folder, ignore_errors=True)

    def _outcome_of(self, invocation: Invocation, timeout: float) -> tuple[Outcome, bool]:
        try:
            return self._exchange.offer(invocation).result(timeout), False
        except TimeoutError:
            self._kill()
            message = f"RequestId: {invocation.request_id} Error: Task timed out after {timeout:.2f} seconds"
            return Outcome.error("Sandbox.Timedout", message), True
        except Gone:
            return self._exit_error(invocation.request_id), True

    def _spawn(self) -> None:
        with self._lock:
            if self._stopped:
                raise Stopped()
            shutil.rmtree(self._launch.folder, ignore_errors=True)
            (self._launch.folder / "tmp").mkdir(parents=True)
            self.output = Output()
            self._exchange = Exchange(self._launch.largest_result)
            endpoint = self._api.open(self._id, self._exchange)
            try:
                self._process = _STARTER.submit(self._popen, endpoint).result()
            finally:
                self.output.follow()
        reap = threading.Thread(target=self._reap, args=(self._process, self._exchange), daemon=True)
        reap.start()

    def _popen(self, endpoint: str) -> subprocess.Popen:
        return subprocess.Popen(
            self._launch.command(self._launch.folder),
            cwd=self._launch.code,
            env=self._launch.environment | {"AWS_LAMBDA_RUNTIME_API": endpoint},
            stdin=subprocess.DEVNULL,
            stdout=self.output.writer,
            stderr=self.output.writer,
        )

    @staticmethod
    def _reap(process: subprocess.Popen, exchange: Exchange) -> None:
        process.wait()
        exchange.close()

    def _kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def _exit_error(self, request_id: str | None) -> Outcome:
        """:raises Stopped: when the process ended because we wanted it to"""
        if self._stopped:
            raise Stopped()
        code = self._process.wait()
        reason = f"exit status {code}" if code >= 0 else f"signal: {signal.Signals(-code).name}"
        subject = f"RequestId: {request_id} Error: " if request_id else ""
        return Outcome.error("Runtime.ExitError", f"{subject}Runtime exited with error: {reason}")

    def _peak_memory(self) -> int:
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return 0
        peaks = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")]
        return peaks[0] * 1024 if peaks else 0
