package farebox.models;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.TensorSchema;

/** What the alternatives of a spec check alike. */
final class Specs {
    private Specs() {}

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new InvalidRequest(rule);
        }
    }

    static boolean isFreeOr(long wanted, long size) {
        return size == wanted || size == TensorSchema.FREE;
    }
}
