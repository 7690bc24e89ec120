"""A mend of LocalStack 4.14's Lambda: it stores a function's `LoggingConfig` and writes to `/aws/lambda/<function>` all
the same, a log group that no stack owns and that a deleted stack leaves behind."""

from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment


def mend() -> None:
    by_name = ExecutionEnvironment.get_log_group_name
    ExecutionEnvironment.get_log_group_name = lambda self: (
        (self.function_version.config.logging_config or {}).get("LogGroup") or by_name(self)
    )
