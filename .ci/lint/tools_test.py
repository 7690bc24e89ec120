import tempfile
import unittest
from pathlib import Path

import tools
from findings import ToolFailed


def report(**outcomes):
    return {"name": "t.json", "compliant": [], "not_applicable": [], "not_compliant": [], **outcomes}


class GuardTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.rules = Path(self.folder.name)
        (self.rules / "one.guard").touch()
        (self.rules / "two.guard").touch()

    def test_rules_that_were_not_evaluated_are_no_pass(self):
        with self.assertRaises(ToolFailed):
            list(tools.guard_findings(report(compliant=["one"]), "default", self.rules))

    def test_each_resource_on_the_way_is_a_finding(self):
        broken = {
            "Rule": {"name": "s3_check", "messages": {"custom_message": "\n [CT.S3.PR.1]: Require a block\n [FIX]: Block.\n"}},
            "checks": [{"path": "/Resources/B/Properties"}, {"path": "/Resources/A/Properties/X"}, {"path": ""}],
        }
        found = list(tools.guard_findings(report(compliant=["one"], not_compliant=[broken]), "default", self.rules))
        self.assertEqual([("CT.S3.PR.1", "A"), ("CT.S3.PR.1", "B")], [(each.rule, each.resource) for each in found])
        self.assertEqual("Require a block", found[0].says)


class NagTest(unittest.TestCase):
    def test_a_rule_that_could_not_judge_is_no_pass(self):
        says = "Rule threw an error during validation. The parameter resolved to a non-primitive value"
        violation = {"template": "t.json", "rule": "AwsSolutions-S1", "resource": "Bucket", "says": says}
        with self.assertRaises(ToolFailed):
            tools.nag_findings([violation], {"t.json": "default"})
        found = tools.nag_findings([{**violation, "says": "No log."}], {"t.json": "default"})
        self.assertEqual([("AwsSolutions-S1", "Bucket", "default")], [(f.rule, f.resource, f.document) for f in found])


class RunTest(unittest.TestCase):
    def test_an_exit_code_that_says_nothing_about_the_template_is_no_pass(self):
        with self.assertRaises(ToolFailed):
            tools.run(["sh", "-c", "echo '[]'; exit 3"], (0, 19))

    def test_what_is_not_json_is_no_pass(self):
        with self.assertRaises(ToolFailed):
            tools.parsed("", "cfn-guard")


class DefinitionsTest(unittest.TestCase):
    def test_a_state_machine_has_its_definition_in_a_file_that_is_checked(self):
        machine = {"Type": "AWS::Serverless::StateMachine", "Properties": {"DefinitionUri": "train.asl.json"}}
        found = tools.definitions({"Resources": {"Training": machine}}, Path("/here"))
        self.assertEqual({"Training": Path("/here/train.asl.json")}, found)

    def test_a_definition_that_nothing_checks_is_refused(self):
        for properties in ({"Definition": {}}, {"DefinitionString": "{}"}, {"DefinitionUri": "train.asl.yaml"}):
            machine = {"Type": "AWS::Serverless::StateMachine", "Properties": properties}
            with self.assertRaises(ToolFailed):
                tools.definitions({"Resources": {"Training": machine}}, Path("/here"))


if __name__ == "__main__":
    unittest.main()
