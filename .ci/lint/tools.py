"""The linters. Each takes documents (a label and a path) and returns findings, or says that it could not look."""

import json
import platform
import re
import subprocess
import sys
from pathlib import Path

from findings import Finding, ToolFailed

BIN = Path(sys.executable).parent
LOGICAL_ID = re.compile(r'"path": ?"/Resources/(\w+)')
CONTROL = re.compile(r"\[(CT\.[\w.]+)\]: (.*)")


def run(command, accepted):
    """What the command prints; the exit codes are those by which it says that it looked."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in accepted:
        raise ToolFailed(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout


def parsed(text, tool):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise ToolFailed(f"{tool} printed no JSON: {text[:500]}") from None


def cfn_lint(documents):
    """Errors, warnings and informational findings count alike; the exit code is a set of bits for these."""
    found = []
    for label, path in documents.items():
        command = [str(BIN / "cfn-lint"), "--include-checks", "I", "--format", "json", "--", str(path)]
        matches = parsed(run(command, range(0, 32, 2)), "cfn-lint")
        found += [cfn_lint_finding(match, label) for match in matches]
    return found


def cfn_lint_finding(match, label):
    section_and_id = match["Location"].get("Path") or []
    resource = str(section_and_id[1]) if len(section_and_id) > 1 else "template"
    return Finding("cfn-lint", match["Rule"]["Id"], resource, label, match["Message"])


def sam_validate(documents):
    """SAM says yes or no; what it finds is what cfn-lint finds, and what SAM itself refuses."""
    found = []
    for label, path in documents.items():
        command = [str(BIN / "sam"), "validate", "--lint", "--template", str(path)]
        said = run(command, (0, 1))
        if "is a valid SAM Template" not in said:
            found.append(Finding("sam", "validate", "template", label, said.strip()))
    return found


def cfn_guard(documents, node):
    package = node / "node_modules/@cdklabs/cdk-validator-cfnguard"
    rules = package / "rules/control-tower/cfn-guard"
    labels = {str(path): label for label, path in documents.items()}
    command = [str(guard_binary(package)), "validate", "--rules", str(rules)]
    command += [word for path in labels for word in ("--data", path)]
    # 19 says that there are findings.
    output = run([*command, "--structured", "--output-format", "json", "--show-summary", "none"], (0, 19))
    reports = parsed(output, "cfn-guard")
    if sorted(report["name"] for report in reports) != sorted(labels):
        raise ToolFailed(f"cfn-guard looked at {[report['name'] for report in reports]}")
    return [finding for report in reports for finding in guard_findings(report, labels[report["name"]], rules)]


def guard_binary(package):
    system = {"Linux": "ubuntu", "Darwin": "macos"}.get(platform.system())
    machine = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(platform.machine())
    binary = package / "bin" / str(system) / str(machine) / "cfn-guard"
    if not binary.exists():
        raise ToolFailed(f"cfn-guard has no binary for {platform.system()} on {platform.machine()}")
    return binary


def guard_findings(report, label, rules):
    evaluated = sum(len(report[outcome]) for outcome in ("compliant", "not_applicable", "not_compliant"))
    files = sum(1 for _ in rules.rglob("*.guard"))
    if evaluated < files or files == 0:
        raise ToolFailed(f"cfn-guard evaluated {evaluated} rules of {files} files")
    for broken in report["not_compliant"]:
        text = json.dumps(broken)
        control, says = control_of(broken)
        for resource in sorted(set(LOGICAL_ID.findall(text))) or ["template"]:
            yield Finding("cfn-guard", control, resource, label, says)


def control_of(broken):
    """The name that Control Tower's documentation gives the rule; it stands in the rule's message."""
    named = CONTROL.search(json.dumps(broken).replace("\\n", "\n"))
    return named.groups() if named else (broken["Rule"]["name"], "")


def cdk_nag(documents, node):
    labels = {str(path): label for label, path in documents.items()}
    return nag_findings(parsed(run(["node", str(node / "nag.mjs"), *labels], (0,)), "cdk-nag"), labels)


def nag_findings(violations, labels):
    unread = [violation for violation in violations if violation["says"].startswith("Rule threw an error")]
    if unread:
        raise ToolFailed(f"cdk-nag could not judge: {unread}")
    return [
        Finding("cdk-nag", violation["rule"], violation["resource"], labels[violation["template"]], violation["says"])
        for violation in violations
    ]


def asl_validator(machines, node):
    """Of each label, the definitions by logical id."""
    known = {str(path): (label, name) for label, paths in machines.items() for name, path in paths.items()}
    errors = parsed(run(["node", str(node / "asl.mjs"), *known], (0,)), "asl-validator")
    return [
        Finding("asl-validator", error["rule"], known[error["definition"]][1], known[error["definition"]][0], error["says"])
        for error in errors
    ]


def definitions(template, folder):
    """The files in which the template's state machines are defined, by logical id."""
    files = {}
    for name, resource in template["Resources"].items():
        if resource["Type"] in ("AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"):
            file = resource["Properties"].get("DefinitionUri")
            if not isinstance(file, str) or not file.endswith(".asl.json"):
                raise ToolFailed(f"{name} must have its definition in a file *.asl.json, or nothing checks it")
            files[name] = folder / file
    return files
