package farebox.models.broken;

import farebox.metering.IdempotencyKey;

final class LoaderThatKnowsWhoPays {
    IdempotencyKey key() {
        return new IdempotencyKey("a");
    }
}
