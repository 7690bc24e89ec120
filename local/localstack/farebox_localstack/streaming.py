"""Responses that a function streams, in the form that LocalStack's API Gateway takes.

LocalStack 4.14 knows neither `InvokeWithResponseStream` nor `responseTransferMode`: its gateway waits for a whole payload
and builds its response from it. So what a function streams for API Gateway (status and headers as JSON, eight zero
bytes, the body) becomes what functions return that do not stream, when it is whole.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

DELIMITER = bytes(8)


@dataclass(frozen=True)
class Outcome:
    """What a function answered: its result, or an error object as JSON."""

    payload: bytes
    is_error: bool

    @staticmethod
    def error(kind: str, message: str) -> "Outcome":
        return Outcome(json.dumps({"errorType": kind, "errorMessage": message}).encode(), True)


def outcome(streamed: bytes, trailers: Mapping[str, str]) -> Outcome:
    """
    :param streamed: all chunks
    :param trailers: by lower-case name; a function reports an error amid its response there
    """
    if kind := trailers.get("lambda-runtime-function-error-type"):
        error = base64.b64decode(trailers.get("lambda-runtime-function-error-body", ""))
        return Outcome(error, True) if error else Outcome.error(kind, "")
    head, delimiter, body = streamed.partition(DELIMITER)
    return Outcome(_proxy_response(head, body) if delimiter else streamed, False)


def _proxy_response(head: bytes, body: bytes) -> bytes:
    encoded = {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return json.dumps(json.loads(head) | encoded).encode()
