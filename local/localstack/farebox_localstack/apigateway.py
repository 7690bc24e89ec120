"""Mends of LocalStack 4.14's API Gateway: wildcards among the binary media types, functions that stream, bodies that are forms.

With `*/*`, which Farebox's template uses, API Gateway hands every request body to the function in base64 and decodes
every answer that is marked as such, whatever the headers say. A function that streams is called by another operation,
and answers here when its response is whole (see streaming.py).

LocalStack parses a form and writes it anew for the function; an empty file loses the line break that ends it. API Gateway
hands a body on as it was sent.
"""

import base64
from collections.abc import Callable

from localstack.services.apigateway.next_gen.execute_api.handlers import parse
from localstack.services.apigateway.next_gen.execute_api.integrations import aws
from rolo import Request

EVERYTHING = "*/*"
STREAMING = "/response-streaming-invocations"


def mend() -> None:
    parse.restore_payload = _body
    matches = aws.mime_type_matches_binary_media_types
    aws.mime_type_matches_binary_media_types = lambda mime_type, binary_media_types: (
        EVERYTHING in (binary_media_types or []) or matches(mime_type, binary_media_types)
    )
    arn_of = aws.get_lambda_function_arn_from_invocation_uri
    aws.get_lambda_function_arn_from_invocation_uri = lambda uri: arn_of(uri.removesuffix(STREAMING))
    integration = aws.RestApiAwsProxyIntegration
    integration.create_lambda_input_event = _in_base64(integration.create_lambda_input_event)


def _body(request: Request) -> bytes:
    """Read before anything asks for the form, whose parsing would use the body up."""
    return request.get_data()


def _in_base64(create_event: Callable) -> Callable:
    def create_lambda_input_event(self, context):
        event = create_event(self, context)
        binary = EVERYTHING in (context.deployment.rest_api.rest_api.get("binaryMediaTypes") or [])
        if binary and event["body"] and not event["isBase64Encoded"]:
            event["body"] = base64.b64encode(event["body"].encode()).decode()
            event["isBase64Encoded"] = True
        return event

    return create_lambda_input_event
