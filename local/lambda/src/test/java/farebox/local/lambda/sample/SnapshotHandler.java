package farebox.local.lambda.sample;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers with what happened to it before its first event. */
public final class SnapshotHandler implements RequestStreamHandler, Resource {
    private String past = "made";

    public SnapshotHandler() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
        past += " checkpointed";
    }

    @Override
    public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
        past += " restored";
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        out.write(past.getBytes(StandardCharsets.UTF_8));
    }
}
