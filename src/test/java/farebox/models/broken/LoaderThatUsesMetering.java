package farebox.models.broken;

import farebox.metering.idempotency.IdempotencyKey;

final class LoaderThatUsesMetering {
    IdempotencyKey key() {
        return new IdempotencyKey("a");
    }
}
