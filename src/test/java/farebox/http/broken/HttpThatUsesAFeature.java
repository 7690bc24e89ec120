package farebox.http.broken;

import farebox.metering.IdempotencyKey;

final class HttpThatUsesAFeature {
    IdempotencyKey key() {
        return new IdempotencyKey("a");
    }
}
