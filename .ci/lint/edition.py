"""A template as it is deployed under given parameters: no conditions, no parameters, pseudo parameters filled in.

Guard and nag look at properties as they stand. They cannot see through Fn::If, and take it for whatever fails a rule.
References to other resources stay, since rules follow them.
"""

import re

PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/farebox/0",
    "AWS::StackName": "farebox",
    "AWS::URLSuffix": "amazonaws.com",
}
NOTHING = object()


def edition(template, parameters):
    """The template with these parameters, and defaults for the others."""
    return Edition(template, parameters).template()


class Edition:
    def __init__(self, template, parameters):
        unknown = parameters.keys() - template.get("Parameters", {}).keys()
        if unknown:
            raise ValueError(f"the template has no parameter {', '.join(sorted(unknown))}")
        defaults = {name: declared.get("Default", "") for name, declared in template.get("Parameters", {}).items()}
        self.values = {**PSEUDO, **defaults, **parameters}
        self.conditions = template.get("Conditions", {})
        self.resources = template["Resources"]

    def template(self):
        resources = {
            name: self.resource(body) for name, body in self.resources.items() if self.holds(body.get("Condition"))
        }
        return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}

    def resource(self, body):
        return {key: self.resolved(value) for key, value in body.items() if key != "Condition"}

    def holds(self, condition):
        return condition is None or self.true(self.conditions[condition])

    def true(self, expression):
        [(function, operands)] = expression.items()
        match function:
            case "Fn::Equals":
                left, right = map(self.resolved, operands)
                return str(left) == str(right)
            case "Fn::Not":
                return not self.true(operands[0])
            case "Fn::And":
                return all(map(self.true, operands))
            case "Fn::Or":
                return any(map(self.true, operands))
            case "Condition":
                return self.holds(operands)
        raise ValueError(f"unknown condition {function}")

    def resolved(self, value):
        match value:
            case {"Ref": "AWS::NoValue"}:
                return NOTHING
            case {"Ref": name}:
                return self.values.get(name, value)
            case {"Fn::If": [condition, then, otherwise]}:
                return self.resolved(then if self.holds(condition) else otherwise)
            case {"Fn::Sub": [text, {**names}]}:
                return self.substituted(text, names)
            case {"Fn::Sub": str(text)}:
                return self.substituted(text, {})
            case dict():
                return {key: item for key, item in self.each(value.items()) if item is not NOTHING}
            case list():
                return [item for item in map(self.resolved, value) if item is not NOTHING]
        return value

    def each(self, items):
        return ((key, self.resolved(value)) for key, value in items)

    def substituted(self, text, names):
        """A text, or where it names resources an Fn::Join, which is the form that rules were written for."""
        literals_and_names = re.split(r"\$\{([^!}]+)\}", text)
        pieces = []
        for index, piece in enumerate(literals_and_names):
            pieces.append(self.named(piece, names) if index % 2 else piece.replace("${!", "${"))
        pieces = [piece for piece in pieces if piece != ""]
        if all(isinstance(piece, (str, int)) for piece in pieces):
            return "".join(map(str, pieces))
        return {"Fn::Join": ["", joined(pieces)]}

    def named(self, name, names):
        if name in names:
            return self.resolved(names[name])
        if name in self.values:
            return self.values[name]
        resource, dot, attribute = name.partition(".")
        return {"Fn::GetAtt": [resource, attribute]} if dot else {"Ref": resource}


def joined(pieces):
    """The pieces with neighbouring texts made one."""
    out = []
    for piece in pieces:
        if isinstance(piece, dict) or not out or isinstance(out[-1], dict):
            out.append(piece if isinstance(piece, dict) else str(piece))
        else:
            out[-1] += str(piece)
    return out
