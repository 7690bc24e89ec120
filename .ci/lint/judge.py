"""Sets findings against waivers. A finding without a waiver is an error, and so is a waiver without a finding."""

from collections import Counter
from dataclasses import dataclass

TOOLS = ("cfn-lint", "cfn-guard", "cdk-nag")
FIELDS = {"reason", "resources", "solved_by", *TOOLS}


@dataclass(frozen=True)
class Waiver:
    tool: str
    rule: str
    resource: str
    solved_by: str | None

    def __str__(self):
        return f"{self.tool} {self.rule} of {self.resource}"

    def covers(self, finding, editions):
        return (self.tool, self.rule, self.resource) == (finding.tool, finding.rule, finding.resource) and (
            self.solved_by is None or self.solved_by not in editions.get(finding.document, {})
        )


@dataclass(frozen=True)
class Verdict:
    open: tuple
    unused: tuple
    waived: tuple

    def holds(self):
        return not self.open and not self.unused

    def rows(self, checkers):
        """Of each checker: its name, findings, those waived, those open. The same finding in two editions is one."""
        waived = Counter(checker for checker, _, _ in {identity(finding) for finding in self.waived})
        open_ones = Counter(checker for checker, _, _ in {identity(finding) for finding in self.open})
        return [(name, waived[name] + open_ones[name], waived[name], open_ones[name]) for name in checkers]


def identity(finding):
    return finding.checker, finding.rule, finding.resource


def waivers_in(entries, editions):
    solvable = {parameter for parameters in editions.values() for parameter in parameters}
    waivers = []
    for entry in entries:
        if entry.keys() - FIELDS or not entry.get("resources") or not entry.get("reason", "").strip():
            raise ValueError(f"a waiver has a reason, resources, and rules of {', '.join(TOOLS)}: {entry}")
        if entry.get("solved_by") not in {None, *solvable}:
            raise ValueError(f"no edition sets {entry['solved_by']}, so nothing shows that it solves anything")
        waivers += [
            Waiver(tool, rule, resource, entry.get("solved_by"))
            for tool in TOOLS
            for rule in entry.get(tool, [])
            for resource in entry["resources"]
        ]
    twice = [str(waiver) for waiver, times in Counter(waivers).items() if times > 1]
    if twice:
        raise ValueError(f"waived twice: {', '.join(twice)}")
    return waivers


def judge(findings, waivers, editions):
    """The parameters of each edition say which waivers end there, because the parameter that they name is set."""
    covered = {finding: [waiver for waiver in waivers if waiver.covers(finding, editions)] for finding in findings}
    used = {waiver for covering in covered.values() for waiver in covering}
    return Verdict(
        open=tuple(finding for finding, covering in covered.items() if not covering),
        unused=tuple(waiver for waiver in waivers if waiver not in used),
        waived=tuple(finding for finding, covering in covered.items() if covering),
    )
