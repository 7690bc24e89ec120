package farebox.metering.simulation;

import java.util.Arrays;

/** What truly happened to each call, written down by nobody inside the world. */
final class GroundTruth {
    private byte[] delivered = new byte[1 << 17];
    private byte[] billed = new byte[1 << 17];
    private int units;
    private int inVain;
    private int otherAnswers;
    private int acceptedWithAnotherBody;
    private int replays;

    /** A thing that may be billed once: all attempts under one key, or one request without a key. */
    int open() {
        if (units == delivered.length) {
            delivered = Arrays.copyOf(delivered, 2 * units);
            billed = Arrays.copyOf(billed, 2 * units);
        }
        return units++;
    }

    void deliver(int unit) {
        delivered[unit] = 1;
    }

    void bill(int unit) {
        billed[unit]++;
    }

    /** @param unanswered an invocation that ended without an answer */
    void checkInVain(Invocation unanswered) {
        inVain += unanswered.billedInVain() ? 1 : 0;
    }

    void differ() {
        otherAnswers++;
    }

    void acceptAnotherBody() {
        acceptedWithAnotherBody++;
    }

    void replay() {
        replays++;
    }

    SimulationResult close(int wrongSums) {
        int lost = 0;
        int doubled = 0;
        int answered = 0;
        for (int unit = 0; unit < units; unit++) {
            answered += delivered[unit];
            lost += delivered[unit] > 0 && billed[unit] == 0 ? 1 : 0;
            doubled += Math.max(0, billed[unit] - 1);
        }
        return new SimulationResult(
                answered, replays, lost, doubled, wrongSums, inVain, otherAnswers, acceptedWithAnotherBody);
    }
}
