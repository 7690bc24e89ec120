package farebox.http.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event, and what Lambda says about it.
 *
 * @param trace X-Ray's header; empty if there is none
 */
record NextInvocation(String requestId, Instant deadline, String functionArn, String trace, byte[] event) {

    Context context(Map<String, String> environment, InstantSource clock) {
        return new InvocationContext(this, environment, clock);
    }

    /** Lambda's own interface. No client here has an identity or a context of its own. */
    private record InvocationContext(NextInvocation invocation, Map<String, String> environment, InstantSource clock)
            implements Context {
        @Override
        public String getAwsRequestId() {
            return invocation.requestId();
        }

        @Override
        public String getInvokedFunctionArn() {
            return invocation.functionArn();
        }

        @Override
        public int getRemainingTimeInMillis() {
            return (int)
                    Duration.between(clock.instant(), invocation.deadline()).toMillis();
        }

        @Override
        public String getFunctionName() {
            return environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "");
        }

        @Override
        public String getFunctionVersion() {
            return environment.getOrDefault("AWS_LAMBDA_FUNCTION_VERSION", "");
        }

        @Override
        public String getLogGroupName() {
            return environment.getOrDefault("AWS_LAMBDA_LOG_GROUP_NAME", "");
        }

        @Override
        public String getLogStreamName() {
            return environment.getOrDefault("AWS_LAMBDA_LOG_STREAM_NAME", "");
        }

        @Override
        public int getMemoryLimitInMB() {
            return Integer.parseInt(environment.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "0"));
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public LambdaLogger getLogger() {
            return LambdaRuntime.getLogger();
        }
    }
}
