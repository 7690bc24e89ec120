package farebox.billing.prepaid.simulation;

/** Ways to build prepaid credit wrong; the simulation must see each. */
enum SeededBug {
    NONE,
    /** The sweep looks for the event and writes nothing in its place, so that a slow attempt still records one. */
    NO_FENCE,
    /** The sweep gives every expired hold back. */
    SWEEP_IGNORES_EVENTS,
    /** The sweep charges every expired hold. */
    SWEEP_CHARGES_THE_HOLD,
    /** A settlement does not ask whether the hold is still there. */
    UNCONDITIONAL_SETTLEMENT,
    /** A hold does not ask whether there is as much credit. */
    UNCONDITIONAL_HOLD,
    /** An event is written without regard to what stands in its place. */
    UNCONDITIONAL_EVENT,
    /** A hold whose acknowledgement was lost is held again. */
    HOLD_TWICE,
    /** The credit is given back when it is not known whether the event was written. */
    RELEASE_WHEN_UNKNOWN,
    /** The credit is spent before the event is written. */
    SETTLE_BEFORE_THE_EVENT,
    /** The response is delivered before the event is written. */
    RESPOND_BEFORE_THE_EVENT,
    /** Usage above the estimate is charged without being covered. */
    NO_COVER
}
