package farebox.models.registry;

import farebox.kernel.ModelVersion;
import farebox.models.Canary;
import farebox.models.ModelRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an alias points, and the state of the pointer that said so.
 *
 * @param now where it points, and since when; its canary may have ended by its time
 * @param history where it pointed before, the newest first; it ends at {@link #MAX_HISTORY}
 */
public record Alias(AliasMove now, List<AliasMove> history, ETag tag) {
    /** Older moves are forgotten. */
    static final int MAX_HISTORY = 200;

    public Alias {
        history = List.copyOf(history);
    }

    public ModelVersion version() {
        return now.version();
    }

    public Optional<Canary> canary() {
        return now.canary();
    }

    /** The version that a caller gets. */
    public ModelVersion versionFor(ModelRef model, String caller, Instant at) {
        return canary().filter(live -> live.isLive(at) && live.serves(model, caller))
                .map(Canary::candidate)
                .orElse(version());
    }

    /** The version that it pointed to before; empty if it never pointed to another. */
    public Optional<ModelVersion> previous() {
        return history.stream()
                .map(AliasMove::version)
                .filter(version -> !version.equals(version()))
                .findFirst();
    }

    /** Where it pointed at an instant; empty before all that is known. */
    public Optional<AliasMove> at(Instant instant) {
        return moves().filter(move -> !move.since().isAfter(instant)).findFirst();
    }

    /** Every move that is known, the newest first. */
    public Stream<AliasMove> moves() {
        return Stream.concat(Stream.of(now), history.stream());
    }
}
