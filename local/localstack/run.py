"""Installs, starts and stops LocalStack 4.14 with Farebox's plugins, all inside one folder.

    python3.13 run.py up --data DIR [--port N]     install what is missing, start, wait until it is ready
    python3.13 run.py down --data DIR              stop it and everything it started
    python3.13 run.py install --data DIR           only the first step of `up`
    python3.13 run.py env --data DIR [--port N]    print the environment that `up` would start it with, as JSON

`up` needs FAREBOX_JAVA_HOME and FAREBOX_RIC_CLASSPATH (see farebox_localstack/jvm.py), prints progress on standard
error and, when the server answers, one line of JSON on standard output: endpoint, port, pid, log. It returns then;
the server goes on. All of it lies under DIR: the virtual environment, the server's files, its log.

Exit status: 0 done, 1 a sentence on standard error says why not, 2 wrong arguments.
"""

import argparse
import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TRAINING_PROGRAM = HERE.parents[1] / "training-step-functions/worker/target/farebox-train/bin/train"
LOOPBACK = "127.0.0.1"
PORT = 4566
WAY_OUT = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "REQUESTS_CA_BUNDLE")
"""What a network may need to reach Maven Central, from which LocalStack fetches JSONata when it first needs it."""
READY_WITHIN = 120.0  # seconds
GONE_WITHIN = 15.0  # seconds; LocalStack first deletes what it holds


class Refusal(Exception):
    """Why a command could not be done, for the person who asked."""


@dataclass(frozen=True)
class Folder:
    """Where everything lies. Nothing is written outside."""

    root: Path

    @property
    def python(self) -> Path:
        return self.root / "venv" / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """In the virtual environment when it is whole; holds the digests of what was installed, as JSON."""
        return self.root / "venv" / "farebox.json"

    @property
    def server(self) -> Path:
        """The running server, as JSON."""
        return self.root / "server.json"

    @property
    def log(self) -> Path:
        return self.root / "localstack.log"

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def temporary(self) -> Path:
        return self.root / "tmp"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# install


def install(folder: Folder) -> None:
    """Makes the virtual environment, or keeps the one that is there if it has the same lock and plugin."""
    if sys.version_info[:2] != (3, 13):
        raise Refusal(f"LocalStack 4.14 runs on Python 3.13; this is {sys.version.split()[0]}.")
    wanted = {"lock": _digest(HERE / "build.lock", HERE / "requirements.lock"), "plugin": _digest(*_plugin_files())}
    found = json.loads(folder.stamp.read_text()) if folder.stamp.is_file() else {}
    if found == wanted:
        return
    folder.stamp.unlink(missing_ok=True)
    if found.get("lock") != wanted["lock"]:
        _install_packages(folder)
    _install_plugin(folder)
    folder.stamp.write_text(json.dumps(wanted))


def _install_packages(folder: Folder) -> None:
    say("Installing LocalStack 4.14 (about a minute, 500 MB) ...")
    venv.create(folder.root / "venv", clear=True, with_pip=True)
    # Three of the packages are built here: with the setuptools of our lock, not with whatever is newest today.
    _pip(folder, "--require-hashes", "-r", HERE / "build.lock")
    _pip(folder, "--require-hashes", "--no-build-isolation", "-r", HERE / "requirements.lock")


def _install_plugin(folder: Folder) -> None:
    # setuptools writes beside the sources, which may be read-only or somebody's checkout: build a copy.
    copy = folder.temporary / "plugin"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for path in _plugin_files():
        target = copy / path.relative_to(HERE)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
    _pip(folder, "--force-reinstall", "--no-deps", "--no-index", "--no-build-isolation", copy)
    shutil.rmtree(copy)
    shutil.rmtree(folder.cache, ignore_errors=True)  # an older list of plugins


