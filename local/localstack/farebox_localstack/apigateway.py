"""A mend of LocalStack 4.14's API Gateway: it knows no wildcard among the binary media types.

With `*/*`, which Farebox's template uses, API Gateway hands every request body to the function in base64 and decodes
every answer that is marked as such, whatever the headers say.
"""

import base64
from collections.abc import Callable

from localstack.services.apigateway.next_gen.execute_api.integrations import aws

EVERYTHING = "*/*"


def mend() -> None:
    matches = aws.mime_type_matches_binary_media_types
    aws.mime_type_matches_binary_media_types = lambda mime_type, binary_media_types: (
        EVERYTHING in (binary_media_types or []) or matches(mime_type, binary_media_types)
    )
    integration = aws.RestApiAwsProxyIntegration
    integration.create_lambda_input_event = _in_base64(integration.create_lambda_input_event)


def _in_base64(create_event: Callable) -> Callable:
    def create_lambda_input_event(self, context):
        event = create_event(self, context)
        binary = EVERYTHING in (context.deployment.rest_api.rest_api.get("binaryMediaTypes") or [])
        if binary and event["body"] and not event["isBase64Encoded"]:
            event["body"] = base64.b64encode(event["body"].encode()).decode()
            event["isBase64Encoded"] = True
        return event

    return create_lambda_input_event
