package farebox.models.broken;

import farebox.metering.IdempotencyKey;

final class LoaderThatUsesMetering {
    IdempotencyKey key() {
        return new IdempotencyKey("a");
    }
}
