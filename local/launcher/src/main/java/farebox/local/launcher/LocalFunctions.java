package farebox.local.launcher;

import farebox.cli.operator.Stack;
import farebox.local.lambda.FunctionDefinition;
import farebox.local.template.Deployment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The template's functions as child processes of this machine. */
final class LocalFunctions {
    private static final String ACCOUNT = "000000000000";

    /** A laptop is no fleet: more children than processors only wait for each other. */
    private static final int MAX_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Stack stack;
    private final Optional<Path> accessLog;

    LocalFunctions(Stack stack) {
        this(stack, Optional.empty());
    }

    /** @param accessLog of the gateway, which on AWS is in CloudWatch Logs */
    LocalFunctions(Stack stack, Optional<Path> accessLog) {
        this.stack = stack;
        this.accessLog = accessLog;
    }

    FunctionDefinition definition(Deployment.Function function) {
        return new FunctionDefinition(
                function.name(),
                "arn:aws:lambda:" + stack.region() + ":" + ACCOUNT + ":function:" + function.name(),
                function.handler(),
                function.code(),
                Math.toIntExact(function.memory().bytes() >> 20),
                function.timeout(),
                environment(function),
                Math.min(function.mostAtOnce(), MAX_AT_ONCE),
                FunctionDefinition.Start.SNAP_START);
    }

    private Map<String, String> environment(Deployment.Function function) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.put("AWS_REGION", stack.region());
        accessLog.ifPresent(file -> environment.put("ACCESS_LOG_FILE", file.toString()));
        environment.put("AWS_ACCESS_KEY_ID", "farebox");
        environment.put("AWS_SECRET_ACCESS_KEY", "farebox");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        // As the SDK looks for the endpoint of a service.
        stack.endpoints()
                .forEach((service, endpoint) -> environment.put("AWS_ENDPOINT_URL_" + service, endpoint.toString()));
        return environment;
    }
}
