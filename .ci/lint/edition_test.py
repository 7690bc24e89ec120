import unittest

from edition import edition

TEMPLATE = {
    "Parameters": {"Key": {"Default": ""}, "Days": {"Default": 30}, "Name": {"Default": "shop"}},
    "Conditions": {
        "HasKey": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Key"}, ""]}]},
        "HasKeyAndMonth": {"Fn::And": [{"Condition": "HasKey"}, {"Fn::Equals": [{"Ref": "Days"}, "30"]}]},
        "HasKeyOrMonth": {"Fn::Or": [{"Condition": "HasKey"}, {"Fn::Equals": [{"Ref": "Days"}, "30"]}]},
    },
    "Resources": {"Table": {"Type": "T"}},
}


def properties(value, condition=None, **parameters):
    body = {"Type": "T", "Properties": {"Value": value}, **({"Condition": condition} if condition else {})}
    template = {**TEMPLATE, "Resources": {**TEMPLATE["Resources"], "Subject": body}}
    return edition(template, parameters)["Resources"].get("Subject", {}).get("Properties")


class EditionTest(unittest.TestCase):
    def test_values(self):
        cases = [
            ({"Ref": "Days"}, 30),
            ({"Ref": "AWS::Region"}, "us-east-1"),
            ({"Ref": "Table"}, {"Ref": "Table"}),
            ({"Fn::If": ["HasKey", "own", "free"]}, "free"),
            ({"Fn::Sub": "a-${Name}-${AWS::AccountId}"}, "a-shop-123456789012"),
            ({"Fn::Sub": "${!Literal} ${Days}"}, "${Literal} 30"),
            ({"Fn::Sub": "${Table.Arn}/*"}, {"Fn::Join": ["", [{"Fn::GetAtt": ["Table", "Arn"]}, "/*"]]}),
            ({"Fn::Sub": "${Name}/${Table}"}, {"Fn::Join": ["", ["shop/", {"Ref": "Table"}]]}),
            ({"Fn::Sub": ["x${Alias}", {"Alias": {"Ref": "Table"}}]}, {"Fn::Join": ["", ["x", {"Ref": "Table"}]]}),
            ([1, {"Ref": "AWS::NoValue"}, {"Fn::If": ["HasKey", "own", {"Ref": "AWS::NoValue"}]}], [1]),
        ]
        for value, expected in cases:
            with self.subTest(value=value):
                self.assertEqual({"Value": expected}, properties(value))

    def test_a_property_without_a_value_is_not_there(self):
        self.assertEqual({}, properties({"Ref": "AWS::NoValue"}))

    def test_parameters_decide(self):
        self.assertEqual({"Value": "own"}, properties({"Fn::If": ["HasKey", "own", "free"]}, Key="arn"))

    def test_a_resource_whose_condition_fails_is_not_there(self):
        cases = [("HasKey", False), ("HasKeyAndMonth", False), ("HasKeyOrMonth", True)]
        for condition, there in cases:
            with self.subTest(condition=condition):
                self.assertEqual({"Value": 1} if there else None, properties(1, condition))
                self.assertEqual({"Value": 1}, properties(1, condition, Key="arn"))

    def test_an_unknown_parameter_is_refused(self):
        with self.assertRaises(ValueError):
            edition(TEMPLATE, {"Kee": "arn"})


if __name__ == "__main__":
    unittest.main()
