"""ONNX Runtime by itself: a JSON list of texts on each line of the input, a line for each when they are embedded."""

import json
import os
import sys

from model import Model

model = Model(os.environ["MODEL"])
for line in sys.stdin:
    vectors, tokens = model.embed(json.loads(line))
    print(len(vectors), tokens, flush=True)
