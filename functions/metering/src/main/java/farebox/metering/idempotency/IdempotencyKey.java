package farebox.metering.idempotency;

import farebox.kernel.InvalidRequest;

/** A client's own name for a request, by which a retry is recognised: 1 to 255 visible ASCII characters. */
public record IdempotencyKey(String value) {
    private static final int MAX_LENGTH = 255;

    /** @throws InvalidRequest if the value has another form */
    public IdempotencyKey {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InvalidRequest(
                    "an Idempotency-Key has 1 to 255 visible ASCII characters and no space", "Idempotency-Key");
        }
    }
}
