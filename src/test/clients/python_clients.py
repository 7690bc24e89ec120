"""A running Farebox, called by clients that exist for Python, unmodified; FAREBOX_READY names its ready file."""

import io
import json
import os
import struct
import time
import unittest
import uuid
import wave
import zlib

import boto3
import huggingface_hub
import ml_dtypes
import numpy as np
import openai
import tritonclient.http as triton
from botocore import UNSIGNED
from botocore.config import Config

MODEL = "all-minilm-l6-v2"
CAT, FELINE, REVENUE = "The cat sits on the mat.", "A feline rests on a rug.", "Quarterly revenue rose by four percent."
TOKENS = {CAT: 9, FELINE: 10, REVENUE: 9}

with open(os.environ["FAREBOX_READY"], encoding="utf-8") as file:
    READY = json.load(file)

REAL_MODELS = os.environ.get("FAREBOX_REAL_MODELS")
ON_LOCALSTACK = "/_aws/execute-api/" in READY["url"]


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

    def test_the_largest_batch_without_compression(self):
        plain = self.client.with_options(default_headers={"Accept-Encoding": "identity"})
        batch = plain.embeddings.create(model=MODEL, input=["x"] * 2048, encoding_format="float")

        self.assertEqual(len(batch.data), 2048)

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
            (openai.BadRequestError, lambda: self.client.chat.completions.create(model=MODEL, messages=[])),
            (openai.AuthenticationError, lambda: stranger.models.list()),
            (openai.PermissionDeniedError, lambda: admin.embeddings.create(model=MODEL, input="x")),
            (openai.UnprocessableEntityError, lambda: self.client.embeddings.create(model=MODEL, input=FELINE, extra_headers=used)),
        ]
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
        """Sums lag behind calls, so they are those of a tenant that nothing else calls."""
        self.client = self.client_with(os.environ["FAREBOX_UNUSED_KEY"])
        self.addCleanup(self.client.close)

        def used():
            page = self.client.admin.organization.usage.embeddings(
                start_time=int(time.time()) - 7200,
                bucket_width="1h",
                limit=24,
                project_ids=[os.environ["FAREBOX_UNUSED_TENANT"]],
            )
            rows = [row for bucket in page.data for row in bucket.results]
            return sum(row.num_model_requests for row in rows), sum(row.input_tokens for row in rows)

        self.assertEqual(used(), (0, 0))
        for _ in range(5):
            self.vectors(input=[CAT, FELINE])
        end = time.time() + 60
        while used()[0] < 5 and time.time() < end:
            time.sleep(0.2)
        self.assertEqual(used(), (5, 5 * 19))


class Generation(unittest.TestCase):
    """A model of numbers in words: behind each the next one is the most probable, up to twenty."""

    MESSAGES = [{"role": "user", "content": "one two"}]
    TEXT = "three four five six seven"

    def setUp(self):
        self.client = openai.OpenAI(api_key=READY["key"], base_url=READY["url"] + "/v1", max_retries=0)
        self.addCleanup(self.client.close)

    def chat(self, **more):
        call = {"max_tokens": 5, "temperature": 0} | more
        return self.client.chat.completions.create(model="words", messages=self.MESSAGES, **call)

    def test_a_stream_has_a_chunk_for_each_token_and_the_usage(self):
        chunks = list(self.chat(stream=True, stream_options={"include_usage": True}))

        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
        self.assertEqual(text.strip(), self.TEXT)
        self.assertEqual(len(chunks), 5 + 2)
        self.assertEqual({chunk.id for chunk in chunks}, {chunks[0].id})
        self.assertEqual(chunks[-2].choices[0].finish_reason, "length")
        used = chunks[-1].usage
        self.assertEqual((used.prompt_tokens, used.completion_tokens), (2, 5))

    def test_a_stream_says_what_the_same_response_in_one_says(self):
        whole = self.chat()
        parts = self.client.completions.create(
            model="words", prompt="one two", max_tokens=5, temperature=0, stream=True
        )

        self.assertEqual(whole.choices[0].message.content.strip(), self.TEXT)
        self.assertEqual("".join(part.choices[0].text for part in parts).strip(), self.TEXT)
        self.assertEqual(whole.usage.completion_tokens, 5)

    def test_stop_seed_and_probabilities(self):
        stopped = self.chat(stop=["six"], stream=True)
        told = self.chat(logprobs=True, top_logprobs=2)
        drawn = [self.chat(temperature=2, seed=7).choices[0].message.content for _ in range(2)]

        text = "".join(chunk.choices[0].delta.content or "" for chunk in stopped)
        self.assertEqual(text.strip(), "three four five")
        self.assertEqual(len(told.choices[0].logprobs.content), 5)
        self.assertEqual(drawn[0], drawn[1])

    def test_a_stream_under_the_same_key_is_replayed(self):
        key = {"Idempotency-Key": str(uuid.uuid4())}
        raw = self.client.chat.completions.with_raw_response
        call = {"model": "words", "messages": self.MESSAGES, "max_tokens": 5, "stream": True, "extra_headers": key}

        first, again = (raw.create(**call) for _ in range(2))

        self.assertEqual(again.headers["idempotent-replayed"], "true")
        self.assertEqual(again.headers["x-farebox-event"], first.headers["x-farebox-event"])
        self.assertEqual(list(again.parse()), list(first.parse()))

    def test_what_is_wrong_is_an_error_before_the_stream(self):
        with self.assertRaises(openai.BadRequestError):
            self.chat(stream=True, n=2)
        with self.assertRaises(openai.NotFoundError):
            self.client.chat.completions.create(model="no-such-model", messages=self.MESSAGES, stream=True)


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


