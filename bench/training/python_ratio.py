#!/usr/bin/env python3
"""Sets the worker's families beside scikit-learn's and XGBoost's on the same data, in the same run, on one thread.

    pip install scikit-learn xgboost
    bench/training/python_ratio.py COMMAND...     # what runs farebox.bench.training.FamilyBench; see bench/README.md

Each figure is a 10-fold cross-validation: seconds of the second of two rounds, and mean accuracy. Settings are those
that the worker's families have by default, as far as the libraries have the same.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import csv
import pathlib
import subprocess
import sys
import time

import numpy
import sklearn
import xgboost
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "training-step-functions" / "examples"
TARGETS = {"iris": "species", "breast-cancer": "diagnosis", "digits": "digit"}
FAMILIES = {
    "logistic": lambda: make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=500)),
    "svm": lambda: make_pipeline(StandardScaler(), SVC(C=10.0, gamma="scale")),
    "decision_tree": lambda: DecisionTreeClassifier(max_depth=6, min_samples_leaf=5, random_state=0),
    "random_forest": lambda: RandomForestClassifier(n_estimators=100, max_depth=16, n_jobs=1, random_state=0),
    "gradient_boosting": lambda: xgboost.XGBClassifier(
        n_estimators=150, learning_rate=0.1, max_depth=3, subsample=0.8, colsample_bytree=0.8, n_jobs=1
    ),
}


def read(name):
    with open(EXAMPLES / name / (name + ".csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    labels = LabelEncoder().fit_transform([row[TARGETS[name]] for row in rows])
    columns = [column for column in rows[0] if column != TARGETS[name]]
    return numpy.array([[float(row[column]) for column in columns] for row in rows]), labels


def cross_validate(make, rows, labels):
    scores = []
    for train, test in StratifiedKFold(10, shuffle=True, random_state=0).split(rows, labels):
        scores.append(make().fit(rows[train], labels[train]).score(rows[test], labels[test]))
    return sum(scores) / len(scores)


def timed(make, rows, labels):
    cross_validate(make, rows, labels)
    start = time.perf_counter()
    score = cross_validate(make, rows, labels)
    return time.perf_counter() - start, score


def main(command):
    print(f"scikit-learn {sklearn.__version__}, XGBoost {xgboost.__version__}, one thread")
    print(f"{'data':14} {'family':18} {'seconds':>9} {'python':>9} {'ratio':>6} {'accuracy':>9} {'python':>7}")
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    data = {name: read(name) for name in TARGETS}
    for line in lines:
        name, family, seconds, accuracy = line.split()
        theirs, score = timed(FAMILIES[family], *data[name])
        ratio = float(seconds) / theirs
        print(f"{name:14} {family:18} {float(seconds):9.3f} {theirs:9.3f} {ratio:6.2f} {float(accuracy):9.4f} {score:7.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
