package farebox.metering.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import farebox.metering.rollup.RollUp;

/**
 * Adds up the events as their table's stream delivers them; everything worth testing is behind {@link RollUp}.
 *
 * <p>The trigger has a tumbling window only because Lambda names the shard of a batch in no other kind of event; no
 * state is carried through it. What it throws makes the trigger deliver the whole batch again.
 */
public final class RollupHandler implements RequestHandler<DynamodbTimeWindowEvent, TimeWindowEventResponse> {
    private final RollUp rollUp;

    /** Called by Lambda. */
    public RollupHandler() {
        this(RollupWiring.of(System.getenv()));
    }

    RollupHandler(RollupWiring wiring) {
        this.rollUp = wiring.rollUp();
    }

    @Override
    public TimeWindowEventResponse handleRequest(DynamodbTimeWindowEvent event, Context context) {
        rollUp.run(StreamBatchReader.of(event));
        return StreamBatchReader.wholeBatchProcessed();
    }
}
