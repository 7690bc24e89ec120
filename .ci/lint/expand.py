"""Expands a SAM template as the transform on AWS does."""

import logging

import yaml
from findings import ToolFailed
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

# It says for each function which experiments it does not take part in.
logging.getLogger("samtranslator").setLevel(logging.ERROR)

# What packaging puts in place of a local file.
UPLOADED = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
}


class NoManagedPolicies:
    """The template names no policy by a short name, so none has to be looked up."""

    def load(self):
        return {}


def read(path):
    try:
        return yaml_parse(path.read_text())
    except yaml.YAMLError as refusal:
        raise ToolFailed(f"{path.name} is no YAML: {refusal}") from None


def expanded(template):
    """The template after packaging and the transform; the argument is used up."""
    for resource in template["Resources"].values():
        local_file = UPLOADED.get(resource["Type"])
        if local_file:
            resource["Properties"][local_file] = "s3://bucket/key"
    try:
        return transform(template, {}, NoManagedPolicies())
    except InvalidDocumentException as refusal:
        causes = "; ".join(cause.message for cause in refusal.causes)
        raise ToolFailed(f"the SAM transform refuses the template: {causes}") from None
