"""Entry points. They import late, because LocalStack loads every plugin's module at start to learn its name."""

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.plugins import Service, aws_provider


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """`LAMBDA_RUNTIME_EXECUTOR=process`."""

    name = "process"

    def load(self, *args, **kwargs):
        from farebox_localstack.executor import ProcessExecutor

        return ProcessExecutor


@aws_provider(api="dynamodb", name="moto")
def dynamodb() -> Service:
    """`PROVIDER_OVERRIDE_DYNAMODB=moto`."""
    from farebox_localstack import dynamodb as tables

    return tables.tables_service()


@aws_provider(api="dynamodbstreams", name="moto")
def dynamodbstreams() -> Service:
    """`PROVIDER_OVERRIDE_DYNAMODBSTREAMS=moto`."""
    from farebox_localstack import dynamodb as tables

    return tables.streams_service()


@aws_provider(api="sagemaker")
def sagemaker() -> Service:
    from farebox_localstack import sagemaker as jobs

    return jobs.service()


@hooks.on_infra_start()
def mend() -> None:
    from farebox_localstack import apigateway, cloudformation, loggroups, stepfunctions

    for service in (apigateway, cloudformation, loggroups, stepfunctions):
        service.mend()
