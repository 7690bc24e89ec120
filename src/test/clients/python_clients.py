"""A running Farebox, called by openai and tritonclient for Python; FAREBOX_READY names its ready file."""

import json
import os
import time
import unittest
import uuid

import numpy as np
import openai
import tritonclient.http as triton

MODEL = "all-minilm-l6-v2"
CAT, FELINE, REVENUE = "The cat sits on the mat.", "A feline rests on a rug.", "Quarterly revenue rose by four percent."
TOKENS = {CAT: 9, FELINE: 10, REVENUE: 9}

with open(os.environ["FAREBOX_READY"], encoding="utf-8") as file:
    READY = json.load(file)


class OpenAi(unittest.TestCase):
    def setUp(self):
        self.client = self.client_with(READY["key"])
        self.addCleanup(self.client.close)

    def client_with(self, key, retries=0):
        return openai.OpenAI(
            api_key=key, admin_api_key=READY["admin_key"], base_url=READY["url"] + "/v1", max_retries=retries
        )

    def vectors(self, **call):
        answer = self.client.embeddings.create(model=MODEL, **call)
        self.assertEqual([item.index for item in answer.data], list(range(len(answer.data))))
        return np.array([item.embedding for item in answer.data], dtype=np.float32), answer.usage

    def test_models_are_listed_and_found(self):
        self.assertIn(MODEL, [model.id for model in self.client.models.list()])
        self.assertEqual(self.client.models.retrieve(MODEL).owned_by, "public")

    def test_the_default_format_and_both_named_ones_carry_the_same_numbers(self):
        default, used = self.vectors(input=CAT)
        floats, _used = self.vectors(input=CAT, encoding_format="float")
        packed = self.client.embeddings.create(model=MODEL, input=CAT, encoding_format="base64").data[0].embedding

        self.assertEqual(default.shape, (1, 384))
        self.assertAlmostEqual(float(np.linalg.norm(default)), 1, places=5)
        self.assertEqual((used.prompt_tokens, used.total_tokens), (TOKENS[CAT], TOKENS[CAT]))
        np.testing.assert_array_equal(default, floats)
        if isinstance(packed, str):
            import base64

            packed = np.frombuffer(base64.b64decode(packed), dtype="<f4")
        np.testing.assert_array_equal(np.asarray(packed, dtype=np.float32), default[0])

    def test_a_batch_keeps_order_and_meaning(self):
        batch, used = self.vectors(input=[CAT, FELINE, REVENUE])

        self.assertEqual(used.prompt_tokens, sum(TOKENS.values()))
        self.assertGreater(float(batch[0] @ batch[1]), 0.45)
        self.assertLess(abs(float(batch[0] @ batch[2])), 0.15)
        for text, vector in zip((CAT, FELINE, REVENUE), batch):
            np.testing.assert_array_equal(self.vectors(input=text)[0][0], vector)

    def test_the_largest_batch(self):
        vectors, used = self.vectors(input=["a"] * 2048)

        self.assertEqual((vectors.shape, used.prompt_tokens), ((2048, 384), 2048 * 3))

    def test_tokens_and_dimensions(self):
        tokens = [101, 1996, 4937, 7719, 2006, 1996, 13523, 1012, 102]
        text, _used = self.vectors(input=CAT)

        np.testing.assert_array_equal(self.vectors(input=tokens)[0], text)
        self.assertEqual(self.vectors(input=[tokens, tokens])[0].shape, (2, 384))
        short, _used = self.vectors(input=CAT, dimensions=64)
        np.testing.assert_allclose(short[0], text[0][:64] / np.linalg.norm(text[0][:64]), atol=1e-6)

    def test_every_error_has_its_class_and_four_keys(self):
        stranger, admin = self.client_with("fbx_live_wrong"), self.client_with(READY["admin_key"])
        used = {"Idempotency-Key": str(uuid.uuid4())}
        self.client.embeddings.create(model=MODEL, input=CAT, extra_headers=used)
        cases = [
            (openai.NotFoundError, lambda: self.client.embeddings.create(model="no-such-model", input="x")),
            (openai.NotFoundError, lambda: self.client.models.retrieve("no-such-model")),
            (openai.BadRequestError, lambda: self.client.embeddings.create(model=MODEL, input="")),
            (openai.BadRequestError, lambda: self.client.embeddings.create(model=MODEL, input=[])),
            (openai.BadRequestError, lambda: self.client.embeddings.create(model=MODEL, input=["x"] * 2049)),
            (openai.BadRequestError, lambda: self.client.embeddings.create(model=MODEL, input="word " * 600)),
            (openai.BadRequestError, lambda: self.client.embeddings.create(model=MODEL, input="x", dimensions=385)),
            (openai.BadRequestError, lambda: self.client.embeddings.create(model=MODEL, input="x", extra_headers={"Idempotency-Key": "no " * 99 + "no"})),
            (openai.AuthenticationError, lambda: stranger.models.list()),
            (openai.PermissionDeniedError, lambda: admin.embeddings.create(model=MODEL, input="x")),
            (openai.UnprocessableEntityError, lambda: self.client.embeddings.create(model=MODEL, input=FELINE, extra_headers=used)),
        ]
        if "/_aws/execute-api/" not in READY["url"]:  # LocalStack's gateway answers unknown paths in words of its own
            cases.append((openai.NotFoundError, lambda: self.client.chat.completions.create(model=MODEL, messages=[])))
        for number, (wanted, call) in enumerate(cases):
            with self.subTest(number=number, wanted=wanted.__name__):
                with self.assertRaises(wanted) as raised:
                    call()
                self.assertEqual(set(raised.exception.body), {"message", "type", "param", "code"})
                self.assertTrue(raised.exception.request_id)

    def test_a_retry_under_the_same_key_is_the_same_answer_billed_once(self):
        key = {"Idempotency-Key": str(uuid.uuid4())}
        since = int(time.time()) - 3600
        first = self.client.embeddings.with_raw_response.create(model=MODEL, input=CAT, extra_headers=key)
        again = self.client.embeddings.with_raw_response.create(model=MODEL, input=CAT, extra_headers=key)

        self.assertEqual(again.content, first.content)
        self.assertEqual(again.headers["x-farebox-event"], first.headers["x-farebox-event"])
        self.assertEqual(again.headers["idempotent-replayed"], "true")

        page = self.client.admin.organization.usage.embeddings(start_time=since, bucket_width="1h", limit=24)
        self.assertEqual(page.data[0].object, "bucket")

    def test_usage_grows_by_what_was_answered(self):
        def used():
            page = self.client.admin.organization.usage.embeddings(
                start_time=int(time.time()) - 7200, bucket_width="1h", limit=24
            )
            rows = [row for bucket in page.data for row in bucket.results]
            return sum(row.num_model_requests for row in rows), sum(row.input_tokens for row in rows)

        def settled():
            seen = used()
            while True:
                time.sleep(2)
                now = used()
                if now == seen:
                    return now
                seen = now

        calls, tokens = settled()
        for _ in range(5):
            self.vectors(input=[CAT, FELINE])
        end = time.time() + 30
        while used() != (calls + 5, tokens + 5 * 19) and time.time() < end:
            time.sleep(0.2)
        self.assertEqual(settled(), (calls + 5, tokens + 5 * 19))


