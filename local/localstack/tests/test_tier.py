"""Boots the tier, deploys a small stack as `./farebox deploy` does, uses it, and removes it.

    python3.13 tests/test_tier.py [unittest arguments]

It needs a JDK of 25 or later (FAREBOX_JAVA_HOME, JAVA_HOME or `java` on the PATH) and either FAREBOX_RIC_CLASSPATH or
Maven to find the runtime interface client. With FAREBOX_LOCALSTACK_DATA it keeps its folder there and is faster.
What it needs and does not find makes it fail, never skip.
"""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import run  # noqa: E402

DATA = "FAREBOX_LOCALSTACK_DATA"
STACK = "tier"
CODE = "code"
BYTES = bytes(range(256)) * 4


class Tier:
    """The server, its clients and the stack, once for all tests."""

    def __init__(self) -> None:
        import boto3

        self.folder = run.Folder(Path(os.environ[DATA]))
        self.command("down")
        began = time.monotonic()
        self.server = json.loads(self.command("up", "--port", "0"))
        figure("ready", time.monotonic() - began)
        self.session = boto3.Session("test", "test", region_name="eu-central-1")
        self.cloudformation = self.client("cloudformation")
        self.dynamodb = self.client("dynamodb")
        self.functions = self.client("lambda")
        self.s3 = self.client("s3")
        self.outputs: dict[str, str] = {}

    def command(self, *arguments: str) -> str:
        """Calls run.py as a person or the CLI does."""
        command = [sys.executable, HERE.parent / "run.py", *arguments, "--data", self.folder.root]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def client(self, service: str):
        return self.session.client(service, endpoint_url=self.server["endpoint"])

    def deploy(self, echo: str, copy: str) -> list[str]:
        """Creates or updates the stack. Returns the logical ids of what changed; none when nothing did."""
        kind = "UPDATE" if self.outputs else "CREATE"
        name = f"change-{time.time_ns()}"
        self.cloudformation.create_change_set(
            StackName=STACK,
            ChangeSetName=name,
            ChangeSetType=kind,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            TemplateBody=(HERE / "template.yaml").read_text(),
            Parameters=[
                {"ParameterKey": "CodeBucket", "ParameterValue": CODE},
                {"ParameterKey": "EchoCode", "ParameterValue": echo},
                {"ParameterKey": "CopyCode", "ParameterValue": copy},
            ],
        )
        change_set = self._settled(name)
        if change_set["Status"] == "FAILED":
            if "didn't contain changes" in change_set["StatusReason"]:
                return []
            raise AssertionError(change_set["StatusReason"])
        self.cloudformation.execute_change_set(StackName=STACK, ChangeSetName=name)
        self.cloudformation.get_waiter(f"stack_{kind.lower()}_complete").wait(
            StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 180}
        )
        stack = self.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        return [change["ResourceChange"]["LogicalResourceId"] for change in change_set["Changes"]]

    def _settled(self, change_set: str) -> dict:
        while True:
            found = self.cloudformation.describe_change_set(StackName=STACK, ChangeSetName=change_set)
            if found["Status"] in ("CREATE_COMPLETE", "FAILED"):
                return found
            time.sleep(0.2)

    def call(self, body: bytes = BYTES, query: str = "") -> tuple[int, dict[str, str], bytes]:
        path = f"/_aws/execute-api/{self.outputs['Api']}/v/echo/some{query}"
        request = urllib.request.Request(self.server["endpoint"] + path, data=body, method="POST")
        request.add_header("Content-Type", "application/octet-stream")
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    def invoke(self, **event) -> dict:
        """Calls the function itself; the event is what follows the question mark."""
        payload = json.dumps({"body": "", "queryStringParameters": event})
        return self.functions.invoke(FunctionName=f"{self.outputs['Echo']}:live", Payload=payload, LogType="Tail")


TIER: Tier


