package farebox.billing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.Money;
import farebox.billing.Ratio;
import farebox.billing.SampleBooks;
import farebox.billing.dynamo.DynamoEventLog;
import farebox.billing.faults.FaultyProxy.Fate;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.Unavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** -Dfarebox.faulty.calls=50000 runs longer. */
final class FaultyDynamoTest {
    private static final int CALLS = Integer.getInteger("farebox.faulty.calls", 3_750);
    private static final int PREPAID_CALLS = CALLS / 3;
    private static final int AT_ONCE = 16;
    private static final double FAULTS = 0.06;

    @TempDir
    private Path folder;

    @Test
    void theTableEqualsTheModel() throws Exception {
        try (Tables tables = new Tables(folder);
                FaultyProxy proxy = new FaultyProxy(tables.endpoint(), FAULTS, 1);
                DynamoDbClient client = Tables.client(proxy.endpoint())) {
            SampleCalls calls = new SampleCalls(client, false);

            together(CALLS, call -> calls.untilAnswered("key-" + call));

            assertThat(recorded(tables))
                    .isEqualTo(Amounts.of(Meter.CALLS, CALLS).with(Meter.TOKENS_IN, 3L * CALLS));
            assertThat(proxy.seen()).containsOnlyKeys(Fate.values());
        }
    }

    @Test
    void theBalanceEqualsTheTable() throws Exception {
        try (Tables tables = new Tables(folder);
                FaultyProxy proxy = new FaultyProxy(tables.endpoint(), FAULTS, 2);
                DynamoDbClient client = Tables.client(proxy.endpoint());
                DynamoDbClient direct = Tables.client(tables.endpoint())) {
            Money granted = Money.of("100", SampleBooks.USD);
            new SampleCalls(direct, true).grant(granted);
            SampleCalls calls = new SampleCalls(client, true);

            together(PREPAID_CALLS, call -> calls.untilAnswered("key-" + call));
            SampleCalls after = new SampleCalls(direct, true);
            sweep(after);

            assertThat(recorded(tables).of(Meter.CALLS)).isEqualTo(PREPAID_CALLS);
            assertThat(after.balance().spent())
                    .isEqualTo(
                            SampleCalls.PRICE.times(Ratio.of(PREPAID_CALLS, 1)).ceiling());
            assertThat(after.balance().held().isZero()).isTrue();
            assertThat(after.balance().granted()).isEqualTo(granted);
        }
    }

    private static void sweep(SampleCalls calls) {
        try {
            calls.sweep();
        } catch (Unavailable e) {
            throw new AssertionError("nothing is lost without the proxy", e);
        }
    }

    private static Amounts recorded(Tables tables) {
        List<Amounts> amounts = new ArrayList<>();
        try (DynamoDbClient direct = Tables.client(tables.endpoint())) {
            new DynamoEventLog(direct, Tables.EVENTS)
                    .read(Optional.empty(), Instant.EPOCH, Instant.MAX, event -> amounts.add(event.amounts()));
        }
        return amounts.stream().reduce(Amounts.NONE, Amounts::plus);
    }

    private static void together(int calls, Consumer<Integer> call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            IntStream.range(0, calls).forEach(i -> all.add(threads.submit(() -> call.accept(i))));
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
