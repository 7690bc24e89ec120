"""Runs every linter over a template and judges what they find: check.py TEMPLATE NODE WORK.

NODE is the folder of the installed npm packages, WORK one for what is made on the way.
"""

import json
import sys
from pathlib import Path

import tools
import yaml
from edition import edition
from expand import expanded, read
from findings import ToolFailed
from judge import judge, waivers_in

HERE = Path(__file__).parent
BROKEN = "broken"
CHECKERS = (
    "cfn-lint",
    "sam",
    "cfn-guard",
    "cdk-nag AwsSolutions",
    "cdk-nag Serverless",
    "cdk-nag NIST.800.53.R5",
    "cdk-nag HIPAA.Security",
    "cdk-nag PCI.DSS.321",
    "asl-validator",
)


def main(template_path, node, work):
    rules = yaml.safe_load((HERE / "waivers.yaml").read_text())
    editions, waivers = rules["editions"], waivers_in(rules["waivers"], rules["editions"])
    try:
        found = findings(template_path, editions, node, work)
    except ToolFailed as failure:
        sys.exit(f"FAIL  {failure}")
    blind = set(CHECKERS) - {finding.checker for finding in found if finding.document == BROKEN}
    if blind:
        sys.exit(f"FAIL  found nothing in broken.yaml, so it does not look: {', '.join(sorted(blind))}")
    verdict = judge([finding for finding in found if finding.document != BROKEN], waivers, editions)
    report(verdict)
    sys.exit(0 if verdict.holds() else 1)


def findings(template_path, editions, node, work):
    source, broken = read(template_path), read(HERE / "broken.yaml")
    machines = {
        "source": tools.definitions(source, template_path.parent),
        BROKEN: tools.definitions(broken, HERE),
    }
    expansion, broken_expansion = expanded(source), expanded(broken)
    sources = {"source": template_path, BROKEN: HERE / "broken.yaml"}
    resolved = {name: edition(expansion, parameters) for name, parameters in editions.items()}
    files = written({"expansion": expansion, **resolved, BROKEN: edition(broken_expansion, {})}, work)
    deployed = {name: path for name, path in files.items() if name != "expansion"}
    return [
        *tools.cfn_lint({**sources, "expansion": files["expansion"]}),
        *tools.sam_validate(sources),
        *tools.cfn_guard(deployed, node),
        *tools.cdk_nag(deployed, node),
        *tools.asl_validator(machines, node),
    ]


def written(documents, work):
    paths = {name: work / f"{name}.json" for name in documents}
    for name, document in documents.items():
        paths[name].write_text(json.dumps(document, indent=1))
    return paths


def report(verdict):
    print(f"{'checker':26}{'findings':>9}{'waived':>9}{'open':>9}")
    for name, found, waived, open_ones in verdict.rows(CHECKERS):
        print(f"{name:26}{found:9}{waived:9}{open_ones:9}")
    for finding in verdict.open:
        print(f"OPEN    {finding.tool} {finding.rule} of {finding.resource} ({finding.document}): {finding.says}")
    for waiver in verdict.unused:
        print(f"UNUSED  the waiver of {waiver}: nothing finds it any more")


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:]))
