// A running Farebox, called by clients that exist for Node, unmodified; FAREBOX_READY names its ready file.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { InferenceClient } from "@huggingface/inference";
import { streamText } from "ai";
import OpenAI from "openai";

const ready = JSON.parse(readFileSync(process.env.FAREBOX_READY, "utf8"));
const model = "all-minilm-l6-v2";
const cat = "The cat sits on the mat.";
const feline = "A feline rests on a rug.";
const revenue = "Quarterly revenue rose by four percent.";

const clientWith = (apiKey, options = {}) =>
  new OpenAI({ apiKey, baseURL: ready.url + "/v1", maxRetries: 0, ...options });
const client = clientWith(ready.key);
const dot = (one, other) => one.reduce((sum, value, i) => sum + value * other[i], 0);
const vectors = async (call) => (await client.embeddings.create({ model, ...call })).data.map((item) => item.embedding);

test("models are listed and found", async () => {
  const ids = [];
  for await (const each of client.models.list()) ids.push(each.id);
  assert.ok(ids.includes(model));
  assert.equal((await client.models.retrieve(model)).owned_by, "public");
});

test("the default, which is base64 on the wire, and floats carry the same numbers", async () => {
  const said = await client.embeddings.create({ model, input: cat });
  const [floats] = await vectors({ input: cat, encoding_format: "float" });

  assert.equal(said.data[0].embedding.length, 384);
  assert.ok(Math.abs(dot(said.data[0].embedding, said.data[0].embedding) - 1) < 1e-5);
  assert.deepEqual(said.usage, { prompt_tokens: 9, total_tokens: 9 });
  said.data[0].embedding.forEach((value, i) => assert.equal(Math.fround(value), Math.fround(floats[i])));
});

test("base64 that was asked for arrives as text of little-endian floats", async () => {
  const [packed] = await vectors({ input: cat, encoding_format: "base64" });
  const [floats] = await vectors({ input: cat });
  const bytes = Buffer.from(packed, "base64");

  assert.equal(bytes.length, 384 * 4);
  floats.forEach((value, i) => assert.equal(bytes.readFloatLE(4 * i), Math.fround(value)));
});

test("a batch keeps order and meaning", async () => {
  const [one, two, three] = await vectors({ input: [cat, feline, revenue] });

  assert.ok(dot(one, two) > 0.45);
  assert.ok(Math.abs(dot(one, three)) < 0.15);
  assert.deepEqual(one, (await vectors({ input: cat }))[0]);
});

test("tokens, and fewer dimensions", async () => {
  const tokens = [101, 1996, 4937, 7719, 2006, 1996, 13523, 1012, 102];

  assert.deepEqual(await vectors({ input: tokens }), await vectors({ input: cat }));
  assert.equal((await vectors({ input: [tokens, tokens] })).length, 2);
  assert.equal((await vectors({ input: cat, dimensions: 32 }))[0].length, 32);
});

const used = { headers: { "Idempotency-Key": randomUUID() } };
const wrong = [
  ["an unknown model", OpenAI.NotFoundError, () => client.embeddings.create({ model: "no-such-model", input: "x" })],
  ["an empty text", OpenAI.BadRequestError, () => client.embeddings.create({ model, input: "" })],
  ["an empty list", OpenAI.BadRequestError, () => client.embeddings.create({ model, input: [] })],
  ["too long a text", OpenAI.BadRequestError, () => client.embeddings.create({ model, input: "word ".repeat(600) })],
  ["no dimensions", OpenAI.BadRequestError, () => client.embeddings.create({ model, input: "x", dimensions: 0 })],
  ["a wrong key", OpenAI.AuthenticationError, () => clientWith("fbx_live_wrong").models.list()],
  [
    "an admin's key",
    OpenAI.PermissionDeniedError,
    () => clientWith(ready.admin_key).embeddings.create({ model, input: "x" }),
  ],
  [
    "an idempotency key with another body",
    OpenAI.UnprocessableEntityError,
    async () => {
      await client.embeddings.create({ model, input: cat }, used);
      await client.embeddings.create({ model, input: feline }, used);
    },
  ],
];

for (const [name, type, call] of wrong) {
  test(`${name} is an error of its class, with four keys`, async () => {
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof type, `${error.constructor.name}: ${error.message}`);
      assert.deepEqual(Object.keys(error.error).sort(), ["code", "message", "param", "type"]);
      assert.ok(error.requestID);
      return true;
    });
  });
}

test("a retry under the same key is the same answer, billed once", async () => {
  const key = { headers: { "Idempotency-Key": randomUUID() } };
  const first = await client.embeddings.create({ model, input: cat }, key).withResponse();
  const again = await client.embeddings.create({ model, input: cat }, key).withResponse();

  assert.deepEqual(again.data, first.data);
  assert.equal(again.response.headers.get("x-farebox-event"), first.response.headers.get("x-farebox-event"));
  assert.equal(again.response.headers.get("idempotent-replayed"), "true");
});

