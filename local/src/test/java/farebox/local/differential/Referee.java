package farebox.local.differential;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Compares outcomes, and remembers what differed without a reason and which reasons were needed. */
final class Referee {
    private final KnownDifference.Surface surface;
    private final Set<String> tokens = new HashSet<>();
    private final List<String> unexplained = new ArrayList<>();
    private final Set<KnownDifference> met = EnumSet.noneOf(KnownDifference.class);

    Referee(KnownDifference.Surface surface) {
        this.surface = surface;
    }

    /** @return whether both did the same, known differences included */
    boolean agree(String step, SdkRequest request, Outcome laptop, Outcome localstack) {
        Set<KnownDifference> needed = EnumSet.noneOf(KnownDifference.class);
        Case found = new Case(request, isRepeated(request), laptop, localstack);
        for (KnownDifference known : EnumSet.allOf(KnownDifference.class)) {
            Outcome mended = known.without(found);
            if (known.surface() == surface
                    && !found.localstack().equals(laptop)
                    && !mended.equals(found.localstack())) {
                needed.add(known);
                found = found.withLocalstack(mended);
            }
        }
        if (found.localstack().equals(laptop)) {
            met.addAll(needed);
        } else {
            unexplained.add("%s: %s%n      laptop: %s%n  localstack: %s".formatted(step, request, laptop, localstack));
        }
        return laptop.equals(localstack);
    }

    /** @throws AssertionError that tells every difference since the last call which has no reason */
    void refuseUnexplained() {
        List<String> told = List.copyOf(unexplained);
        unexplained.clear();
        if (!told.isEmpty()) {
            throw new AssertionError(told.size() + " unexplained differences\n" + String.join("\n", told));
        }
    }

    private boolean isRepeated(SdkRequest request) {
        return request instanceof TransactWriteItemsRequest transaction
                && !tokens.add(transaction.clientRequestToken());
    }

    /** @throws AssertionError that tells which known differences did not happen */
    void refuseUnmet() {
        Set<KnownDifference> unmet = EnumSet.allOf(KnownDifference.class);
        unmet.removeIf(known -> known.surface() != surface || met.contains(known));
        if (!unmet.isEmpty()) {
            throw new AssertionError("known differences that did not happen; take them out: " + unmet);
        }
    }
}
