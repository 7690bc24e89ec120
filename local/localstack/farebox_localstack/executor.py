"""LocalStack's runtime executor `process`: Java functions as child processes, without Docker."""

import logging
import math
import time
from functools import cache
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

from farebox_localstack import jvm
from farebox_localstack.runtime_api import Invocation, RuntimeApi
from farebox_localstack.sandbox import Answer, InitFailed, Launch, Sandbox, Stopped

LOG = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
TASK_ROOT = "/var/task"
MEBIBYTE = 1 << 20

# What Lambda's own environment has besides the documented variables.
SYSTEM_VARIABLES = {"LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}


@cache
def _runtime_api() -> RuntimeApi:
    return RuntimeApi()


class ProcessExecutor(RuntimeExecutor):
    """One execution environment of one version of a function; LocalStack decides how many there are."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._folder = Path(config.dirs.tmp) / "functions" / id
        self._sandbox: Sandbox | None = None
        self._stopped = False

    @classmethod
    def validate_environment(cls) -> bool:
        for problem in jvm.problems():
            LOG.error("Functions cannot run. %s", problem)
        return not jvm.problems()

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        runtime = function_version.config.runtime or "a container image"
        if not runtime.startswith("java"):
            raise LambdaRuntimeException(f"This LocalStack runs Java functions only; {runtime} is none.")
        if problems := jvm.problems():
            raise LambdaRuntimeException(" ".join(problems))
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """LocalStack itself removes the unpacked code when no version uses it any longer."""

    def start(self, env_vars: dict[str, str]) -> None:
        self._sandbox = Sandbox(self.id, _runtime_api(), self._launch(env_vars))
        if self._stopped:  # its time to start was over before it had begun
            self._sandbox.stop()
        try:
            self._sandbox.start()
        except InitFailed as failure:
            LOG.warning("%s: %s\n%s", self.function_version.qualified_arn, failure, self.get_logs())
            raise StatusErrorException("The function failed to initialise", failure.outcome.payload) from failure

    def stop(self) -> None:
        self._stopped = True
        if self._sandbox:
            self._sandbox.stop()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        timeout = self.function_version.config.timeout
        invocation = Invocation(
            request_id=payload["invoke-id"],
            function_arn=payload["invoked-function-arn"],
            trace_id=payload["trace-id"],
            payload=payload["payload"].encode(),
            deadline=int((time.time() + timeout) * 1000),
        )
        answer = self._sandbox.invoke(invocation, timeout)
        log = self._log_of(invocation.request_id, answer)
        return InvocationResult(invocation.request_id, answer.outcome.payload, answer.outcome.is_error, log)

    def get_logs(self) -> str:
        return self._sandbox.output.take() if self._sandbox else ""

    def get_address(self) -> str:
        return LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        return LOOPBACK

    def get_runtime_endpoint(self) -> str:
        """Where the program inside LocalStack's own images reports to; a child of ours uses the Runtime API itself."""
        return ""

    def _launch(self, env_vars: dict[str, str]) -> Launch:
        function = self.function_version.config
        snap_start = self._from_snapshot()
        return Launch(
            command=lambda folder: jvm.command(function.handler, function.memory_size, folder, snap_start),
            environment=self._environment(env_vars),
            code=self._code(),
            folder=self._folder,
            largest_result=config.LAMBDA_LIMITS_MAX_FUNCTION_PAYLOAD_SIZE_BYTES,
        )

    def _environment(self, env_vars: dict[str, str]) -> dict[str, str]:
        # On Lambda a function may name files of its own package as /var/task/...; here they lie elsewhere.
        mapped = {name: str(value).replace(TASK_ROOT, str(self._code())) for name, value in env_vars.items()}
        own = {
            "LAMBDA_TASK_ROOT": str(self._code()),
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{self.function_version.config.runtime}",
            "HOME": f"{self._folder}/tmp",
            "TMPDIR": f"{self._folder}/tmp",
        }
        if self._from_snapshot():
            own["AWS_LAMBDA_INITIALIZATION_TYPE"] = "snap-start"
        return SYSTEM_VARIABLES | mapped | own

    def _from_snapshot(self) -> bool:
        """Whether Lambda would start this version from a snapshot: then the runtime calls the function's hooks."""
        snap_start = self.function_version.config.snap_start or {}
        published = self.function_version.id.qualifier != "$LATEST"
        return published and snap_start.get("ApplyOn") == "PublishedVersions"

    def _code(self) -> Path:
        return Path(self.function_version.config.code.get_unzipped_code_location())

    def _log_of(self, request_id: str, answer: Answer) -> str:
        lines = self._sandbox.output.take()
        if lines and not lines.endswith("\n"):
            lines += "\n"
        error = f"{request_id} {answer.outcome.payload.decode(errors='replace')}\n" if answer.died else ""
        return (
            f"START RequestId: {request_id} Version: {self.function_version.id.qualifier}\n"
            f"{lines}{error}"
            f"END RequestId: {request_id}\n"
            f"{self._report(request_id, answer)}\n"
        )

    def _report(self, request_id: str, answer: Answer) -> str:
        milliseconds = answer.took * 1000
        fields = [
            f"REPORT RequestId: {request_id}",
            f"Duration: {milliseconds:.2f} ms",
            f"Billed Duration: {math.ceil(milliseconds)} ms",
            f"Memory Size: {self.function_version.config.memory_size} MB",
            f"Max Memory Used: {answer.peak_memory // MEBIBYTE} MB",
        ]
        if answer.initialised_in is not None:
            fields.append(f"Init Duration: {answer.initialised_in * 1000:.2f} ms")
        return "\t".join(fields)
