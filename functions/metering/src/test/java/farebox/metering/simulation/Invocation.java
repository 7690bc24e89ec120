package farebox.metering.simulation;

import java.util.function.Consumer;

/** One invocation of a function, and who waits for it. */
final class Invocation {
    private final long patienceEnds;
    private final Consumer<Invocation> impatient;
    private boolean watched;
    private boolean dead;
    private boolean abandoned;
    private boolean billed;
    private boolean beganTooLate;

    /** @param impatient told once if nothing came until then */
    Invocation(long patienceEnds, Consumer<Invocation> impatient) {
        this.patienceEnds = patienceEnds;
        this.impatient = impatient;
    }

    /**
     * Says that the invocation is about to wait; plans the end of its caller's patience if that falls into the wait.
     */
    void waiting(SimulatedTime simulatedTime, long until) {
        if (!watched && until >= patienceEnds) {
            watched = true;
            simulatedTime.after(Math.max(0, patienceEnds - simulatedTime.millis()), this::abandon);
        }
    }

    Crash crash() {
        dead = true;
        return new Crash();
    }

    void requireAlive() {
        if (dead) {
            throw new Crash();
        }
    }

    void bill() {
        billed = true;
    }

    /** A request is sent although the time left is too short for its way there and back. */
    void beganTooLate() {
        beganTooLate = true;
    }

    boolean abandoned() {
        return abandoned;
    }

    /** Billed by a write that had begun too late for an answer: the caller pays for nothing. */
    boolean billedInVain() {
        return billed && beganTooLate;
    }

    /** Nobody waits any more. */
    void abandon() {
        if (!abandoned) {
            abandoned = true;
            impatient.accept(this);
        }
    }
}
