package farebox.http.broken;

import farebox.metering.idempotency.IdempotencyKey;

final class HttpThatUsesAFeature {
    IdempotencyKey key() {
        return new IdempotencyKey("a");
    }
}
