"""How to start a Java function as Lambda does: the official runtime interface client in a JVM of its own.

Two environment variables of LocalStack's process say where things are:

- FAREBOX_JAVA_HOME: a JDK or JRE, at least as new as the newest runtime that the template names
- FAREBOX_RIC_CLASSPATH: the jars of com.amazonaws:aws-lambda-java-runtime-interface-client and what it depends on,
  with the path separator between them
"""

import os
import platform
import sys
import zipfile
from pathlib import Path

from farebox_localstack import die_with_parent

MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
NATIVE_PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
HEAP_SHARE = 0.85
"""Of the function's memory; what Lambda gives the heap."""


def problems() -> list[str]:
    """:return: what is missing to run any function, as sentences"""
    found = []
    if platform.system() != "Linux":
        found.append("The Java runtime interface client has a native library for Linux only.")
    if not java().is_file():
        found.append(f"FAREBOX_JAVA_HOME must name a JDK; there is no {java()}.")
    missing = [jar for jar in class_path() if not jar.is_file()]
    if missing or not class_path():
        found.append(f"FAREBOX_RIC_CLASSPATH must name jars that exist; missing: {missing or 'all'}.")
    return found


def java() -> Path:
    return Path(os.environ.get("FAREBOX_JAVA_HOME", "")) / "bin" / "java"


def class_path() -> list[Path]:
    return [Path(jar) for jar in os.environ.get("FAREBOX_RIC_CLASSPATH", "").split(os.pathsep) if jar]


def command(handler: str, memory_mebibytes: int, folder: Path, snap_start: bool) -> list[str]:
    """The command line of one environment; its working folder must be the function's unpacked code.

    :param folder: the environment's own: temporary files, and the native library (the client would unpack it to one
        path for all, where processes that start together overwrite it under each other's feet)
    """
    return [
        *(sys.executable, "-I", "-S", die_with_parent.__file__, str(os.getpid())),
        str(java()),
        "-XX:+UseSerialGC",
        f"-XX:MaxHeapSize={int(memory_mebibytes * HEAP_SHARE)}m",
        # Lambda compiles with C1 only, save where a snapshot hides the start.
        *([] if snap_start else ["-XX:TieredStopAtLevel=1"]),
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        f"-XX:ErrorFile={folder}/hs_err.log",
        f"-Djava.io.tmpdir={folder}/tmp",
        f"-Duser.home={folder}/tmp",
        f"-D{NATIVE_PROPERTY}={_own_native_library(folder)}",
        *("-cp", os.pathsep.join(map(str, class_path()))),
        MAIN_CLASS,
        handler,
    ]


def _own_native_library(folder: Path) -> Path:
    name = f"jni/libaws-lambda-jni.{_libc()}-{_machine()}.so"
    target = folder / "runtime-client.so"
    for jar in class_path():
        with zipfile.ZipFile(jar) as entries:
            if name in entries.namelist():
                target.write_bytes(entries.read(name))
                return target
    raise FileNotFoundError(f"no jar of FAREBOX_RIC_CLASSPATH contains {name}")


def _libc() -> str:
    return "linux" if platform.libc_ver()[0] == "glibc" else "linux_musl"


def _machine() -> str:
    return {"x86_64": "x86_64", "aarch64": "aarch_64"}[platform.machine()]
