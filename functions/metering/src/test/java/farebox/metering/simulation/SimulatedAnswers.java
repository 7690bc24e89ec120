package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.metering.AnswerPlace;
import farebox.metering.Answers;
import farebox.metering.memory.InMemoryAnswers;
import java.util.Optional;

/** The bucket of answers at the end of the wire. */
record SimulatedAnswers(Wire wire, InMemoryAnswers bucket) implements Answers {
    @Override
    public void put(AnswerPlace place, byte[] content, Sha256 digest, Deadline deadline) {
        wire.call(deadline, () -> {
            bucket.put(place, content, digest, deadline);
            return place;
        });
    }

    @Override
    public Optional<byte[]> find(AnswerPlace place, Deadline deadline) {
        return wire.call(deadline, () -> bucket.find(place, deadline));
    }
}