class HuggingFace(unittest.TestCase):
    def setUp(self):
        self.client = huggingface_hub.InferenceClient(token=READY["key"])

    def at(self, model=MODEL):
        return f"{READY['url']}/models/{model}"

    def test_features(self):
        one = self.client.feature_extraction(CAT, model=self.at())
        both = self.client.feature_extraction([CAT, FELINE], normalize=True, model=self.at())

        self.assertEqual((one.shape, both.shape), ((384,), (2, 384)))
        np.testing.assert_array_equal(both[0], one)
        with openai.OpenAI(api_key=READY["key"], base_url=READY["url"] + "/v1") as client:
            said = client.embeddings.create(model=MODEL, input=CAT).data[0].embedding
        np.testing.assert_allclose(one, np.array(said, dtype=np.float32), atol=1e-6)

    def test_a_long_text_is_cut_on_demand_alone(self):
        cut = self.client.feature_extraction("word " * 600, truncate=True, model=self.at())

        self.assertEqual(cut.shape, (384,))
        with self.assertRaises(huggingface_hub.errors.BadRequestError) as raised:
            self.client.feature_extraction("word " * 600, model=self.at())
        self.assertIn("512", str(raised.exception))

    def test_similarity(self):
        near, far = self.client.sentence_similarity(CAT, other_sentences=[FELINE, REVENUE], model=self.at())

        self.assertGreater(near, 0.45)
        self.assertLess(abs(far), 0.15)

    def test_a_table(self):
        table = {"length": [2, -2], "width": ["1", "1"], "colour": ["red", None]}

        self.assertEqual(len(self.client.tabular_classification(table, model=self.at("table"))), 2)

    def test_an_image(self):
        classes = self.client.image_classification(red_png(), model=self.at("colours"))

        self.assertEqual(classes[0].label, "red")

    def test_errors(self):
        with self.assertRaises(huggingface_hub.errors.HfHubHTTPError) as raised:
            self.client.feature_extraction(CAT, model=self.at("no-such-model"))
        self.assertEqual(raised.exception.response.status_code, 404)


