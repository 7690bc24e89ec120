package farebox.metering.lambda;

import farebox.metering.aws.MeteringFactory;
import farebox.metering.rollup.RollUp;
import java.time.InstantSource;
import java.util.Map;

/** What {@link RollupHandler} is made of. */
record RollupWiring(RollUp rollUp) {
    static RollupWiring of(Map<String, String> environment) {
        return new RollupWiring(new RollUp(MeteringFactory.aggregates(environment, InstantSource.system())));
    }
}