def setUpModule() -> None:
    global TIER
    TIER = Tier()
    try:
        TIER.s3.create_bucket(
            Bucket=CODE, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
        for version in ("first version", "second version"):
            TIER.s3.put_object(Bucket=CODE, Key=version, Body=package(version))
        began = time.monotonic()
        TIER.deploy(echo="first version", copy="first version")
        figure("deploy", time.monotonic() - began)
    except BaseException:
        TIER.command("down")
        raise


def tearDownModule() -> None:
    TIER.command("down")
    if left := group_of(TIER.server["pid"]):
        raise AssertionError(f"still running after down: {left}")


def package(version: str) -> bytes:
    """A deployable archive of Functions.java that greets with this version."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "Functions.java")
        source.write_text((HERE / "Functions.java").read_text().replace("first version", version))
        javac = Path(os.environ["FAREBOX_JAVA_HOME"], "bin", "javac")
        subprocess.run([javac, "-cp", os.environ["FAREBOX_RIC_CLASSPATH"], "-d", folder, source], check=True)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as entries:
            for path in sorted(Path(folder).glob("*.class")):
                entries.write(path, path.name)
        return archive.getvalue()


def figure(name: str, seconds: float) -> None:
    print(f"# {name}: {seconds:.3f} s", file=sys.stderr)


def group_of(pid: int) -> list[int]:
    """The processes of a server's group: itself and what it started."""
    members = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == pid and fields[0] not in "ZX":
            members.append(int(stat.parent.name))
    return members


def eventually(check, within: float = 60.0):
    """Asks until the answer is true. The stream's reader polls once a second, so there is nothing else to wait on."""
    deadline = time.monotonic() + within
    while not (answer := check()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within} s")
        time.sleep(0.2)
    return answer


class Deployment(unittest.TestCase):
    def test_every_resource_is_complete(self):
        resources = TIER.cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]

        # A version that an update has left behind is retained: its status says that its removal was skipped.
        good = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_SKIPPED"}
        self.assertGreater(len(resources), 15)
        self.assertEqual([], [r for r in resources if r["ResourceStatus"] not in good])

    def test_the_same_again_changes_nothing(self):
        version = TIER.call()[1]["X-Greeting"]

        self.assertEqual([], TIER.deploy(echo=version, copy="first version"))
        self.assertEqual(version, TIER.call()[1]["X-Greeting"])

    def test_an_update_of_one_function_leaves_the_other(self):
        before = TIER.functions.list_versions_by_function(FunctionName=TIER.outputs["Copy"])["Versions"]

        TIER.deploy(echo="second version", copy="first version")

        after = TIER.functions.list_versions_by_function(FunctionName=TIER.outputs["Copy"])["Versions"]
        self.assertEqual("second version", TIER.call()[1]["X-Greeting"])
        self.assertEqual("2", TIER.call()[1]["X-Version"])
        self.assertEqual(before, after)


class Calls(unittest.TestCase):
    def test_bytes_go_in_and_come_out_unchanged(self):
        status, headers, body = TIER.call()

        self.assertEqual((200, BYTES), (status, body))
        self.assertEqual("true", headers["X-Was-Base64"].lower())

    def test_a_process_serves_again(self):
        first = TIER.call()[1]
        second = TIER.call()[1]

        self.assertEqual(first["X-Process"], second["X-Process"])
        self.assertEqual(int(first["X-Served"]) + 1, int(second["X-Served"]))

    def test_a_file_of_the_package_is_found_under_its_name_on_lambda(self):
        mapped = Path(TIER.call()[1]["X-Mapped"])

        self.assertTrue((mapped.parent / "Functions.class").is_file())
        self.assertTrue(mapped.is_relative_to(TIER.folder.root))

    def test_the_hooks_of_a_snapshot_are_called(self):
        self.assertEqual("before after", TIER.call()[1]["X-Hooks"])

    def test_four_at_once_run_in_four_processes(self):
        with ThreadPoolExecutor(4) as callers:
            answers = list(callers.map(lambda _: TIER.call(query="?sleep=1500"), range(4)))

        self.assertEqual([200] * 4, [status for status, _, _ in answers])
        self.assertEqual(4, len({headers["X-Process"] for _, headers, _ in answers}))

    def test_a_slow_call_ends_at_the_timeout_and_the_next_is_served(self):
        answer = TIER.invoke(sleep="60000")

        error = json.load(answer["Payload"])
        self.assertEqual("Unhandled", answer["FunctionError"])
        self.assertEqual("Sandbox.Timedout", error["errorType"])
        self.assertRegex(error["errorMessage"], r"Task timed out after 5\.00 seconds")
        self.assertEqual(200, TIER.call()[0])

    def test_a_crash_is_an_error_and_the_next_is_served(self):
        answer = TIER.invoke(exit="7")

        error = json.load(answer["Payload"])
        self.assertEqual("Runtime.ExitError", error["errorType"])
        self.assertRegex(error["errorMessage"], "exit status 7")
        self.assertEqual(502, TIER.call(query="?exit=7")[0])
        self.assertEqual(200, TIER.call()[0])

    def test_the_log_has_the_lines_that_lambda_writes(self):
        TIER.call()

        logs = TIER.client("logs")
        group = TIER.outputs["Logs"]
        lines = eventually(lambda: [e["message"] for e in logs.filter_log_events(logGroupName=group)["events"]])
        text = "".join(lines)
        self.assertRegex(text, r"START RequestId: [0-9a-f-]{36} Version: \d+")
        self.assertRegex(text, "echo was called")
        self.assertRegex(text, r"END RequestId: [0-9a-f-]{36}")
        self.assertRegex(text, r"REPORT RequestId: .*Duration: [\d.]+ ms.*Memory Size: 256 MB")


