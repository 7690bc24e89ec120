import unittest

from findings import Finding
from judge import judge, waivers_in

EDITIONS = {"default": {}, "hardened": {"Key": "arn"}}


def finding(resource="Bucket", document="default", rule="R1"):
    return Finding("cfn-guard", rule, resource, document, "open to all")


def waiver(**fields):
    return {"reason": "It costs.", "resources": ["Bucket"], "cfn-guard": ["R1"], **fields}


def verdict(findings, *entries):
    return judge(findings, waivers_in(entries, EDITIONS), EDITIONS)


class JudgeTest(unittest.TestCase):
    def test_a_finding_without_a_waiver_is_open(self):
        judged = verdict([finding()])
        self.assertEqual((finding(),), judged.open)
        self.assertFalse(judged.holds())

    def test_a_waiver_covers_its_finding_in_every_edition(self):
        judged = verdict([finding(document="default"), finding(document="hardened")], waiver())
        self.assertTrue(judged.holds())
        self.assertEqual([("cfn-guard", 1, 1, 0)], judged.rows(["cfn-guard"]))

    def test_a_waiver_covers_nothing_else(self):
        for other in (finding(resource="Other"), finding(rule="R2")):
            judged = verdict([finding(), other], waiver())
            self.assertEqual((other,), judged.open)

    def test_a_waiver_of_another_tool_covers_nothing(self):
        entry = {"reason": "It costs.", "resources": ["Bucket"], "cdk-nag": ["R1"]}
        self.assertEqual((finding(),), verdict([finding()], entry).open)

    def test_a_waiver_without_a_finding_is_unused(self):
        judged = verdict([finding()], waiver(resources=["Bucket", "Gone"]))
        self.assertEqual(["cfn-guard R1 of Gone"], [str(unused) for unused in judged.unused])
        self.assertFalse(judged.holds())

    def test_a_parameter_that_solves_nothing_leaves_the_finding_open(self):
        solved = waiver(solved_by="Key")
        self.assertTrue(verdict([finding()], solved).holds())
        still_there = finding(document="hardened")
        self.assertEqual((still_there,), verdict([finding(), still_there], solved).open)

    def test_a_waiver_is_whole(self):
        for wrong in (waiver(reason=" "), waiver(resources=[]), waiver(rule="R1"), waiver(solved_by="NoParameter")):
            with self.assertRaises(ValueError):
                waivers_in([wrong], EDITIONS)

    def test_nothing_is_waived_twice(self):
        with self.assertRaises(ValueError):
            waivers_in([waiver(), waiver()], EDITIONS)

    def test_packs_are_counted_apart(self):
        nag = Finding("cdk-nag", "HIPAA.Security-S3BucketLoggingEnabled", "Bucket", "default", "no log")
        self.assertEqual("cdk-nag HIPAA.Security", nag.checker)


if __name__ == "__main__":
    unittest.main()
