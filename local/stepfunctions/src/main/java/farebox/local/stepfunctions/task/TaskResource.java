package farebox.local.stepfunctions.task;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Task state calls, read from its {@code Resource}.
 *
 * @param arn as the definition has it
 * @param service such as {@code lambda}, or {@code aws-sdk:s3} for a call of the AWS SDK
 * @param action such as {@code invoke}; for a function's own ARN {@link #FUNCTION}
 */
public record TaskResource(String arn, String service, String action, Integration integration) {
    /** The action of a resource that is the ARN of a Lambda function, whose result is the function's response alone. */
    public static final String FUNCTION = "function";

    private static final Pattern STATES = Pattern.compile(
            "arn:aws[a-z-]*:states:[a-z0-9-]*:[0-9]*:((?:aws-sdk:)?[a-zA-Z0-9]+):([a-zA-Z0-9]+)(\\..+)?");
    private static final Pattern LAMBDA =
            Pattern.compile("arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]+:function:[a-zA-Z0-9_:$-]+");

    /** When a Task state is done. */
    public enum Integration {
        /** When the service has answered. */
        REQUEST_RESPONSE(""),
        /** When the job that was started has ended. */
        SYNC(".sync"),
        /** The same; the output of a nested execution is JSON rather than text. */
        SYNC_2(".sync:2"),
        /** When somebody returns the task's token. */
        WAIT_FOR_TASK_TOKEN(".waitForTaskToken");

        private final String suffix;

        Integration(String suffix) {
            this.suffix = suffix;
        }

        private static Optional<Integration> of(String suffix) {
            for (Integration integration : values()) {
                if (integration.suffix.equals(suffix)) {
                    return Optional.of(integration);
                }
            }
            return Optional.empty();
        }
    }

    /** @return empty if the text is no resource of a Task state */
    public static Optional<TaskResource> parse(String arn) {
        if (LAMBDA.matcher(arn).matches()) {
            return Optional.of(new TaskResource(arn, "lambda", FUNCTION, Integration.REQUEST_RESPONSE));
        }
        Matcher states = STATES.matcher(arn);
        if (!states.matches()) {
            return Optional.empty();
        }
        String suffix = states.group(3) == null ? "" : states.group(3);
        return Integration.of(suffix)
                .map(integration -> new TaskResource(arn, states.group(1), states.group(2), integration));
    }

    /** Whether the task goes on after the service has answered the first request. */
    public boolean runsAJob() {
        return integration == Integration.SYNC || integration == Integration.SYNC_2;
    }

    public boolean waitsForToken() {
        return integration == Integration.WAIT_FOR_TASK_TOKEN;
    }

    /** Service and action, such as {@code lambda:invoke}. */
    public String qualifiedAction() {
        return service + ":" + action;
    }
}
