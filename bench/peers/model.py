"""The bundled model as a user would run it by hand: tokenizer and graph from one folder, mean pooling, length 1."""

import os
from pathlib import Path

import numpy
import onnxruntime
from tokenizers import Tokenizer


class Model:
    """Embeds texts, all of a request in one run of the graph."""

    def __init__(self, folder: str):
        self.tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get("THREADS", "1"))
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(Path(folder) / "model.onnx"), options)

    def embed(self, texts: list[str]) -> tuple[numpy.ndarray, int]:
        """Vectors of shape (texts, 384), and the number of tokens."""
        encoded = self.tokenizer.encode_batch(texts)
        ids = numpy.array([each.ids for each in encoded], dtype=numpy.int64)
        mask = numpy.array([each.attention_mask for each in encoded], dtype=numpy.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
        hidden = self.session.run(None, inputs)[0]
        summed = (hidden * mask[:, :, None]).sum(axis=1)
        return summed / numpy.linalg.norm(summed, axis=1, keepdims=True), int(mask.sum())


def response(vectors: numpy.ndarray, tokens: int) -> dict:
    """The body of OpenAI's /v1/embeddings."""
    data = [
        {"object": "embedding", "index": index, "embedding": vector}
        for index, vector in enumerate(vectors.tolist())
    ]
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return {"object": "list", "data": data, "model": "all-minilm-l6-v2", "usage": usage}