class Stores(unittest.TestCase):
    def test_a_write_reaches_the_function_of_the_stream(self):
        began = time.monotonic()
        for id in ("a", "b"):
            TIER.dynamodb.put_item(TableName=TIER.outputs["Source"], Item={"id": {"S": id}})

        def copied():
            items = TIER.dynamodb.scan(TableName=TIER.outputs["Target"])["Items"]
            return {"a", "b"} <= {item["id"]["S"] for item in items}

        eventually(copied)
        figure("stream to function", time.monotonic() - began)

    def test_one_of_many_conditional_writes_wins(self):
        def claim(_):
            try:
                TIER.dynamodb.put_item(
                    TableName=TIER.outputs["Target"],
                    Item={"id": {"S": "claim"}},
                    ConditionExpression="attribute_not_exists(id)",
                )
                return True
            except TIER.dynamodb.exceptions.ConditionalCheckFailedException:
                return False

        with ThreadPoolExecutor(8) as callers:
            self.assertEqual(1, sum(callers.map(claim, range(40))))

    def test_conditional_puts_of_objects(self):
        bucket = TIER.outputs["Bucket"]
        first = TIER.s3.put_object(Bucket=bucket, Key="k", Body=b"1", IfNoneMatch="*")

        self.assertEqual(412, self.refusal(Bucket=bucket, Key="k", Body=b"2", IfNoneMatch="*"))
        second = TIER.s3.put_object(Bucket=bucket, Key="k", Body=b"3", IfMatch=first["ETag"])
        self.assertEqual(412, self.refusal(Bucket=bucket, Key="k", Body=b"4", IfMatch=first["ETag"]))
        self.assertNotEqual(first["ETag"], second["ETag"])
        TIER.s3.delete_object(Bucket=bucket, Key="k")

    def test_a_secret_parameter(self):
        ssm = TIER.client("ssm")
        ssm.put_parameter(Name="/tier/secret", Type="SecureString", Value="pepper")

        self.assertEqual(
            "pepper", ssm.get_parameter(Name="/tier/secret", WithDecryption=True)["Parameter"]["Value"]
        )
        self.assertNotEqual("pepper", ssm.get_parameter(Name="/tier/secret")["Parameter"]["Value"])

    @staticmethod
    def refusal(**put) -> int:
        try:
            TIER.s3.put_object(**put)
        except TIER.s3.exceptions.ClientError as error:
            return error.response["ResponseMetadata"]["HTTPStatusCode"]
        return 200