@unittest.skipUnless(REAL_MODELS, "FAREBOX_REAL_MODELS names no folder: models that packages carry are not published")
class RealModels(unittest.TestCase):
    """Models that packages carry, pushed as their tenant does."""

    def setUp(self):
        self.client = huggingface_hub.InferenceClient(token=READY["key"])

    def at(self, model):
        return f"{READY['url']}/models/{model}"

    def bytes_of(self, name):
        with open(os.path.join(REAL_MODELS, name), "rb") as file:
            return file.read()

    def test_embeddings_of_a_second_model(self):
        cat, feline, revenue = self.client.feature_extraction([CAT, FELINE, REVENUE], model=self.at("bge"))

        self.assertAlmostEqual(float(np.linalg.norm(cat)), 1, places=5)
        self.assertGreater(float(cat @ feline), float(cat @ revenue) + 0.1)

    def test_a_face(self):
        [face] = self.client.object_detection(self.bytes_of("faces/astronaut.jpg"), model=self.at("faces"))

        self.assertEqual(face.label, "face")
        self.assertGreater(face.score, 0.8)
        self.assertTrue(30 < face.box.xmin < face.box.xmax < 150)

    def test_the_language_of_a_text(self):
        texts = {
            "eng": "The committee will meet again in the spring.",
            "deu": "Der Ausschuss tritt im Frühjahr wieder zusammen.",
            "rus": "Комиссия снова соберётся весной.",
            "jpn": "委員会は春に再び開かれます。",
        }
        for language, text in texts.items():
            ranked = self.client.text_classification(text, model=self.at("language"), top_k=3)

            self.assertEqual(len(ranked), 3)
            self.assertEqual(ranked[0].label, language)
            self.assertGreaterEqual(ranked[0].score, ranked[1].score)

    def test_the_text_of_an_image(self):
        said = self.client.image_to_text(self.bytes_of("ocr/receipt.webp"), model=self.at("ocr"))

        self.assertEqual(said.generated_text, "Receipt 4711\nTotal 12.50")

    def test_a_voice(self):
        heard = self.client.audio_classification(self.bytes_of("voice/vowels.wav"), model=self.at("voice"))
        silence = self.client.audio_classification(silent_wav(), model=self.at("voice"))

        self.assertEqual([heard[0].label, silence[0].label], ["speech", "silence"])
        self.assertGreater(heard[0].score, 0.8)
        self.assertGreater(silence[0].score, 0.8)


class SageMaker(unittest.TestCase):
    def setUp(self):
        config = Config(signature_version=UNSIGNED, retries={"max_attempts": 1})
        self.runtime = boto3.client(
            "sagemaker-runtime", endpoint_url=READY["url"], region_name="us-east-1", config=config
        )
        self.addCleanup(self.runtime.close)
        key = {"x-api-key": READY["key"]}
        self.runtime.meta.events.register(
            "before-send.sagemaker-runtime.*", lambda request, **_: request.headers.update(key)
        )

    def invoke(self, body, content_type, model=MODEL, **more):
        answer = self.runtime.invoke_endpoint(EndpointName=model, ContentType=content_type, Body=body, **more)
        return answer["Body"].read(), answer["ContentType"]

    @unittest.skipIf(ON_LOCALSTACK, "its gateway asks for JSON, whatever the client accepts")
    def test_json_lines_and_csv_say_the_same(self):
        vector = json.loads(self.invoke(json.dumps({"inputs": CAT}), "application/json")[0])
        lines, lines_type = self.invoke(json.dumps({"inputs": CAT}) + "\n", "application/jsonlines")
        csv, csv_type = self.invoke(f'"{CAT}"\n{FELINE}\n', "text/csv")

        self.assertEqual(len(vector), 384)
        self.assertEqual((lines_type, csv_type), ("application/jsonlines", "text/csv"))
        self.assertEqual(json.loads(lines), vector)
        rows = [[float(number) for number in line.split(",")] for line in csv.decode().splitlines()]
        np.testing.assert_allclose(rows[0], vector, atol=1e-6)
        self.assertEqual(len(rows), 2)

    def test_an_image(self):
        classes = json.loads(self.invoke(red_png(), "application/x-image", model="colours")[0])

        self.assertEqual(classes[0]["label"], "red")

    @unittest.skipIf(ON_LOCALSTACK, "tried on the emulator alone")
    def test_an_asynchronous_invocation_leaves_its_answer_where_it_says(self):
        input_location = self.upload("batches/demo/asynchronous/cat.json", json.dumps({"inputs": CAT}))
        names = {"EndpointName": MODEL, "InputLocation": input_location, "InferenceId": uuid.uuid4().hex}
        started = [self.runtime.invoke_endpoint_async(ContentType="application/json", **names) for _ in range(2)]

        self.assertEqual({answer["InferenceId"] for answer in started}, {names["InferenceId"]})
        self.assertEqual(len({answer["OutputLocation"] for answer in started}), 1)
        output = self.when_there(started[0]["OutputLocation"])
        self.assertEqual(output, self.invoke(json.dumps({"inputs": CAT}), "application/json")[0])

    @unittest.skipIf(ON_LOCALSTACK, "tried on the emulator alone")
    def test_an_asynchronous_invocation_that_fails_leaves_an_error(self):
        input_location = self.upload("batches/demo/asynchronous/broken.json", '{"inputs": ')
        started = self.runtime.invoke_endpoint_async(
            EndpointName=MODEL, InputLocation=input_location, ContentType="application/json"
        )

        self.assertIn("JSON", json.loads(self.when_there(started["FailureLocation"]))["message"])
        with self.assertRaises(self.runtime.exceptions.ClientError):
            self.runtime.invoke_endpoint_async(EndpointName=MODEL, InputLocation=input_location + ".not-there")

    def storage(self):
        s3 = READY["s3"]
        client = boto3.client(
            "s3",
            endpoint_url=s3["endpoint"],
            region_name=s3["region"],
            aws_access_key_id=s3["access_key_id"],
            aws_secret_access_key=s3["secret_access_key"],
            config=Config(s3={"addressing_style": "path"}),
        )
        self.addCleanup(client.close)
        return client

    def upload(self, key, text):
        bucket = READY["s3"]["uploads_bucket"]
        self.storage().put_object(Bucket=bucket, Key=key, Body=text.encode())
        return f"s3://{bucket}/{key}"

    def when_there(self, location):
        bucket, key = location.removeprefix("s3://").split("/", 1)
        client = self.storage()
        client.get_waiter("object_exists").wait(Bucket=bucket, Key=key, WaiterConfig={"Delay": 1, "MaxAttempts": 120})
        return client.get_object(Bucket=bucket, Key=key)["Body"].read()

    def test_errors_are_exceptions_of_the_client(self):
        for body, content_type, model in ((b"{}", "application/json", MODEL), (b"x", "application/xml", MODEL),
                                          (b'{"inputs": "x"}', "application/json", "no-such-model")):
            with self.subTest(model=model, content_type=content_type):
                with self.assertRaises(self.runtime.exceptions.ClientError) as raised:
                    self.invoke(body, content_type, model=model)
                self.assertEqual(raised.exception.response["Error"]["Code"], "ValidationError")
                self.assertTrue(raised.exception.response["Error"]["Message"])