class Triton(unittest.TestCase):
    def setUp(self):
        self.client = triton.InferenceServerClient(READY["url"].split("://", 1)[1])
        self.addCleanup(self.client.close)
        self.headers = {"Authorization": "Bearer " + READY["key"]}

    def infer(self, texts, binary=True, headers=None, **more):
        tensor = triton.InferInput("text", [len(texts)], "BYTES")
        tensor.set_data_from_numpy(np.array(texts, dtype=object), binary_data=binary)
        wanted = [triton.InferRequestedOutput("embedding", binary_data=binary)]
        return self.client.infer(MODEL, [tensor], outputs=wanted, headers=headers or dict(self.headers), **more)

    def test_live_ready_and_described(self):
        self.assertTrue(self.client.is_server_live())
        self.assertTrue(self.client.is_server_ready())
        self.assertTrue(self.client.is_model_ready(MODEL, headers=self.headers))
        self.assertFalse(self.client.is_model_ready("no-such-model", headers=self.headers))
        self.assertIn("binary_tensor_data", self.client.get_server_metadata()["extensions"])
        model = self.client.get_model_metadata(MODEL, headers=self.headers)
        self.assertEqual([tensor["name"] for tensor in model["inputs"]], ["text"])
        self.assertEqual(model["outputs"][0]["shape"], [-1, 384])
        self.assertEqual(self.client.get_model_config(MODEL, headers=self.headers)["name"], MODEL)
        self.assertIn(MODEL, [row["name"] for row in self.client.get_model_repository_index(headers=self.headers)])
        statistics = self.client.get_inference_statistics(MODEL, headers=self.headers)
        self.assertEqual(statistics["model_stats"][0]["name"], MODEL)

    def test_binary_and_json_say_the_same_in_both_protocols(self):
        binary = self.infer([CAT, FELINE], request_id="a-1")
        text = self.infer([CAT, FELINE], binary=False)
        with openai.OpenAI(api_key=READY["key"], base_url=READY["url"] + "/v1") as client:
            said = client.embeddings.create(model=MODEL, input=CAT).data[0].embedding

        self.assertEqual(binary.get_response()["id"], "a-1")
        self.assertEqual(binary.as_numpy("embedding").shape, (2, 384))
        np.testing.assert_allclose(text.as_numpy("embedding").reshape(2, 384), binary.as_numpy("embedding"), atol=1e-6)
        np.testing.assert_allclose(binary.as_numpy("embedding")[0], np.array(said, dtype=np.float32), atol=1e-6)

    def test_headers_that_are_used_again_keep_a_stale_length(self):
        shared = dict(self.headers)
        for binary in (True, False, True, False):
            self.assertEqual(self.infer([CAT], binary=binary, headers=shared).as_numpy("embedding").size, 384)

    def test_packed_both_ways(self):
        plain = self.infer([CAT] * 8).as_numpy("embedding")
        for coding in ("gzip", "deflate"):
            with self.subTest(coding=coding):
                packed = self.infer(
                    [CAT] * 8, request_compression_algorithm=coding, response_compression_algorithm=coding
                )
                np.testing.assert_array_equal(packed.as_numpy("embedding"), plain)

    def test_several_at_once(self):
        client = triton.InferenceServerClient(READY["url"].split("://", 1)[1], concurrency=4)
        self.addCleanup(client.close)
        tensor = triton.InferInput("text", [1], "BYTES")
        tensor.set_data_from_numpy(np.array([CAT], dtype=object))
        calls = [client.async_infer(MODEL, [tensor], headers=dict(self.headers)) for _ in range(16)]
        answers = [call.get_result().as_numpy("embedding") for call in calls]
        for answer in answers[1:]:
            np.testing.assert_array_equal(answer, answers[0])

    def test_every_error_has_words_and_a_status(self):
        wrong_type = triton.InferInput("text", [1], "FP32")
        wrong_type.set_data_from_numpy(np.array([1], dtype=np.float32))
        unknown = triton.InferInput("words", [1], "BYTES")
        unknown.set_data_from_numpy(np.array([CAT], dtype=object))
        cases = [
            ("404", lambda: self.client.get_model_metadata("no-such-model", headers=self.headers)),
            ("401", lambda: self.client.get_model_metadata(MODEL)),
            ("401", lambda: self.infer([CAT], headers={"Authorization": "Bearer wrong"})),
            ("403", lambda: self.infer([CAT], headers={"Authorization": "Bearer " + READY["admin_key"]})),
            ("400", lambda: self.client.infer(MODEL, [wrong_type], headers=dict(self.headers))),
            ("400", lambda: self.client.infer(MODEL, [unknown], headers=dict(self.headers))),
            ("400", lambda: self.infer(["word " * 600])),
        ]
        for number, (status, call) in enumerate(cases):
            with self.subTest(number=number, status=status):
                with self.assertRaises(triton.InferenceServerException) as raised:
                    call()
                self.assertIn(status, str(raised.exception.status()))
                self.assertTrue(raised.exception.message())


if __name__ == "__main__":
    unittest.main()