class Training(unittest.TestCase):
    """A state machine that waits for a training job, whose program is the script train beside this file."""

    @classmethod
    def setUpClass(cls):
        cls.executions = TIER.client("stepfunctions")
        cls.jobs = TIER.client("sagemaker")
        cls.bucket = TIER.outputs["Bucket"]
        TIER.s3.put_object(Bucket=cls.bucket, Key="training/data.csv", Body=b"a,b")
        definition = (HERE / "training.asl.json").read_text().replace("${Bucket}", cls.bucket)
        cls.machine = cls.executions.create_state_machine(
            name="training", definition=definition, roleArn="arn:aws:iam::000000000000:role/training"
        )["stateMachineArn"]

    @classmethod
    def tearDownClass(cls):
        cls.executions.delete_state_machine(stateMachineArn=cls.machine)
        for found in TIER.s3.list_objects_v2(Bucket=cls.bucket)["Contents"]:
            TIER.s3.delete_object(Bucket=cls.bucket, Key=found["Key"])

    def start(self, job: str, mode: str) -> str:
        text = json.dumps({"job": job, "mode": mode})
        return self.executions.start_execution(stateMachineArn=self.machine, input=text)["executionArn"]

    def ended(self, execution: str) -> dict:
        found = self.executions.describe_execution(executionArn=execution)
        return found if found["status"] != "RUNNING" else {}

    def test_the_output_is_the_description_of_the_completed_job(self):
        execution = self.start("completes", "complete")

        output = json.loads(eventually(lambda: self.ended(execution))["output"])
        self.assertEqual("Completed", output["TrainingJobStatus"])
        self.assertEqual(0.25, output["FinalMetricDataList"][0]["Value"])
        bucket, _, key = output["ModelArtifacts"]["S3ModelArtifacts"].removeprefix("s3://").partition("/")
        packed = io.BytesIO(TIER.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
        with tarfile.open(fileobj=packed) as archive:
            self.assertEqual(b"A,B", archive.extractfile("model.txt").read())

    def test_a_job_that_fails_fails_the_task_with_its_description(self):
        execution = self.start("fails", "fail")

        found = eventually(lambda: self.ended(execution))
        self.assertEqual(("FAILED", "States.TaskFailed"), (found["status"], found["error"]))
        self.assertIn("AlgorithmError: bad data", json.loads(found["cause"])["FailureReason"])

    def test_an_execution_that_is_stopped_stops_its_job(self):
        execution = self.start("is-stopped", "wait")
        eventually(lambda: self.job("is-stopped") == "Training")

        self.executions.stop_execution(executionArn=execution)

        self.assertTrue(eventually(lambda: self.job("is-stopped") == "Stopped"))

    def job(self, name: str) -> str:
        try:
            return self.jobs.describe_training_job(TrainingJobName=name)["SecondaryStatus"]
        except self.jobs.exceptions.ClientError:
            return ""


class ZRemoval(unittest.TestCase):
    """Last, by its name: it removes what the others use, and then the server."""

    def test_1_nothing_is_left(self):
        print(f"# resident: {resident(TIER.server['pid']) >> 20} MB", file=sys.stderr)
        began = time.monotonic()

        TIER.cloudformation.delete_stack(StackName=STACK)
        TIER.cloudformation.get_waiter("stack_delete_complete").wait(
            StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 120}
        )

        figure("delete", time.monotonic() - began)
        self.assertEqual([], TIER.functions.list_functions()["Functions"])
        self.assertEqual([], TIER.functions.list_event_source_mappings()["EventSourceMappings"])
        self.assertEqual([], TIER.dynamodb.list_tables()["TableNames"])
        self.assertEqual([], TIER.client("dynamodbstreams").list_streams()["Streams"])
        self.assertEqual([], TIER.client("apigateway").get_rest_apis()["items"])
        self.assertEqual([], TIER.client("apigateway").get_usage_plans()["items"])
        self.assertEqual([], TIER.client("logs").describe_log_groups()["logGroups"])
        self.assertEqual([], TIER.client("iam").list_roles()["Roles"])
        self.assertEqual([CODE], [bucket["Name"] for bucket in TIER.s3.list_buckets()["Buckets"]])
        eventually(lambda: len(group_of(TIER.server["pid"])) == 1)

    def test_2_no_function_outlives_a_server_that_was_killed(self):
        TIER.functions.create_function(
            FunctionName="orphan",
            Runtime="java25",
            Handler="Functions$Echo",
            Role="arn:aws:iam::000000000000:role/any",
            Code={"S3Bucket": CODE, "S3Key": "first version"},
        )
        TIER.functions.get_waiter("function_active_v2").wait(FunctionName="orphan")
        TIER.functions.invoke(FunctionName="orphan", Payload='{"body": ""}')
        self.assertEqual(2, len(group_of(TIER.server["pid"])))

        os.kill(TIER.server["pid"], signal.SIGKILL)

        eventually(lambda: not group_of(TIER.server["pid"]), within=10)


def resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


def main() -> None:
    """Finds what the test needs and goes on in the tier's own Python, which has boto3."""
    os.environ["FAREBOX_JAVA_HOME"] = str(java_home())
    os.environ.setdefault("FAREBOX_RIC_CLASSPATH", "") or os.environ.update(FAREBOX_RIC_CLASSPATH=ric_class_path())
    os.environ["FAREBOX_TRAINING_PROGRAM"] = str(HERE / "train")
    kept = os.environ.get(DATA)
    folder = run.Folder(Path(kept or tempfile.mkdtemp(prefix="farebox-localstack-")))
    os.environ[DATA] = str(folder.root)
    try:
        began = time.monotonic()
        run.install(folder)
        figure("install", time.monotonic() - began)
        command = [folder.python, "-m", "unittest", "-v", *(sys.argv[1:] or ["test_streaming", "test_forms", "test_tier"])]
        status = subprocess.run(command, cwd=HERE).returncode
    finally:
        if not kept:
            shutil.rmtree(folder.root, ignore_errors=True)
    sys.exit(status)


def java_home() -> Path:
    on_path = shutil.which("java")
    candidates = [os.environ.get("FAREBOX_JAVA_HOME"), os.environ.get("JAVA_HOME")]
    candidates += [Path(on_path).resolve().parent.parent] if on_path else []
    for home in map(Path, filter(None, candidates)):
        release = home / "release"
        if release.is_file() and any(
            line.startswith("JAVA_VERSION=") and int(line.split('"')[1].split(".")[0]) >= 25
            for line in release.read_text().splitlines()
        ):
            return home
    sys.exit("The tier needs a JDK of 25 or later: set FAREBOX_JAVA_HOME.")


def ric_class_path() -> str:
    with tempfile.NamedTemporaryFile("r") as output:
        command = ["mvn", "-B", "-q", "-f", HERE / "pom.xml", "dependency:build-classpath"]
        subprocess.run([*command, f"-Dmdep.outputFile={output.name}"], check=True, stdout=sys.stderr)
        return output.read()


if __name__ == "__main__":
    main()
