"""A streamed response through the executor's Runtime API, without LocalStack."""

import base64
import http.client
import json
import socket
import unittest

from farebox_localstack.runtime_api import Exchange, Invocation, RuntimeApi

HEAD = b'{"statusCode": 201, "headers": {"content-type": "text/event-stream"}}'
STREAMING = "Lambda-Runtime-Function-Response-Mode: streaming\r\n"


class Streaming(unittest.TestCase):
    def test_streamed_response_is_a_proxy_response(self):
        answered = answer(STREAMING, [HEAD, bytes(8), b"first", b"second"])

        self.assertFalse(answered.is_error)
        self.assertEqual(
            json.loads(answered.payload),
            {
                "statusCode": 201,
                "headers": {"content-type": "text/event-stream"},
                "isBase64Encoded": True,
                "body": base64.b64encode(b"firstsecond").decode(),
            },
        )

    def test_streamed_response_may_be_longer_than_others(self):
        long = answer(STREAMING, [HEAD, bytes(8), b"x" * 2000])

        self.assertEqual(len(base64.b64decode(json.loads(long.payload)["body"])), 2000)
        self.assertTrue(answer("", [b"x" * 2000]).is_error)

    def test_trailers_report_an_error_amid_the_response(self):
        error = base64.b64encode(b'{"errorType":"Broken"}').decode()
        trailers = f"Lambda-Runtime-Function-Error-Type: Broken\r\nLambda-Runtime-Function-Error-Body: {error}\r\n"

        broken = answer(STREAMING, [HEAD, bytes(8), b"first"], trailers)

        self.assertTrue(broken.is_error)
        self.assertEqual(broken.payload, b'{"errorType":"Broken"}')

    def test_payload_in_chunks_without_the_mode_is_left_as_it_is(self):
        self.assertEqual(answer("", [b"1", b"2"]).payload, b"12")


def answer(header: str, chunks: list[bytes], trailers: str = ""):
    api = RuntimeApi()
    exchange = Exchange(largest_result=1000)
    host, _, path = api.open("e", exchange).partition("/")
    outcome = exchange.offer(Invocation("r1", "arn", "trace", b"{}", 0))
    name, port = host.split(":")
    with socket.create_connection((name, int(port))) as client:
        head = f"POST /{path}/2018-06-01/runtime/invocation/r1/response HTTP/1.1\r\nHost: h\r\n{header}"
        client.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        for chunk in chunks:
            client.sendall(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        client.sendall(f"0\r\n{trailers}\r\n".encode())
        response = http.client.HTTPResponse(client)
        response.begin()
        response.read()
    return outcome.result(timeout=10)
