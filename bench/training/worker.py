#!/usr/bin/env python3
"""Runs the packed training worker as a child process and prints one row for each job.

Usage: worker.py examples [NAME]...   every example as it stands: what it reaches, and how far its graph is from its trainer
       worker.py goals [NAME]...      figures to reach, beside published ones: fashion-cnn, fashion-boosting, spam, language-model
       worker.py kills [COUNT]        SIGKILL at COUNT random steps (100), and whether the last weights are those of a run without

Examples whose data a fetch.py puts in place are left out of the first until it has run; the second fetches them itself.
The exit status says whether the rows are whole (examples), the goals are reached (goals) or the bytes are the same (kills).
"""

import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "training-step-functions" / "examples"
WORKER = ROOT / "training-step-functions" / "worker" / "target" / "farebox-train" / "bin" / "train"

BOOSTING = {
    "family": "gradient_boosting",
    "parameters": {"rounds": 100, "max_depth": 6, "learning_rate": 0.25, "subsample": 0.8, "column_sample": 0.3},
}
# Name: example, fields that replace those of its spec, arguments of its fetch.py or None, metric, goal, anchor.
GOALS = {
    "fashion-cnn": ("fashion-cnn", {}, [], "accuracy", 0.93, "two convolutions with batch norm .934, ResNet-18 .949"),
    "fashion-boosting": ("fashion-cnn", {**BOOSTING, "features": {}}, [], "accuracy", 0.89, "XGBoost .898"),
    "spam": ("spam", {}, [], "f1_spam", 0.97, ""),
    "language-model": ("language-model", {}, None, "bits_per_character", None, "the 5-gram model of its card"),
}
KILLED = {
    "data": "digits.csv",
    "target": "digit",
    "family": "mlp",
    "parameters": {"epochs": 400, "batch": 32},
    "seed": 3,
}
STEPS_OF_AN_EPOCH = 41


class Job:
    """One folder that stands for /opt/ml."""

    def __init__(self, example, changes=None, fetch=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="farebox-bench-"))
        self.data = self.folder / "input" / "data" / "training"
        shutil.copytree(EXAMPLES / example, self.data)
        if fetch is not None:
            subprocess.run([self.data / "fetch.py", *fetch], check=True)
        spec = json.loads((self.data / "training.json").read_text())
        spec.pop("$schema", None)
        self.write({**spec, **(changes or {})})

    def write(self, spec):
        (self.data / "training.json").write_text(json.dumps(spec))

    def start(self, **environment):
        log = open(self.folder / "output.log", "ab")
        return subprocess.Popen(
            [WORKER],
            env={**os.environ, "SAGEMAKER_BASE_DIR": str(self.folder), **environment},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def run(self, **environment):
        code = self.start(**environment).wait()
        if code:
            raise SystemExit((self.folder / "output.log").read_text()[-2000:])

    def card(self):
        return json.loads((self.folder / "model" / "card.json").read_text())

    def epoch(self):
        """The last epoch that the log of the checkpoints has; a kill may have cut its last line off."""
        log = self.folder / "checkpoints" / "training.log"
        lines = log.read_text().splitlines() if log.exists() else []
        done = [line for line in lines if line.startswith('{"event":"epoch_finished"') and line.endswith("}")]
        return json.loads(done[-1])["epoch"] if done else 0

    def remove(self):
        shutil.rmtree(self.folder)


def timed(job):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    job.run()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu


def fetched(example):
    spec = json.loads((EXAMPLES / example / "training.json").read_text())
    data = spec["data"] if isinstance(spec["data"], str) else spec["data"]["train"]
    files = [data] + ([spec["backbone"]["file"]] if "backbone" in spec else [])
    return all((EXAMPLES / example / file).exists() for file in files)


def examples(names):
    chosen = names or sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir() and fetched(folder.name))
    print(f"{'example':<22} {'family':<18} {'seconds':>8} {'cpu':>8} {'difference':>11}  metrics", flush=True)
    for name in chosen:
        job = Job(name)
        seconds, cpu = timed(job)
        card = job.card()
        difference = (card.get("graph") or {}).get("largestDifference")
        metrics = ", ".join(f"{metric} {value:.4g}" for metric, value in card["metrics"].items())
        shown = "" if difference is None else f"{difference:.1e}"
        print(f"{name:<22} {card['family']:<18} {seconds:>8.1f} {cpu:>8.1f} {shown:>11}  {metrics}", flush=True)
        job.remove()
    return 0


def measured(card):
    """The metrics of a card, and the F1 of each of its classes, of which the card has the mean."""
    metrics = dict(card["metrics"])
    classes = card.get("classes") or {}
    confusion = classes.get("confusion") or []
    for place, label in enumerate(classes.get("labels") or []):
        total = sum(confusion[place]) + sum(row[place] for row in confusion)
        metrics[f"f1_{label}"] = 2 * confusion[place][place] / total if total else 0
    return metrics


def goals(names):
    print(f"{'name':<18} {'metric':<20} {'reached':>8} {'goal':>8} {'seconds':>8} {'cpu':>8}  anchor", flush=True)
    missed = 0
    for name in names or GOALS:
        example, changes, fetch, metric, goal, anchor = GOALS[name]
        job = Job(example, changes, fetch)
        seconds, cpu = timed(job)
        metrics = measured(job.card())
        if goal is None:
            goal = metrics["bits_per_character_5_gram"]
            missed += metrics[metric] >= goal
        else:
            missed += metrics[metric] < goal
        print(f"{name:<18} {metric:<20} {metrics[metric]:>8.4f} {goal:>8.4f} {seconds:>8.1f} {cpu:>8.1f}  {anchor}", flush=True)
        job.remove()
    return 1 if missed else 0


def kills(count):
    one_thread = {
        "OMP_NUM_THREADS": "1",
        "FAREBOX_JAVA_OPTIONS": "-Xmx1g -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1",
    }
    epochs = KILLED["parameters"]["epochs"]
    whole = Job("digits")
    whole.write(KILLED)
    began = time.monotonic()
    whole.run(**one_thread)
    of_an_epoch = (time.monotonic() - began) / epochs
    killed = Job("digits")
    killed.write(KILLED)
    generator = random.Random(5)
    steps = sorted(generator.sample(range(1, epochs * STEPS_OF_AN_EPOCH), count))
    done = 0
    for step in steps:
        process = killed.start(**one_thread)
        epoch, rest = divmod(step, STEPS_OF_AN_EPOCH)
        while process.poll() is None and killed.epoch() < epoch:
            time.sleep(0.005)
        time.sleep(of_an_epoch * rest / STEPS_OF_AN_EPOCH)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            done += 1
        process.wait()
        print(f"{done} of {count}: killed near step {step}, in epoch {killed.epoch() + 1}", flush=True)
    killed.run(**one_thread)
    one, other = ((job.folder / "model" / "model.onnx").read_bytes() for job in (whole, killed))
    print(f"{done} kills of {epochs * STEPS_OF_AN_EPOCH} steps: the weights are {'the same bytes' if one == other else 'others'}")
    for job in (whole, killed):
        job.remove()
    return 0 if one == other and done == count else 1


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in ("examples", "goals", "kills"):
        raise SystemExit(__doc__)
    if not WORKER.exists():
        raise SystemExit(f"{WORKER} is missing; bench/training/run builds it")
    task, *rest = sys.argv[1:]
    if task == "kills":
        sys.exit(kills(int(rest[0]) if rest else 100))
    sys.exit({"examples": examples, "goals": goals}[task](rest))


if __name__ == "__main__":
    main()
