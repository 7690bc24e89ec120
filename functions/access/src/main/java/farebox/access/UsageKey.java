package farebox.access;

import farebox.kernel.InvalidRequest;
import java.util.random.RandomGenerator;

/**
 * The opaque name under which the API gateway counts a tenant's calls against its plan. It opens nothing: the gateway
 * takes it from the authorizer only, never from a request.
 */
public record UsageKey(String value) {
    private static final int RANDOM_CHARACTERS = 40;

    /** The gateway's own bounds for the value of an API key. */
    private static final int MIN_LENGTH = 20;

    private static final int MAX_LENGTH = 128;

    /** @throws InvalidRequest if the gateway would not take it */
    public UsageKey {
        if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH || !Base62.isBase62(value)) {
            throw new InvalidRequest("a usage key has 20 to 128 letters and digits", "usageKey");
        }
    }

    public static UsageKey random(RandomGenerator random) {
        return new UsageKey(Base62.random(RANDOM_CHARACTERS, random));
    }

    @Override
    public String toString() {
        return value;
    }
}
