package farebox.http;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** What Lambda hands to a handler; a handler of ours asks for the id and the time left, and for nothing else. */
public record FakeContext(String awsRequestId, int remainingMillis) implements Context {
    public static FakeContext withTenSeconds() {
        return new FakeContext("lambda-id", 10_000);
    }

    @Override
    public String getAwsRequestId() {
        return awsRequestId;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis;
    }

    @Override
    public String getLogGroupName() {
        throw notAskedFor();
    }

    @Override
    public String getLogStreamName() {
        throw notAskedFor();
    }

    @Override
    public String getFunctionName() {
        throw notAskedFor();
    }

    @Override
    public String getFunctionVersion() {
        throw notAskedFor();
    }

    @Override
    public String getInvokedFunctionArn() {
        throw notAskedFor();
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw notAskedFor();
    }

    @Override
    public ClientContext getClientContext() {
        throw notAskedFor();
    }

    @Override
    public int getMemoryLimitInMB() {
        throw notAskedFor();
    }

    @Override
    public LambdaLogger getLogger() {
        throw notAskedFor();
    }

    private static UnsupportedOperationException notAskedFor() {
        return new UnsupportedOperationException("no handler of ours asks for that");
    }
}
