package farebox.local.template;

import java.util.Map;
import java.util.Optional;

/** CloudFormation's pseudo parameters: the one account that the local emulator plays. */
final class PseudoParameters {
    static final String ACCOUNT = "000000000000";
    static final String REGION = "us-east-1";
    static final String STACK = "farebox";

    private static final Map<String, String> VALUES = Map.of(
            "AWS::AccountId",
            ACCOUNT,
            "AWS::Region",
            REGION,
            "AWS::Partition",
            "aws",
            "AWS::URLSuffix",
            "amazonaws.com",
            "AWS::StackName",
            STACK,
            "AWS::StackId",
            arn("cloudformation", "stack/" + STACK + "/laptop"));

    private PseudoParameters() {}

    static Optional<String> value(String name) {
        return Optional.ofNullable(VALUES.get(name));
    }

    static boolean isKnown(String name) {
        return VALUES.containsKey(name) || name.equals("AWS::NoValue");
    }

    static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }
}
