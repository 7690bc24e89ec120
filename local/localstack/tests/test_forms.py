"""Bodies of forms through the parser of LocalStack's API Gateway, without a server."""

import types
import unittest

from farebox_localstack import apigateway
from localstack.services.apigateway.next_gen.execute_api.handlers.parse import InvocationRequestParser
from rolo import Request

MULTIPART = "multipart/form-data; boundary=f1158ba671370d7dbdd58e78b618721c"
# As OpenAI's client uploads an empty file.
EMPTY_FILE = (
    b"--f1158ba671370d7dbdd58e78b618721c\r\n"
    b'Content-Disposition: form-data; name="purpose"\r\n\r\n'
    b"fine-tune\r\n"
    b"--f1158ba671370d7dbdd58e78b618721c\r\n"
    b'Content-Disposition: form-data; name="file"; filename="data.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\n"
    b"\r\n"
    b"--f1158ba671370d7dbdd58e78b618721c--\r\n"
)


class Forms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        apigateway.mend()

    def test_form_with_an_empty_file_arrives_as_it_was_sent(self):
        self.assertEqual(arrived("POST", MULTIPART, EMPTY_FILE), EMPTY_FILE)

    def test_form_with_a_file_arrives_as_it_was_sent(self):
        sent = EMPTY_FILE.replace(b"text/csv\r\n\r\n", b"text/csv\r\n\r\na,b\n\x00\xff\r\n")

        self.assertEqual(arrived("POST", MULTIPART, sent), sent)

    def test_fields_of_a_form_keep_their_order_and_escapes(self):
        sent = b"b=1&a=%7e&b=+&c"

        self.assertEqual(arrived("POST", "application/x-www-form-urlencoded", sent), sent)

    def test_other_bodies_arrive_as_they_were_sent(self):
        self.assertEqual(arrived("POST", "application/json", b'{"a": 1}'), b'{"a": 1}')
        self.assertEqual(arrived("PUT", MULTIPART, EMPTY_FILE), EMPTY_FILE)
        self.assertEqual(arrived("GET", "application/json", b""), b"")


def arrived(method: str, content_type: str, body: bytes) -> bytes:
    headers = {"Content-Type": content_type, "Content-Length": str(len(body))}
    request = Request(method, "/live/v1/files", headers=headers, body=body)
    context = types.SimpleNamespace(request=request, api_id="a1", stage="live")
    return InvocationRequestParser().create_invocation_request(context)["body"]


if __name__ == "__main__":
    unittest.main()
