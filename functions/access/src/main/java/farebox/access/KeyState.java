package farebox.access;

import java.time.Instant;

/** How long a key is good. */
public sealed interface KeyState {
    /** Until something is done about it. */
    record Live() implements KeyState {}

    /** Until that instant, and no longer: the key was rotated. */
    record Expiring(Instant at) implements KeyState {}

    /** Not any more. */
    record Revoked(Instant at) implements KeyState {}

    /**
     * The first instant at which the key is refused. A revoked key is refused at every instant: the clock of whoever
     * revoked it may be ahead of the clock of whoever checks it.
     */
    default Instant end() {
        return switch (this) {
            case Live live -> Instant.MAX;
            case Expiring expiring -> expiring.at();
            case Revoked revoked -> Instant.MIN;
        };
    }

    default boolean isLive(Instant now) {
        return now.isBefore(end());
    }
}
