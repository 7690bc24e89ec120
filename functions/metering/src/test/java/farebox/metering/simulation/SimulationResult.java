package farebox.metering.simulation;

/**
 * How a run ended.
 *
 * @param answered calls that got an answer
 * @param replays answers that were given again under the same key
 * @param lost calls that were answered and not billed
 * @param doubled bills beyond the first of a call
 * @param wrongSums rows that differ from the log
 * @param inVain calls that were billed by a write that had begun too late for an answer
 * @param otherAnswers calls that got different answers under one key
 * @param acceptedWithAnotherBody calls that got the answer to another body under their key
 */
record SimulationResult(
        int answered,
        int replays,
        int lost,
        int doubled,
        int wrongSums,
        int inVain,
        int otherAnswers,
        int acceptedWithAnotherBody) {

    static final SimulationResult NOTHING = new SimulationResult(0, 0, 0, 0, 0, 0, 0, 0);

    SimulationResult plus(SimulationResult other) {
        return new SimulationResult(
                answered + other.answered,
                replays + other.replays,
                lost + other.lost,
                doubled + other.doubled,
                wrongSums + other.wrongSums,
                inVain + other.inVain,
                otherAnswers + other.otherAnswers,
                acceptedWithAnotherBody + other.acceptedWithAnotherBody);
    }

    int wrongs() {
        return lost + doubled + wrongSums + inVain + otherAnswers + acceptedWithAnotherBody;
    }
}
