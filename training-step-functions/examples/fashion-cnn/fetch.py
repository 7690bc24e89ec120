#!/usr/bin/env python3
"""Puts the four files of Fashion-MNIST (MIT) here, which Debian's package dataset-fashion-mnist carries.

Usage: fetch.py [--folder DIR]   DIR holds the four IDX files.
Without --folder the package is downloaded with apt-get and unpacked; nothing is installed.
"""

import argparse
import hashlib
import pathlib
import subprocess
import tempfile

PACKAGE = "dataset-fashion-mnist"
DIGESTS = {
    "t10k-images-idx3-ubyte.gz": "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
    "t10k-labels-idx1-ubyte.gz": "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05",
    "train-images-idx3-ubyte.gz": "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
    "train-labels-idx1-ubyte.gz": "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
}


def unpack(folder):
    subprocess.run(["apt-get", "download", "-qq", PACKAGE], cwd=folder, check=True)
    archive = next(pathlib.Path(folder).glob("*.deb"))
    subprocess.run(["dpkg-deb", "-x", archive.name, "."], cwd=folder, check=True)
    return pathlib.Path(folder, "usr", "share", "datasets", "fashion-mnist")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder")
    given = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as temporary:
        folder = given or unpack(temporary)
        for name, known in DIGESTS.items():
            content = pathlib.Path(folder, name).read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            if digest != known:
                raise SystemExit(f"{name} has the SHA-256 {digest}, not {known}; it is not the file this example was made for")
            pathlib.Path(__file__).with_name(name).write_bytes(content)


if __name__ == "__main__":
    main()
