"""What a linter says, in one form for all linters."""

from dataclasses import dataclass


class ToolFailed(Exception):
    """A linter could not look. This is never a pass."""


@dataclass(frozen=True)
class Finding:
    tool: str
    rule: str
    resource: str
    document: str
    says: str

    @property
    def checker(self):
        """The tool, and of cdk-nag the pack: what a row of the table is about."""
        return f"{self.tool} {self.rule.split('-')[0]}" if self.tool == "cdk-nag" else self.tool
