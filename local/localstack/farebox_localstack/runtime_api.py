"""The Lambda Runtime API (version 2018-06-01): how a runtime fetches invocations and hands back results.

One server serves all execution environments. Each has an `Exchange` under a path of its own, so that
`AWS_LAMBDA_RUNTIME_API=127.0.0.1:<port>/<environment id>` leads a runtime to its own invocations and to no others.
"""

import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from farebox_localstack import streaming
from farebox_localstack.streaming import Outcome

VERSION = "2018-06-01"


@dataclass(frozen=True)
class Invocation:
    """One event for a function; the deadline is in milliseconds since the epoch."""

    request_id: str
    function_arn: str
    trace_id: str
    payload: bytes
    deadline: int


class Gone(Exception):
    """The process at the other end has ended or is being stopped."""


class Exchange:
    """Hands invocations to one runtime process, one at a time. A new process gets a new exchange."""

    def __init__(self, largest_result: int) -> None:
        """:param largest_result: in bytes; Lambda refuses longer ones"""
        self._largest_result = largest_result
        self._inbox: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._current: tuple[str, Future[Outcome]] | None = None
        self.initialised: Future[Outcome | None] = Future()
        """Done when the runtime asks for its first invocation; holds an error when its initialisation failed."""

    def offer(self, invocation: Invocation) -> "Future[Outcome]":
        outcome: Future[Outcome] = Future()
        with self._lock:
            self._current = (invocation.request_id, outcome)
        self._inbox.put(invocation)
        return outcome

    def close(self) -> None:
        """Fails whatever somebody still waits for. Call it when the process has ended."""
        self._inbox.put(None)
        with self._lock:
            if not self.initialised.done():
                self.initialised.set_exception(Gone())
            if self._current and not self._current[1].done():
                self._current[1].set_exception(Gone())

    def next(self) -> Invocation | None:
        with self._lock:
            if not self.initialised.done():
                self.initialised.set_result(None)
        return self._inbox.get()

    def init_failed(self, error: bytes) -> None:
        with self._lock:
            if not self.initialised.done():
                self.initialised.set_result(Outcome(error, True))

    def answer(self, request_id: str, outcome: Outcome, streamed: bool = False) -> HTTPStatus:
        """:param streamed: whether the function streamed it, which it may as much as it likes"""
        status = HTTPStatus.ACCEPTED
        if len(outcome.payload) > self._largest_result and not streamed:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            outcome = Outcome.error(
                "Function.ResponseSizeTooLarge",
                f"Response payload size exceeded maximum allowed payload size ({self._largest_result} bytes).",
            )
        with self._lock:
            if not self._current or self._current[0] != request_id or self._current[1].done():
                return HTTPStatus.BAD_REQUEST
            self._current[1].set_result(outcome)
        return status


class RuntimeApi:
    """The server, on a free port of the loopback interface."""

    def __init__(self) -> None:
        self._exchanges: dict[str, Exchange] = {}
        exchanges = self._exchanges

        class Handler(_Handler):
            def exchange(self, environment: str) -> Exchange | None:
                return exchanges.get(environment)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, name="runtime-api", daemon=True).start()

    def open(self, environment: str, exchange: Exchange) -> str:
        """:return: the value of AWS_LAMBDA_RUNTIME_API that leads to this exchange"""
        self._exchanges[environment] = exchange
        return f"127.0.0.1:{self._server.server_port}/{environment}"

    def forget(self, environment: str) -> None:
        self._exchanges.pop(environment, None)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # the headers and the body leave in one packet

    def exchange(self, environment: str) -> Exchange | None:
        raise NotImplementedError

    def do_GET(self) -> None:
        match self._route():
            case exchange, ["invocation", "next"]:
                self._next(exchange)
            case _, ["restore", "next"]:
                # There is no snapshot here: the runtime runs its hooks and goes on at once.
                self._reply(HTTPStatus.OK)
            case _:
                self._reply(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        body = self._body()
        match self._route():
            case exchange, ["invocation", request_id, "response"]:
                streamed = self.headers.get("Lambda-Runtime-Function-Response-Mode", "").lower() == "streaming"
                outcome = streaming.outcome(body, self._trailers) if streamed else Outcome(body, False)
                self._reply(exchange.answer(request_id, outcome, streamed))
            case exchange, ["invocation", request_id, "error"]:
                self._reply(exchange.answer(request_id, Outcome(body, True)))
            case exchange, ["init" | "restore", "error"]:
                exchange.init_failed(body)
                self._reply(HTTPStatus.ACCEPTED)
            case _:
                self._reply(HTTPStatus.NOT_FOUND)

    def _route(self) -> tuple[Exchange, list[str]] | None:
        match self.path.strip("/").split("/"):
            case [environment, version, "runtime", *rest] if version == VERSION:
                exchange = self.exchange(environment)
                return (exchange, rest) if exchange else None
        return None

    def _body(self) -> bytes:
        self._trailers: dict[str, str] = {}
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        while line := self.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            self._trailers[name.lower()] = value.strip()
        return b"".join(chunks)

    def _next(self, exchange: Exchange) -> None:
        invocation = exchange.next()
        if invocation is None:
            self.close_connection = True
            return
        self._reply(
            HTTPStatus.OK,
            invocation.payload,
            {
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(invocation.deadline),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Trace-Id": invocation.trace_id,
            },
        )

    def _reply(self, status: HTTPStatus, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args) -> None:
        """The function's own log says all there is to say."""
