package farebox.local.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Compares outcomes, and remembers what differed without a reason and which reasons were needed. */
final class OutcomeComparison {
    private final List<KnownDifference> known;
    private final Set<String> tokens = new HashSet<>();
    private final List<String> unexplained = new ArrayList<>();
    private final Set<KnownDifference> met = new HashSet<>();

    /** @param known in the order in which they are tried */
    OutcomeComparison(KnownDifference... known) {
        this.known = List.of(known);
    }

    /** @return whether both did the same, known differences included */
    boolean agree(String step, SdkRequest request, Outcome emulator, Outcome localstack) {
        Set<KnownDifference> needed = new HashSet<>();
        Case found = new Case(request, isRepeated(request), emulator, localstack);
        for (KnownDifference difference : known) {
            Outcome mended = difference.without(found);
            if (!found.localstack().equals(emulator) && !mended.equals(found.localstack())) {
                needed.add(difference);
                found = found.withLocalstack(mended);
            }
        }
        if (found.localstack().equals(emulator)) {
            met.addAll(needed);
        } else {
            unexplained.add(
                    "%s: %s%n      emulator: %s%n  localstack: %s".formatted(step, request, emulator, localstack));
        }
        return emulator.equals(localstack);
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
        List<KnownDifference> unmet =
                known.stream().filter(difference -> !met.contains(difference)).toList();
        if (!unmet.isEmpty()) {
            throw new AssertionError("known differences that did not happen; take them out: " + unmet);
        }
    }
}
