"""A mend of LocalStack 4.14's Step Functions: it does not wait for a training job.

`sagemaker:createTrainingJob.sync` waits until the job has ended. Its output is what DescribeTrainingJob says; a job that
did not complete fails the task with that as the cause, and an execution that ends meanwhile stops the job.
"""

from collections.abc import Callable

from localstack.aws.api.stepfunctions import HistoryEventType, TaskFailedEventDetails
from localstack.services.stepfunctions.asl.component.common.error_name.failure_event import (
    FailureEvent,
    FailureEventException,
)
from localstack.services.stepfunctions.asl.component.common.error_name.states_error_name import StatesErrorName
from localstack.services.stepfunctions.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service import (
    state_task_service_unsupported as unsupported,
)
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.resource import (
    ResourceCondition,
)
from localstack.services.stepfunctions.asl.eval.environment import Environment
from localstack.services.stepfunctions.asl.eval.event.event_detail import EventDetails
from localstack.services.stepfunctions.asl.utils.boto_client import boto_client_for
from localstack.services.stepfunctions.asl.utils.encoding import to_json_str

from farebox_localstack.sagemaker import ENDED


def mend() -> None:
    service = unsupported.StateTaskServiceUnsupported
    unsupported._SUPPORTED_INTEGRATION_PATTERNS.add(ResourceCondition.Sync)
    service._build_sync_resolver = _build_sync_resolver
    service._eval_sync = _stopping_the_job(service._eval_sync)


def _build_sync_resolver(self, env, resource_runtime_part, normalised_parameters, state_credentials) -> "_TrainingJob":
    env.stack.pop()  # the response of CreateTrainingJob
    jobs = boto_client_for(service="sagemaker", region=resource_runtime_part.region, state_credentials=state_credentials)
    return _TrainingJob(self, env, jobs, normalised_parameters["TrainingJobName"])


def _stopping_the_job(eval_sync: Callable) -> Callable:
    """LocalStack asks as long as the execution runs; without a result, it has ended first."""

    def eval_and_stop(self, env, sync_resolver, **others):
        outcome = eval_sync(self, env=env, sync_resolver=sync_resolver, **others)
        if outcome is None:
            sync_resolver.stop()
        return outcome

    return eval_and_stop


class _TrainingJob:
    """What a Task state waits for; a call gives the description once the job is complete, and nothing before."""

    def __init__(self, task, env: Environment, jobs, name: str) -> None:
        self._task = task
        self._env = env
        self._jobs = jobs
        self._name = name

    def __call__(self) -> dict | None:
        described = self._jobs.describe_training_job(TrainingJobName=self._name)
        if described["TrainingJobStatus"] not in ENDED:
            return None
        described.pop("ResponseMetadata")
        self._task._normalise_response(described, service_action_name="describe_training_job")
        if described["TrainingJobStatus"] == "Completed":
            return described
        raise FailureEventException(_failure(self._task, self._env, described))

    def stop(self) -> None:
        self._jobs.stop_training_job(TrainingJobName=self._name)


def _failure(task, env: Environment, described: dict) -> FailureEvent:
    return FailureEvent(
        env=env,
        error_name=StatesErrorName(typ=StatesErrorNameType.StatesTaskFailed),
        event_type=HistoryEventType.TaskFailed,
        event_details=EventDetails(
            taskFailedEventDetails=TaskFailedEventDetails(
                resource=task._get_sfn_resource(),
                resourceType=task._get_sfn_resource_type(),
                error=StatesErrorNameType.StatesTaskFailed.to_name(),
                cause=to_json_str(described),
            )
        ),
    )
