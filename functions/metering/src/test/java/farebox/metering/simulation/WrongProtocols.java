package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import farebox.metering.Answer;
import farebox.metering.MeteredCall;
import farebox.metering.Worked;
import farebox.metering.simulation.Protocol.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The ways that look right and are not; each bills by adding to a counter. */
final class WrongProtocols {
    private static final long TOKEN_LIVES_MILLIS = 600_000;

    private final World world;
    private final Wire wire;
    private final Books books;
    private final Map<String, Long> tokens = new HashMap<>();
    private final Map<String, Answer> claimed = new HashMap<>();

    WrongProtocols(World world, Wire wire, Books books) {
        this.world = world;
        this.wire = wire;
        this.books = books;
    }

    /** Adds once after the work, and answers whether or not that was acknowledged. */
    Outcome addAfterTheWork(MeteredCall call, Deadline deadline, Supplier<Worked> work) {
        Answer answer = work.get().answer();
        try {
            wire.callOnce(deadline, () -> add(call));
        } catch (Unavailable ignoredByThisProtocol) {
            return Outcome.of(answer);
        }
        return Outcome.of(answer);
    }

    Outcome addWithRetries(MeteredCall call, Deadline deadline, Supplier<Worked> work) {
        Answer answer = work.get().answer();
        wire.call(deadline, () -> add(call));
        return Outcome.of(answer);
    }

    Outcome writeAfterTheResponse(MeteredCall call, Deadline deadline, Supplier<Worked> work) {
        Answer answer = work.get().answer();
        return new Outcome(answer, false, () -> wire.call(deadline, () -> add(call)));
    }

    /** A transaction whose client token makes it happen once, for as long as the store remembers the token. */
    Outcome transactWithToken(MeteredCall call, Deadline deadline, Supplier<Worked> work) {
        Answer answer = work.get().answer();
        wire.call(deadline, () -> {
            Long seen = tokens.get(identity(call));
            if (seen == null || seen + TOKEN_LIVES_MILLIS < world.millis()) {
                tokens.put(identity(call), world.millis());
                add(call);
            }
            return answer;
        });
        return Outcome.of(answer);
    }

    /** Whoever claims the call publishes its usage; whoever does not believes that it has been published. */
    Outcome claimThenPublish(MeteredCall call, Deadline deadline, Supplier<Worked> work) {
        Answer answer = work.get().answer();
        Optional<Answer> standing = wire.call(deadline, () -> Optional.ofNullable(claimed.get(identity(call))));
        if (standing.isPresent()) {
            return Outcome.of(standing.get());
        }
        wire.call(deadline, () -> claimed.putIfAbsent(identity(call), answer) == null);
        wire.call(deadline, () -> add(call));
        return Outcome.of(answer);
    }

    private Integer add(MeteredCall call) {
        int unit = Clients.unitOf(call.request());
        books.bill(unit);
        return unit;
    }

    private static String identity(MeteredCall call) {
        return call.key()
                .map(key -> "k" + key.value())
                .orElse("r" + call.request().value());
    }
}
