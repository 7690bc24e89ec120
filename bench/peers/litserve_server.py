"""LitServe with two workers. No key is checked and nothing is billed."""

import os

import litserve

from model import Model, response


class Embeddings(litserve.LitAPI):
    def setup(self, device):
        self.model = Model(os.environ["MODEL"])

    def decode_request(self, request):
        return request["input"]

    def predict(self, texts):
        return self.model.embed(texts)

    def encode_response(self, output):
        return response(*output)


if __name__ == "__main__":
    server = litserve.LitServer(
        Embeddings(api_path="/v1/embeddings"), accelerator="cpu", workers_per_device=2, timeout=120
    )
    server.run(port=int(os.environ["PORT"]), log_level="warning", generate_client_file=False)
