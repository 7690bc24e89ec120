"""Mends of LocalStack 4.14's CloudFormation, each for something that every SAM template does.

Without them a function and its alarm that refer to each other end in a recursion, a change of a function's code replaces
all that refers to the function (and then fails, because its alias exists), SnapStart and a changed API description are
accepted and forgotten, and a change set without changes looks like one with some.
"""

import json
from collections.abc import Callable

from localstack.services.apigateway.resource_providers.aws_apigateway_restapi import ApiGatewayRestApiProvider
from localstack.services.apigateway.resource_providers.aws_apigateway_stage import ApiGatewayStageProvider
from localstack.services.cloudformation.engine.v2.change_set_model import ChangeSetModel, ChangeType, NodeResource
from localstack.services.cloudformation.engine.v2.change_set_model_transform import ChangeSetModelTransform
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceRequest
from localstack.services.cloudformation.v2.entities import ChangeSet
from localstack.services.lambda_.resource_providers.aws_lambda_function import LambdaFunctionProvider
from localstack.services.lambda_.resource_providers.lambda_alias import LambdaAliasProvider


def mend() -> None:
    _wrap(ChangeSetModelTransform, "_execute_local_transforms", _only_where_there_are_some)
    _wrap(ChangeSetModel, "_retrieve_or_visit_resource", _not_in_circles)
    _wrap(ChangeSetModel, "_resolve_intrinsic_function_ref", _unchanged_unless_replaced)
    for resolve in ("_resolve_intrinsic_function_ref", "_resolve_intrinsic_function_fn_get_att"):
        _wrap(ChangeSetModel, resolve, _unchanged_in_a_circle)
    ChangeSet.has_changes = _has_changes
    for handle in ("create", "update"):
        _wrap(LambdaFunctionProvider, handle, _with_snap_start)
    LambdaAliasProvider.update = _update_alias
    ApiGatewayRestApiProvider.update = _update_rest_api
    ApiGatewayStageProvider.update = _update_stage


def _wrap(owner: type, name: str, wrapper: Callable[[Callable], Callable]) -> None:
    setattr(owner, name, wrapper(getattr(owner, name)))


def _only_where_there_are_some(execute: Callable) -> Callable:
    """Before the SAM transform runs, LocalStack resolves the whole template once to find macros inside resources. On the
    way it refuses names that only the transform will make, and with many references it takes minutes."""

    def execute_local_transforms(self) -> None:
        text = json.dumps([self._before_template or {}, self._after_template or {}], default=str)
        if any(macro in text for macro in ("Fn::Transform", "Fn::ForEach")):
            execute(self)

    return execute_local_transforms


class _Circle(Exception):
    """A resource refers to itself by way of others."""


def _not_in_circles(visit: Callable) -> Callable:
    """In a SAM template resources may refer to each other in a circle, like a function to the alarm that watches over it
    (in the template that the transform makes of it, only the deployment group refers to the alarm)."""

    def visit_resource(self, resource_name: str) -> NodeResource:
        visiting = self.__dict__.setdefault("_farebox_visiting", set())
        if resource_name in visiting:
            raise _Circle
        visiting.add(resource_name)
        try:
            return visit(self, resource_name=resource_name)
        finally:
            visiting.discard(resource_name)

    return visit_resource


def _unchanged_in_a_circle(resolve: Callable) -> Callable:
    def resolve_reference(self, arguments):
        try:
            return resolve(self, arguments)
        except _Circle:
            return ChangeType.UNCHANGED

    return resolve_reference


def _unchanged_unless_replaced(resolve: Callable) -> Callable:
    """A `Ref` is a physical id: it stays the same when its resource is only updated in place."""

    def resolve_ref(self, arguments):
        change = resolve(self, arguments)
        if change != ChangeType.MODIFIED or arguments.change_type != ChangeType.UNCHANGED:
            return change
        if self._retrieve_parameter_if_exists(parameter_name=arguments.value):
            return change
        resource = self._retrieve_or_visit_resource(resource_name=arguments.value)
        in_place = isinstance(resource, NodeResource) and not resource.requires_replacement
        return ChangeType.UNCHANGED if in_place else change

    return resolve_ref


def _has_changes(self: ChangeSet) -> bool:
    """Whether there is anything to carry out; LocalStack would also count what the transform leaves in the template."""
    template = self.update_model.node_template
    return any(part.change_type != ChangeType.UNCHANGED for part in (template.resources, template.outputs))


def _with_snap_start(handle: Callable) -> Callable:
    def create_or_update(self, request: ResourceRequest) -> ProgressEvent:
        event = handle(self, request)
        snap_start = request.desired_state.get("SnapStart")
        if snap_start and event.status == OperationStatus.SUCCESS:
            functions = request.aws_client_factory.lambda_
            name = event.resource_model["FunctionName"]
            functions.update_function_configuration(FunctionName=name, SnapStart=snap_start)
            functions.get_waiter("function_updated_v2").wait(FunctionName=name)
        return event

    return create_or_update


def _update_alias(self, request: ResourceRequest) -> ProgressEvent:
    wanted = request.desired_state
    changeable = ("FunctionVersion", "Description", "RoutingConfig")
    request.aws_client_factory.lambda_.update_alias(
        FunctionName=wanted["FunctionName"],
        Name=wanted["Name"],
        **{name: wanted[name] for name in changeable if name in wanted},
    )
    return _done(request)


def _update_rest_api(self, request: ResourceRequest) -> ProgressEvent:
    body = request.desired_state.get("Body")
    if body:
        request.aws_client_factory.apigateway.put_rest_api(
            restApiId=request.previous_state["RestApiId"],
            mode="overwrite",
            body=json.dumps(body) if isinstance(body, dict) else body,
            parameters={"basepath": "ignore"},
        )
    return _done(request)


def _update_stage(self, request: ResourceRequest) -> ProgressEvent:
    wanted = request.desired_state
    changes = [{"op": "replace", "path": "/deploymentId", "value": wanted["DeploymentId"]}]
    for name, value in (wanted.get("Variables") or {}).items():
        changes.append({"op": "replace", "path": f"/variables/{name}", "value": value})
    request.aws_client_factory.apigateway.update_stage(
        restApiId=wanted["RestApiId"], stageName=wanted["StageName"], patchOperations=changes
    )
    return _done(request)


def _done(request: ResourceRequest) -> ProgressEvent:
    """The new properties and what only the service knows, such as ids."""
    return ProgressEvent(OperationStatus.SUCCESS, resource_model=request.previous_state | request.desired_state)
