package farebox.metering.simulation;

/** What befalls a request to a store. */
enum FaultDecision {
    FINE(0),
    /** The process dies before it asks. */
    CRASH_BEFORE(150),
    /** The process dies after the store has done what it was asked. */
    CRASH_AFTER(150),
    LOST_REQUEST(400),
    LOST_ACKNOWLEDGEMENT(400),
    /** The request arrives long after its sender has given up on it. */
    LATE(250),
    /** The process sleeps, perhaps beyond its deadline, and goes on as if nothing had been. */
    FREEZE(50);

    /** Of so many requests, the constants say how many meet which fate. */
    static final int OF = 100_000;

    static final int OF_IN_A_STORM = 2_000;

    private static final FaultDecision[] BY_LOT = byLot();

    private final int lots;

    FaultDecision(int lots) {
        this.lots = lots;
    }

    /** @param lot below {@link #OF} */
    static FaultDecision drawn(int lot) {
        return lot < BY_LOT.length ? BY_LOT[lot] : FINE;
    }

    private static FaultDecision[] byLot() {
        FaultDecision[] drawn = new FaultDecision[2_000];
        int lot = 0;
        for (FaultDecision faultDecision : values()) {
            for (int i = 0; i < faultDecision.lots; i++) {
                drawn[lot++] = faultDecision;
            }
        }
        while (lot < drawn.length) {
            drawn[lot++] = FINE;
        }
        return drawn;
    }
}