def _pip(folder: Folder, *arguments: object) -> None:
    command = [folder.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run([str(part) for part in command], stdout=sys.stderr).returncode:
        raise Refusal(f"pip failed: {' '.join(map(str, command))}")


def _digest(*files: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in files:
        digest.update(f"{path.relative_to(HERE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _plugin_files() -> list[Path]:
    return [HERE / "pyproject.toml", *sorted((HERE / "farebox_localstack").glob("*.py"))]


# start


def environment(folder: Folder, port: int) -> dict[str, str]:
    """All that the server sees: a person's own AWS or LocalStack settings stay out."""
    java_home = _required("FAREBOX_JAVA_HOME")
    return {name: os.environ[name] for name in WAY_OUT if name in os.environ} | {
        "PATH": f"{java_home}/bin:{os.environ.get('PATH', os.defpath)}",
        "LANG": "C.UTF-8",
        "HOME": str(folder.root / "home"),
        "TMPDIR": str(folder.temporary),
        # Plux keeps its list of plugins here. In a common folder, another installation's list would hide ours.
        "XDG_CACHE_HOME": str(folder.cache),
        "FILESYSTEM_ROOT": str(folder.state),
        "OVERRIDE_IN_DOCKER": "0",  # inside a container it would use the system's folders
        "GATEWAY_LISTEN": f"{LOOPBACK}:{port}",
        "LOCALSTACK_HOST": f"{LOOPBACK}:{port}",
        "DNS_ADDRESS": "0",
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "LAMBDA_RUNTIME_EXECUTOR": "process",
        "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT": "120",  # seconds to initialise; a model may have to be fetched
        "LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_ERROR_SEC": "5",
        # Beyond this a call is refused, and each is a process here: enough for a dozen callers beside the functions of events.
        "LAMBDA_LIMITS_CONCURRENT_EXECUTIONS": "40",
        "LAMBDA_LIMITS_MINIMUM_UNRESERVED_CONCURRENCY": "0",
        "PROVIDER_OVERRIDE_DYNAMODB": "moto",
        "PROVIDER_OVERRIDE_DYNAMODBSTREAMS": "moto",
        "FAREBOX_JAVA_HOME": java_home,
        "FAREBOX_RIC_CLASSPATH": _required("FAREBOX_RIC_CLASSPATH"),
        "FAREBOX_TRAINING_PROGRAM": os.environ.get("FAREBOX_TRAINING_PROGRAM") or str(TRAINING_PROGRAM),
    } | ({"DEBUG": "1"} if os.environ.get("FAREBOX_LOCALSTACK_DEBUG") else {})


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise Refusal(f"{name} is not set.")
    return value


def up(folder: Folder, port: int) -> dict:
    if running := _running(folder):
        raise Refusal(f"It is already running at {running['endpoint']} (process {running['pid']}).")
    port = port or _free_port()
    variables = environment(folder, port)
    install(folder)
    if _listens(port):
        raise Refusal(f"Something else listens on port {port}; name another with --port.")
    say(f"Starting LocalStack on port {port} ...")
    server = _start(folder, port, variables)
    _await_ready(folder, server)
    return server


def _start(folder: Folder, port: int, variables: dict[str, str]) -> dict:
    for path in (folder.temporary, folder.root / "home", folder.state):
        path.mkdir(parents=True, exist_ok=True)
    _offer_jdk(folder, variables["FAREBOX_JAVA_HOME"])
    with folder.log.open("wb") as log:
        process = subprocess.Popen(
            [folder.python, "-m", "localstack.runtime.main"],
            cwd=folder.state,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a process group of its own: `down` ends it with all its children
        )
    server = {
        "endpoint": f"http://{LOOPBACK}:{port}",
        "port": port,
        "pid": process.pid,
        "born": _born(process.pid),
        "log": str(folder.log),
    }
    folder.server.write_text(json.dumps(server))
    return server


def _offer_jdk(folder: Folder, java_home: str) -> None:
    """LocalStack looks for a JDK here before it tries to fetch one (JSONata in Step Functions needs it)."""
    link = folder.state / "var/lib/localstack/lib/java/21"
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(java_home)


def _await_ready(folder: Folder, server: dict) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not _ready(server["port"]):
        if not _alive(server):
            folder.server.unlink()
            raise Refusal(f"LocalStack ended while starting. The end of {folder.log}:\n{_tail(folder.log)}")
        if time.monotonic() > deadline:
            down(folder)
            raise Refusal(f"LocalStack was not ready within {READY_WITHIN:.0f} s; see {folder.log}.")
        time.sleep(0.2)


def _ready(port: int) -> bool:
    """The gateway listens before the plugins are loaded, so ask whether the Lambda and DynamoDB providers are there."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/_localstack/health")
        services = json.load(connection.getresponse()).get("services", {})
        return services.get("dynamodb") in ("available", "running") and "lambda" in services
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        connection.close()


# stop


def down(folder: Folder) -> None:
    """Ends the server's process group; does nothing when there is none."""
    server = _running(folder)
    if server:
        _signal(server, signal.SIGTERM)
        deadline = time.monotonic() + GONE_WITHIN
        while _alive(server) and time.monotonic() < deadline:
            time.sleep(0.1)
        _signal(server, signal.SIGKILL)  # whoever of the group is left
    folder.server.unlink(missing_ok=True)
    shutil.rmtree(folder.temporary, ignore_errors=True)


def _signal(server: dict, number: signal.Signals) -> None:
    try:
        os.killpg(server["pid"], number)
    except ProcessLookupError:
        pass  # the whole group is gone


def _running(folder: Folder) -> dict | None:
    if not folder.server.is_file():
        return None
    server = json.loads(folder.server.read_text())
    return server if _alive(server) else None


def _alive(server: dict) -> bool:
    return server["born"] is not None and _born(server["pid"]) == server["born"]


def _born(pid: int) -> str | None:
    """When a process began, in the kernel's ticks: a later process with the same id is another. None: it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


# small things


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=["up", "down", "install", "env"])
    parser.add_argument("--data", type=Path, required=True, help="the folder for everything")
    parser.add_argument("--port", type=int, default=PORT, help=f"0 for any free one; {PORT} unless told")
    options = parser.parse_args(arguments)
    folder = Folder(options.data.resolve())
    try:
        match options.command:
            case "up":
                print(json.dumps(up(folder, options.port)))
            case "down":
                down(folder)
            case "install":
                install(folder)
            case "env":
                print(json.dumps(environment(folder, options.port), indent=2))
    except Refusal as refusal:
        say(str(refusal))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
