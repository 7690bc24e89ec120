package farebox.edge.broken;

import farebox.metering.IdempotencyKey;

final class EdgeThatKnowsAFeature {
    IdempotencyKey key() {
        return new IdempotencyKey("a");
    }
}