def red_png():
    """Eight pixels by eight, all red."""
    raw = b"".join(b"\0" + b"\xff\0\0" * 8 for _ in range(8))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def silent_wav():
    """A second of nothing, at 16,000 samples."""
    audio = io.BytesIO()
    with wave.open(audio, "wb") as wav:
        wav.setparams((1, 2, 16_000, 16_000, "NONE", "none"))
        wav.writeframes(bytes(32_000))
    return audio.getvalue()


class EveryKind(unittest.TestCase):
    """The models of models/, published by ./farebox models publish."""

    TYPES = {
        "BOOL": np.array([[True, False]]),
        "UINT8": np.array([[0, 255]], dtype=np.uint8),
        "UINT16": np.array([[1, 65535]], dtype=np.uint16),
        "UINT32": np.array([[1, 2**32 - 1]], dtype=np.uint32),
        "UINT64": np.array([[1, 2**64 - 1]], dtype=np.uint64),
        "INT8": np.array([[-128, 127]], dtype=np.int8),
        "INT16": np.array([[-(2**15), 2**15 - 1]], dtype=np.int16),
        "INT32": np.array([[-(2**31), 2**31 - 1]], dtype=np.int32),
        "INT64": np.array([[-(2**63), 2**63 - 1]], dtype=np.int64),
        "FP16": np.array([[1.5, -2.5]], dtype=np.float16),
        "FP32": np.array([[1.5, -2.5]], dtype=np.float32),
        "FP64": np.array([[1.5, -2.5]], dtype=np.float64),
        "BF16": np.array([[1.5, -2.5]], dtype=ml_dtypes.bfloat16),
        "BYTES": np.array([["na\u00efve \U0001f600", ""]], dtype=object),
    }

    def setUp(self):
        self.client = triton.InferenceServerClient(READY["url"].split("://", 1)[1])
        self.addCleanup(self.client.close)
        self.headers = {"Authorization": "Bearer " + READY["key"]}

    def infer(self, model, tensors, binary=True):
        inputs = []
        for name, datatype, values in tensors:
            tensor = triton.InferInput(name, list(values.shape), datatype)
            # tritonclient writes FP16 and BF16 in binary form alone.
            tensor.set_data_from_numpy(values, binary_data=binary or datatype in ("FP16", "BF16"))
            inputs.append(tensor)
        outputs = [
            triton.InferRequestedOutput(output["name"], binary_data=binary or output["datatype"] in ("FP16", "BF16"))
            for output in self.client.get_model_metadata(model, headers=self.headers)["outputs"]
        ]
        return self.client.infer(model, inputs, outputs=outputs, headers=dict(self.headers))

    def test_metadata_lists_the_tensors_of_every_kind(self):
        for model, task in (
            ("table", "tabular-classification"),
            ("prices", "tabular-regression"),
            ("colours", "image-classification"),
            ("texts", "tensors"),
            ("sums", "sequence"),
        ):
            with self.subTest(model=model):
                self.assertTrue(self.client.is_model_ready(model, headers=self.headers))
                metadata = self.client.get_model_metadata(model, headers=self.headers)
                self.assertEqual(metadata["parameters"]["task"], task)
                config = self.client.get_model_config(model, headers=self.headers)
                self.assertEqual([x["name"] for x in config["input"]], [x["name"] for x in metadata["inputs"]])

    def test_every_datatype_in_json_and_binary(self):
        tensors = [(name.lower(), name, values) for name, values in self.TYPES.items()]
        for binary in (True, False):
            result = self.infer("types", tensors, binary)
            for name, datatype, values in tensors:
                with self.subTest(datatype=datatype, binary=binary):
                    got = result.as_numpy(name + "_out")
                    if datatype == "BYTES":
                        got = np.array([x.decode() if isinstance(x, bytes) else x for x in got.flatten()], dtype=object)
                        self.assertEqual(list(got), list(values.flatten()))
                    else:
                        np.testing.assert_array_equal(got.reshape(values.shape), values)

    def test_a_table_by_tensors_and_by_rows(self):
        numbers = np.array([[1, 2], [-3, 0]], dtype=np.float32)
        colours = np.array([["red"], ["blue"]], dtype=object)
        own = self.infer("table", [("numbers", "FP32", numbers), ("colour", "BYTES", colours)])
        self.assertEqual([x.decode() for x in own.as_numpy("label")], ["yes", "no"])

        rows = [{"length": 1, "width": 2, "colour": "red"}, {"length": -3, "width": 0, "colour": "blue"}]
        with openai.OpenAI(api_key=READY["key"], base_url=READY["url"] + "/v1", max_retries=0) as client:
            answer = client.post("/models/table/predict", body={"rows": rows}, cast_to=object)
        self.assertEqual([x["label"] for x in answer["predictions"]], ["yes", "no"])
        for row, prediction in zip(own.as_numpy("probabilities"), answer["predictions"]):
            self.assertAlmostEqual(float(row[0]), prediction["probabilities"]["yes"], places=5)

    def test_named_columns_as_tensors(self):
        tensors = []
        for name, datatype, values in (
            ("length", "FP32", np.array([1, -3], dtype=np.float32)),
            ("width", "FP32", np.array([2, 0], dtype=np.float32)),
            ("colour", "BYTES", np.array(["red", "blue"], dtype=object)),
        ):
            tensor = triton.InferInput(name, list(values.shape), datatype)
            tensor.set_data_from_numpy(values)
            tensors.append(tensor)
        result = self.client.infer("table", tensors, headers=dict(self.headers))
        self.assertEqual([x.decode() for x in result.as_numpy("label")], ["yes", "no"])

    def test_images_texts_and_sequences(self):
        pixels = np.zeros((2, 3, 4, 4), dtype=np.float32)
        pixels[1, 2] = 1
        scores = self.infer("colours", [("pixels", "FP32", pixels)]).as_numpy("scores")
        self.assertEqual(int(scores[1].argmax()), 2)

        texts = np.array(["a", "\U0001f600", ""], dtype=object)
        result = self.infer("texts", [("texts", "BYTES", texts)])
        self.assertEqual([x.decode() for x in result.as_numpy("same")], list(texts))
        self.assertEqual(list(result.as_numpy("count")), [3])

        steps = np.arange(2 * 5 * 2, dtype=np.float32).reshape(2, 5, 2)
        sums = self.infer("sums", [("steps", "FP32", steps)]).as_numpy("sums")
        np.testing.assert_array_equal(sums, steps.cumsum(axis=1))
        with self.assertRaises(triton.InferenceServerException) as raised:
            self.infer("sums", [("steps", "FP32", np.zeros((1, 17, 2), dtype=np.float32))])
        self.assertIn("17 steps", raised.exception.message())

    def test_a_request_for_another_task(self):
        with openai.OpenAI(api_key=READY["key"], base_url=READY["url"] + "/v1", max_retries=0) as client:
            with self.assertRaises(openai.BadRequestError) as raised:
                client.embeddings.create(model="table", input="a word")
        self.assertIn("tabular-classification", str(raised.exception))


if __name__ == "__main__":
    unittest.main()
