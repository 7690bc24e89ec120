package farebox.local.lambda.stream;

import farebox.local.lambda.stream.StreamEvents.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one shard's records to a function, in order and at least once. Not for several threads.
 *
 * <p>The checkpoint moves only after success, and never past a record whose effect so far is only in a window's state:
 * that state is in memory, so a restart begins with the records it was made from.
 */
public final class StreamDelivery {
    private static final Logger log = LoggerFactory.getLogger(StreamDelivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int DOUBLINGS = 7;

    private final StreamSource source;
    private final StreamFunction function;
    private final StreamMapping mapping;
    private final InstantSource clock;
    private final StreamEvents events;
    private String position;
    private int failures;

    /** When a batch that is not full is delivered; null while there is none. */
    private @Nullable Instant deliverAt;

    /** Null between windows, and always without them. */
    private @Nullable TumblingWindow tumblingWindow;

    public StreamDelivery(StreamSource source, StreamFunction function, StreamMapping mapping, InstantSource clock) {
        this.source = source;
        this.function = function;
        this.mapping = mapping;
        this.clock = clock;
        this.events = new StreamEvents(source.arn(), source.shard());
        this.position = source.checkpoint();
    }

    /**
     * Reads once and invokes the function at most once.
     *
     * @param wait how long to wait for a record
     * @return how long to pause before the next step; zero unless a batch is being gathered or something failed
     */
    public Duration step(Duration wait) throws InterruptedException {
        TumblingWindow open = tumblingWindow;
        List<StreamChange> records = source.read(position, mapping.batchSize(), untilItEnds(open, wait));
        Duration gathering = gathering(records);
        if (!gathering.isZero()) {
            return gathering;
        }
        if (!mapping.hasWindows()) {
            return records.isEmpty() ? Duration.ZERO : deliver(StreamEvents.fitting(records));
        }
        if (open == null) {
            return records.isEmpty() ? Duration.ZERO : deliver(records, newWindow(records));
        }
        if (open.carriesTooMuch()) {
            return end(open, Occasion.STATE_TOO_LARGE);
        }
        if (records.isEmpty() ? !clock.instant().isBefore(open.end()) : !open.takes(records.getFirst())) {
            return end(open, Occasion.WINDOW_ENDED);
        }
        return records.isEmpty() ? Duration.ZERO : deliver(records, open);
    }

    /** How long to wait for more records; zero if there are none, or enough, or the first has waited long enough. */
    private Duration gathering(List<StreamChange> records) {
        Instant now = clock.instant();
        if (failures == 0 && !records.isEmpty() && records.size() < mapping.batchSize()) {
            Instant until = deliverAt == null ? now.plus(mapping.batchingWindow()) : deliverAt;
            if (now.isBefore(until)) {
                deliverAt = until;
                return Duration.between(now, until);
            }
        }
        deliverAt = null;
        return Duration.ZERO;
    }

    private Duration untilItEnds(@Nullable TumblingWindow open, Duration wait) {
        if (open == null) {
            return wait;
        }
        Duration left = Duration.between(clock.instant(), open.end());
        return left.isNegative() ? Duration.ZERO : left.compareTo(wait) < 0 ? left : wait;
    }

    private TumblingWindow newWindow(List<StreamChange> records) {
        return TumblingWindow.of(records.getFirst().created(), mapping.window());
    }

    private Duration deliver(List<StreamChange> batch) throws InterruptedException {
        StreamResponse response = StreamResponse.of(function.invoke(events.of(batch)), batch, mapping);
        return switch (response) {
            case StreamResponse.Failed(String reason) -> failed(reason);
            case StreamResponse.Done answered -> {
                int done = answered.done();
                advance(batch, done);
                keepPosition();
                yield done < batch.size() ? failed("the function named a record that failed") : succeeded();
            }
        };
    }

    private Duration deliver(List<StreamChange> records, TumblingWindow open) throws InterruptedException {
        List<StreamChange> batch =
                StreamEvents.fitting(records.stream().takeWhile(open::takes).toList());
        StreamResponse response =
                StreamResponse.of(function.invoke(events.of(batch, open, Occasion.RECORDS)), batch, mapping);
        return switch (response) {
            case StreamResponse.Failed(String reason) -> failed(reason);
            case StreamResponse.Done done -> {
                advance(batch, done.done());
                TumblingWindow now = open.with(done.state());
                tumblingWindow = now;
                if (now.carriesNothing()) {
                    keepPosition();
                }
                yield done.done() < batch.size() ? failed("the function named a record that failed") : succeeded();
            }
        };
    }

    private Duration end(TumblingWindow open, Occasion occasion) throws InterruptedException {
        StreamResponse response =
                StreamResponse.of(function.invoke(events.of(List.of(), open, occasion)), List.of(), mapping);
        return switch (response) {
            case StreamResponse.Failed(String reason) -> failed(reason);
            case StreamResponse.Done _ -> {
                tumblingWindow = occasion == Occasion.STATE_TOO_LARGE ? open.fresh() : null;
                keepPosition();
                yield succeeded();
            }
        };
    }

    private void advance(List<StreamChange> batch, int done) {
        if (done > 0) {
            position = batch.get(done - 1).sequence();
            failures = 0;
        }
    }

    private void keepPosition() {
        if (!position.equals(StreamSource.TRIM_HORIZON)) {
            source.checkpoint(position);
        }
    }

    private Duration succeeded() {
        failures = 0;
        return Duration.ZERO;
    }

    private Duration failed(String reason) {
        log.atWarn()
                .addKeyValue("stream", source.arn())
                .addKeyValue("reason", reason)
                .log("will deliver again");
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        failures++;
        return pause;
    }
}
