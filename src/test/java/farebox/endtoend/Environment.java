package farebox.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Where a stack runs. */
enum Environment {
    EMULATOR(1_000, 1_000),
    AWS(1_000, 1_000),
    /**
     * It has ten environments for all functions, as a new account, and refuses what comes beyond. All ten starting at
     * once, it answers so late on two cores that functions give up, and are started again.
     */
    LOCALSTACK(100, 6);

    private final int crowd;
    private final int callsAtOnce;

    Environment(int crowd, int callsAtOnce) {
        this.crowd = crowd;
        this.callsAtOnce = callsAtOnce;
    }

    /** What cannot be shown everywhere; docs/localstack.md says the same of LocalStack in words. */
    enum Feature {
        USAGE_PLANS(LOCALSTACK, "throttles and quotas"),
        GATEWAY_ERRORS(LOCALSTACK, "errors of the gateway itself"),
        PACKED_BODIES(LOCALSTACK, "bodies that come as packed as they were sent"),
        THROWAWAY_TABLES(AWS, "tables that are made in no time and cost nothing to leave behind");

        private final Environment lackedBy;
        private final String words;

        Feature(Environment lackedBy, String words) {
            this.lackedBy = lackedBy;
            this.words = words;
        }
    }

    /** How many calls a crowd makes; a multiple of 100. */
    int crowd() {
        return crowd;
    }

    /** How many of them may be under way. */
    int callsAtOnce() {
        return callsAtOnce;
    }

    /** Ends the test as skipped where it could show nothing. */
    void require(Feature feature) {
        assumeTrue(this != feature.lackedBy, () -> name() + " has no " + feature.words);
    }
}
