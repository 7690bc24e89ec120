"""Training jobs of SageMaker, each a process of Farebox's training program; LocalStack 4.14 has none.

A job's files lie in a folder of their own, in the form of SageMaker's container contract. The program finds it by
`SAGEMAKER_BASE_DIR`. Channels are copied from LocalStack's S3, and the packed model is copied back.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tarfile
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from localstack import config
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.connect import connect_to
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.plugins import Service

from farebox_localstack import die_with_parent

IMAGE = "farebox-train"
ENDED = ("Completed", "Failed", "Stopped")
STOP_GRACE = 120.0  # seconds between SIGTERM and SIGKILL, as SageMaker has it
LONGEST_REASON = 1024
_NAME = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")
_S3_URI = re.compile(r"s3://([^/]+)/?(.*?)/?")


@dataclass
class Job:
    """A training job; `request` is what CreateTrainingJob was called with."""

    arn: str
    request: dict
    folder: Path
    status: str = "InProgress"
    secondary: str = "Starting"
    transitions: list[dict] = field(default_factory=list)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    began: datetime | None = None
    ended: datetime | None = None
    reason: str | None = None
    model: str | None = None
    stopping: str | None = None
    process: subprocess.Popen | None = None

    @property
    def name(self) -> str:
        return self.request["TrainingJobName"]

    def move(self, status: str, secondary: str) -> None:
        now = datetime.now(UTC)
        if self.transitions:
            self.transitions[-1]["EndTime"] = now
        self.status = status
        self.secondary = secondary
        self.transitions.append({"Status": secondary, "StartTime": now})


class TrainingJobs:
    """The operations that Farebox uses; the jobs of all accounts and regions, by their ARN."""

    def __init__(self, root: Path, program: str) -> None:
        self._root = root
        self._program = program
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()

    def operations(self) -> dict:
        return {
            "CreateTrainingJob": self.create,
            "DescribeTrainingJob": self.describe,
            "StopTrainingJob": self.stop,
            "ListTrainingJobs": self.list,
        }

    def create(self, context: RequestContext, request: dict) -> dict:
        image = request["AlgorithmSpecification"].get("TrainingImage", "")
        if image.rpartition("/")[2].partition("@")[0].partition(":")[0] != IMAGE:
            raise _invalid(f"There is no program for the training image {image}.")
        if not os.access(self._program, os.X_OK):
            raise _invalid(f"The training program {self._program} is missing; build it with mvn package.")
        if not _NAME.fullmatch(request["TrainingJobName"]):
            raise _invalid(f"TrainingJobName '{request['TrainingJobName']}' is not valid.")
        arn = _arn(context, request["TrainingJobName"])
        with self._lock:
            if arn in self._jobs:
                raise CommonServiceException("ResourceInUse", f"Job name must be unique: {arn}", 400)
            job = Job(arn, request, self._root / context.account_id / context.region / request["TrainingJobName"])
            job.move("InProgress", "Starting")
            self._jobs[arn] = job
        objects = connect_to(aws_access_key_id=context.account_id, region_name=context.region).s3
        threading.Thread(target=_Run(job, self._program, objects), name=f"training-{job.name}", daemon=True).start()
        return {"TrainingJobArn": arn}

    def describe(self, context: RequestContext, request: dict) -> dict:
        job = self._find(context, request)
        described = {name: value for name, value in job.request.items() if name != "Tags"} | {
            "TrainingJobArn": job.arn,
            "TrainingJobStatus": job.status,
            "SecondaryStatus": job.secondary,
            "SecondaryStatusTransitions": list(job.transitions),
            "CreationTime": job.created,
            "LastModifiedTime": job.transitions[-1]["StartTime"],
            "FinalMetricDataList": _metrics(job),
        }
        optional = {"TrainingStartTime": job.began, "TrainingEndTime": job.ended, "FailureReason": job.reason}
        described |= {name: value for name, value in optional.items() if value is not None}
        if job.began and job.ended:
            seconds = int((job.ended - job.began).total_seconds())
            described |= {"TrainingTimeInSeconds": seconds, "BillableTimeInSeconds": seconds}
        if job.model:
            described["ModelArtifacts"] = {"S3ModelArtifacts": job.model}
        return described

    def stop(self, context: RequestContext, request: dict) -> dict:
        job = self._find(context, request)
        if job.status in ENDED:
            raise _invalid(f"The request was rejected because the training job is in status {job.status}.")
        end(job, "Stopped")
        return {}

    def list(self, context: RequestContext, request: dict) -> dict:
        prefix = _arn(context, "")
        jobs = sorted((job for arn, job in self._jobs.items() if arn.startswith(prefix)), key=lambda job: job.created)
        return {
            "TrainingJobSummaries": [
                {
                    "TrainingJobName": job.name,
                    "TrainingJobArn": job.arn,
                    "CreationTime": job.created,
                    "TrainingJobStatus": job.status,
                }
                for job in reversed(jobs)
            ]
        }

    def _find(self, context: RequestContext, request: dict) -> Job:
        job = self._jobs.get(_arn(context, request["TrainingJobName"]))
        if job is None:
            raise _invalid("Requested resource not found.")
        return job


def service() -> Service:
    jobs = TrainingJobs(Path(config.dirs.data or config.dirs.tmp) / "training", os.environ.get("FAREBOX_TRAINING_PROGRAM", ""))
    return Service("sagemaker", skeleton=Skeleton(load_service("sagemaker"), jobs.operations()))


def end(job: Job, why: str) -> None:
    """Asks the program to end; `why` is the secondary status that the job gets."""
    if job.stopping:
        return
    job.stopping = why
    if why == "Stopped":
        job.move("Stopping", "Stopping")
    if job.process:
        job.process.send_signal(signal.SIGTERM)
        timer = threading.Timer(STOP_GRACE, job.process.kill)
        timer.daemon = True
        timer.start()


class _Run:
    """One job from its data to its model. The thread lives as long as the process, which dies with it."""

    def __init__(self, job: Job, program: str, objects) -> None:
        self._job = job
        self._program = program
        self._objects = objects

    def __call__(self) -> None:
        try:
            self._job.move(self._job.status, "Downloading")
            self._prepare()
        except Exception as error:  # whatever S3's client raises is the job's failure, not LocalStack's
            self._fail(f"ClientError: Data download failed: {error}")
            return
        try:
            self._finish(self._train())
        except Exception as error:
            self._fail(f"InternalServerError: {error}")

    def _prepare(self) -> None:
        root, request = self._job.folder, self._job.request
        for name in ("input/config", "input/data", "model", "output/data", "checkpoints"):
            (root / name).mkdir(parents=True, exist_ok=True)
        channels = request.get("InputDataConfig") or []
        self._write("hyperparameters", request.get("HyperParameters") or {})
        self._write("resourceconfig", {"current_host": "algo-1", "hosts": ["algo-1"], "network_interface_name": "lo"})
        self._write("inputdataconfig", {channel["ChannelName"]: _channel(channel) for channel in channels})
        for channel in channels:
            uri = channel["DataSource"]["S3DataSource"]["S3Uri"]
            self._download(uri, root / "input/data" / channel["ChannelName"])

    def _write(self, name: str, content: dict) -> None:
        (self._job.folder / f"input/config/{name}.json").write_text(json.dumps(content))

    def _download(self, uri: str, folder: Path) -> None:
        bucket, prefix = _location(uri)
        found = 0
        for page in self._objects.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for each in page.get("Contents", []):
                name = each["Key"][len(prefix) :].lstrip("/") or each["Key"].rpartition("/")[2]
                target = (folder / name).resolve()
                if each["Key"].endswith("/") or not target.is_relative_to(folder.resolve()):
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                self._objects.download_file(bucket, each["Key"], str(target))
                found += 1
        if not found:
            raise ValueError(f'No S3 objects found under S3 URL "{uri}"')

    def _train(self) -> int:
        job = self._job
        job.move(job.status, "Training")
        job.began = datetime.now(UTC)
        limit = (job.request.get("StoppingCondition") or {}).get("MaxRuntimeInSeconds", 86_400)
        command = [sys.executable, die_with_parent.__file__, str(os.getpid()), self._program]
        with (job.folder / "training.log").open("ab") as log:
            job.process = subprocess.Popen(
                command, cwd=job.folder, env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        if job.stopping:  # asked for before there was a process
            job.process.terminate()
        try:
            return job.process.wait(limit)
        except subprocess.TimeoutExpired:
            end(job, "MaxRuntimeExceeded")
            return job.process.wait()
        finally:
            job.ended = datetime.now(UTC)

    def _environment(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return (
            inherited
            | (self._job.request.get("Environment") or {})
            | {
                "JAVA_HOME": os.environ["FAREBOX_JAVA_HOME"],
                "SAGEMAKER_BASE_DIR": str(self._job.folder),
                "TRAINING_JOB_NAME": self._job.name,
                "TRAINING_JOB_ARN": self._job.arn,
            }
        )

    def _finish(self, status: int) -> None:
        job = self._job
        if status and not job.stopping:
            failure = job.folder / "output/failure"
            text = failure.read_text(errors="replace") if failure.is_file() else ""
            self._upload("output")
            self._fail(f"AlgorithmError: {text}{', ' if text else ''}exit code: {status}")
            return
        job.move(job.status, "Uploading")
        job.model = self._upload("model")
        self._upload("output")
        job.move("Stopped" if job.stopping else "Completed", job.stopping or "Completed")

    def _upload(self, what: str) -> str | None:
        """The packed folder's place in S3; an empty model is packed, too, other empty folders are not."""
        folder = self._job.folder / what
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        if what != "model" and not files:
            return None
        packed = self._job.folder / f"{what}.tar.gz"
        with tarfile.open(packed, "w:gz") as archive:
            for path in files:
                archive.add(path, path.relative_to(folder))
        bucket, prefix = _location(self._job.request["OutputDataConfig"]["S3OutputPath"])
        key = "/".join(filter(None, (prefix, self._job.name, "output", packed.name)))
        self._objects.upload_file(str(packed), bucket, key)
        return f"s3://{bucket}/{key}"

    def _fail(self, reason: str) -> None:
        self._job.reason = reason[:LONGEST_REASON]
        self._job.move("Failed", "Failed")


def _metrics(job: Job) -> list[dict]:
    """The last value of each metric in the output."""
    definitions = job.request["AlgorithmSpecification"].get("MetricDefinitions") or []
    log = job.folder / "training.log"
    if job.status not in ENDED or not definitions or not log.is_file():
        return []
    text = log.read_text(errors="replace")
    values = {each["Name"]: re.findall(each["Regex"], text) for each in definitions}
    return [
        {"MetricName": name, "Value": float(found[-1]), "Timestamp": job.ended or job.created}
        for name, found in values.items()
        if found
    ]


def _channel(channel: dict) -> dict:
    return {
        "TrainingInputMode": "File",
        "S3DistributionType": "FullyReplicated",
        "RecordWrapperType": "None",
        "ContentType": channel.get("ContentType", ""),
    }


def _location(uri: str) -> tuple[str, str]:
    match = _S3_URI.fullmatch(uri)
    if not match:
        raise ValueError(f"'{uri}' is not an S3 URI.")
    return match[1], match[2]


def _arn(context: RequestContext, name: str) -> str:
    return f"arn:aws:sagemaker:{context.region}:{context.account_id}:training-job/{name}"


def _invalid(message: str) -> CommonServiceException:
    return CommonServiceException("ValidationException", message, 400)
