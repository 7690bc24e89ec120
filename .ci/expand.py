"""Expands a SAM template as the transform on AWS does: expand.py TEMPLATE OUTPUT."""

import json
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies:
    """The template names no policy by a short name, so none has to be looked up."""

    def load(self):
        return {}


template_path, output_path = sys.argv[1:]
with open(template_path) as text:
    template = yaml_parse(text.read())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://bucket/key"  # what packaging puts there
with open(output_path, "w") as expanded:
    json.dump(transform(template, {}, NoManagedPolicies()), expanded, indent=1)
