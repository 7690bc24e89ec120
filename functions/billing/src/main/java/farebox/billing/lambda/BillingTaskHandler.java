package farebox.billing.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.billing.task.BillingTasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Called by schedules and by the state machine that closes months; everything is behind {@link BillingTasks}. */
public final class BillingTaskHandler implements RequestStreamHandler {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final BillingTasks tasks;

    /** Called by Lambda. */
    public BillingTaskHandler() {
        this(BillingTaskWiring.of(System.getenv()));
    }

    BillingTaskHandler(BillingTaskWiring wiring) {
        this.tasks = wiring.tasks();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        MAPPER.writeValue(output, tasks.run(MAPPER.readTree(input)));
    }
}
