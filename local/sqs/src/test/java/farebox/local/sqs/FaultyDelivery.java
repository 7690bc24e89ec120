package farebox.local.sqs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Delivers a share of the messages again, and all of them in any order. */
public final class FaultyDelivery implements Delivery {
    private final Random random;
    private final double duplicates;

    /** @param duplicates the chance that a delivery is followed by another one */
    public FaultyDelivery(long seed, double duplicates) {
        this.random = new Random(seed);
        this.duplicates = duplicates;
    }

    @Override
    public List<Message> order(List<Message> visible) {
        List<Message> shuffled = new ArrayList<>(visible);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    @Override
    public boolean duplicates(Message message) {
        return random.nextDouble() < duplicates;
    }
}
