"""infinity-emb with its engine for ONNX Runtime. No key is checked and nothing is billed."""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.update(
    HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", DO_NOT_TRACK="1", INFINITY_ANONYMOUS_USAGE_STATS="0"
)

from infinity_emb.cli import cli
from infinity_emb.transformer.embedder import optimum

# What a model hub has beside the graph, as far as it is read.
CONFIG = {
    "architectures": ["BertModel"],
    "model_type": "bert",
    "hidden_size": 384,
    "num_hidden_layers": 6,
    "num_attention_heads": 12,
    "intermediate_size": 1536,
    "max_position_embeddings": 512,
    "vocab_size": 30522,
}
TOKENIZER = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "model_max_length": 512,
    "pad_token": "[PAD]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "unk_token": "[UNK]",
}


def model_folder(given: Path) -> Path:
    """The graph and the tokenizer, in the form of a model hub."""
    folder = Path(tempfile.mkdtemp(prefix="infinity-"))
    for name in ("model.onnx", "tokenizer.json"):
        (folder / name).symlink_to(given / name)
    (folder / "config.json").write_text(json.dumps(CONFIG))
    (folder / "tokenizer_config.json").write_text(json.dumps(TOKENIZER))
    return folder


if __name__ == "__main__":
    # infinity-emb 0.0.78 gives the whole path of a local graph; Optimum 2 wants the part below the folder.
    optimum.get_onnx_files = lambda **_: Path("model.onnx")
    sys.argv = [
        "infinity_emb",
        "v2",
        f"--model-id={model_folder(Path(os.environ['MODEL']))}",
        "--served-model-name=all-minilm-l6-v2",
        "--engine=optimum",
        "--device=cpu",
        f"--port={os.environ['PORT']}",
        "--url-prefix=/v1",
        "--no-bettertransformer",
        "--log-level=warning",
    ]
    cli()
