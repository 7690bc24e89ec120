"""The least that a user would write: FastAPI in front of ONNX Runtime. No key is checked and nothing is billed."""

import os

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from model import Model, response

app = FastAPI()
model = Model(os.environ["MODEL"])


class Request(BaseModel):
    model: str
    input: list[str]


@app.post("/v1/embeddings")
def embeddings(request: Request) -> dict:
    return response(*model.embed(request.input))


if __name__ == "__main__":
    uvicorn.run("fastapi_server:app", port=int(os.environ["PORT"]), workers=2, log_level="warning", access_log=False)
