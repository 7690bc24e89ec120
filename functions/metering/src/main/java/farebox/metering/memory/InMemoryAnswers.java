package farebox.metering.memory;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.metering.AnswerPlace;
import farebox.metering.Answers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stored answers in a map. */
public final class InMemoryAnswers implements Answers {
    private final Map<AnswerPlace, byte[]> contents = new ConcurrentHashMap<>();

    @Override
    public void put(AnswerPlace place, byte[] content, Sha256 digest, Deadline deadline) {
        contents.put(place, content.clone());
    }

    @Override
    public Optional<byte[]> find(AnswerPlace place, Deadline deadline) {
        return Optional.ofNullable(contents.get(place)).map(byte[]::clone);
    }

    /** As the store does after some days. */
    public void forgetAll() {
        contents.clear();
    }
}
