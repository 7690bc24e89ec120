package farebox.access.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** One invocation, in which a handler of ours asks for the request's id and the time left, and nothing else. */
final class FakeContext implements Context {
    @Override
    public String getAwsRequestId() {
        return "8c5c1f3a-3a43-4c07-a5f2-1a0a51f3f3b1";
    }

    @Override
    public int getRemainingTimeInMillis() {
        return 10_000;
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
        return new UnsupportedOperationException("no handler of this room asks for that");
    }
}