test("two calls under one key at the same time: the client's own retries end in one answer", async () => {
  const retrying = clientWith(ready.key, { maxRetries: 6 });
  const key = { headers: { "Idempotency-Key": randomUUID() } };
  const calls = Array.from({ length: 4 }, () => retrying.embeddings.create({ model, input: cat }, key).withResponse());
  const answers = await Promise.all(calls);

  assert.equal(new Set(answers.map((each) => each.response.headers.get("x-farebox-event"))).size, 1);
});

const huggingFace = new InferenceClient(ready.key);
const at = (name) => ({ endpointUrl: `${ready.url}/models/${name}` });

test("Hugging Face: features are the embedding", async () => {
  const one = await huggingFace.featureExtraction({ ...at(model), inputs: cat });
  const both = await huggingFace.featureExtraction({ ...at(model), inputs: [cat, feline] });

  assert.deepEqual(one.map(Math.fround), (await vectors({ input: cat, encoding_format: "float" }))[0].map(Math.fround));
  assert.deepEqual(both[0], one);
});

test("Hugging Face: similar sentences have higher scores", async () => {
  const [near, far] = await huggingFace.sentenceSimilarity({
    ...at(model),
    inputs: { source_sentence: cat, sentences: [feline, revenue] },
  });

  assert.ok(near > 0.45 && Math.abs(far) < 0.15);
});

test("Hugging Face: a table has a value for each row", async () => {
  const values = await huggingFace.tabularRegression({
    ...at("prices"),
    inputs: { data: { rooms: ["2", "3"], age: ["40", "60"] } },
  });

  assert.equal(values.length, 2);
});

test("Hugging Face: an image has the class of its colour", async () => {
  const red = new Blob([Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR42mP4z8AARwzEcQCukw/xOF6MEQAAAABJRU5ErkJggg==", "base64")]);

  const [first] = await huggingFace.imageClassification({ ...at("colours"), data: red });

  assert.equal(first.label, "red");
});

const real = process.env.FAREBOX_REAL_MODELS;
const file = (name) => new Blob([readFileSync(`${real}/${name}`)]);

test("Hugging Face: a face is found", { skip: !real }, async () => {
  const faces = await huggingFace.objectDetection({ ...at("faces"), data: file("faces/astronaut.jpg") });

  assert.equal(faces.length, 1);
  assert.ok(faces[0].score > 0.8 && faces[0].box.xmin > 30 && faces[0].box.xmax < 150);
});

test("Hugging Face: a text has the language that it is written in", { skip: !real }, async () => {
  const ranked = await huggingFace.textClassification({
    ...at("language"),
    inputs: "La commission se réunira de nouveau au printemps.",
  });

  assert.equal(ranked[0].label, "fra");
  assert.ok(ranked[0].score >= ranked[1].score);
});

test("Hugging Face: a voice is heard", { skip: !real }, async () => {
  const [heard] = await huggingFace.audioClassification({ ...at("voice"), data: file("voice/vowels.wav") });

  assert.equal(heard.label, "speech");
  assert.ok(heard.score > 0.8);
});

// Its imageToText expects an object where huggingface_hub expects a list (docs/protocols.md).
test("fetch: the text of an image is read", { skip: !real }, async () => {
  const response = await fetch(at("ocr").endpointUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${ready.key}`, "content-type": "image/webp" },
    body: file("ocr/receipt.webp"),
  });

  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), [{ generated_text: "Receipt 4711\nTotal 12.50" }]);
});

test("Hugging Face: an error says what is wrong", async () => {
  await assert.rejects(huggingFace.featureExtraction({ ...at("no-such-model"), inputs: cat }), /does not exist/);
});

const counted = { model: "words", messages: [{ role: "user", content: "one two" }], max_tokens: 5, temperature: 0 };

test("a chat streams token by token", async () => {
  const parts = [];
  let used;
  const stream = await client.chat.completions.create({
    ...counted,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of stream) {
    parts.push(chunk.choices[0]?.delta.content ?? "");
    used = chunk.usage ?? used;
  }

  assert.equal(parts.join("").trim(), "three four five six seven");
  assert.equal(parts.length, 5 + 2);
  assert.equal(used.completion_tokens, 5);
});

test("a stream that its reader leaves ends nothing but itself", async () => {
  const stream = await client.chat.completions.create({ ...counted, stream: true });
  for await (const chunk of stream) {
    assert.ok(chunk.id.startsWith("chatcmpl-"));
    break;
  }

  assert.equal((await client.chat.completions.create(counted)).choices[0].finish_reason, "length");
});

test("Vercel's AI SDK streams a text", async () => {
  const farebox = createOpenAICompatible({
    name: "farebox",
    apiKey: ready.key,
    baseURL: ready.url + "/v1",
    includeUsage: true,
  });
  const { textStream, usage, finishReason } = streamText({
    model: farebox("words"),
    prompt: "one two",
    maxOutputTokens: 5,
    temperature: 0,
    maxRetries: 0,
  });
  const parts = [];
  for await (const part of textStream) parts.push(part);

  assert.equal(parts.join("").trim(), "three four five six seven");
  assert.ok(parts.length > 1);
  assert.equal((await usage).outputTokens, 5);
  assert.equal(await finishReason, "length");
});
