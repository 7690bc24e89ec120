#!/usr/bin/env python3
"""Makes train.csv and test.csv from Fashion-MNIST (MIT), which Debian's package dataset-fashion-mnist carries.

Usage: fetch.py [--folder DIR] [--rows N]   DIR holds the four IDX files, N limits the training rows.
Without --folder the package is downloaded with apt-get and unpacked; nothing is installed.
"""

import argparse
import csv
import gzip
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


def values(folder, name, header):
    file = pathlib.Path(folder, name)
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != DIGESTS[name]:
        raise SystemExit(f"{name} has the SHA-256 {digest}, not {DIGESTS[name]}; it is not the file this example was made for")
    return gzip.decompress(content)[header:]


def convert(folder, split, target, limit):
    pixels = values(folder, f"{split}-images-idx3-ubyte.gz", 16)
    labels = values(folder, f"{split}-labels-idx1-ubyte.gz", 8)
    count = min(limit or len(labels), len(labels))
    with open(target, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([f"pixel_{row}_{column}" for row in range(28) for column in range(28)] + ["label"])
        for i in range(count):
            writer.writerow([*pixels[784 * i : 784 * (i + 1)], labels[i]])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder")
    parser.add_argument("--rows", type=int)
    arguments = parser.parse_args()
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or unpack(temporary)
        convert(folder, "train", here / "train.csv", arguments.rows)
        convert(folder, "t10k", here / "test.csv", None)


if __name__ == "__main__":
    main()
