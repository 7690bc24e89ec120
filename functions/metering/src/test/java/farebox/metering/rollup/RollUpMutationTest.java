package farebox.metering.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.metering.Resource;
import farebox.metering.Samples;
import farebox.metering.Usage;
import farebox.metering.memory.InMemoryUsageAggregates;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import farebox.metering.rollup.StreamBatch.StreamRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases see every mistake in {@link RollUpMutation}. */
final class RollUpMutationTest {
    /** What the rollup must keep: calls of the hours and of the minutes after some batches. */
    @SuppressWarnings("ImmutableEnumChecker") // Its functions hold no state; the JDK's BiFunction cannot say so.
    enum RollUpCase {
        A_BATCH_DELIVERED_AGAIN_CHANGES_NOTHING(
                (rollUp, sums) -> {
                    rollUp.run(batch("1", "2", "3"));
                    rollUp.run(batch("1", "2", "3"));
                    rollUp.run(batch("2"));
                    return sums.all();
                },
                "HOUR 3, MINUTE 3"),
        A_BATCH_CUT_ELSEWHERE_ADDS_WHAT_IS_NEW(
                (rollUp, sums) -> {
                    rollUp.run(batch("1", "2", "3"));
                    rollUp.run(batch("2", "3", "4", "5"));
                    return sums.all();
                },
                "HOUR 5, MINUTE 5"),
        SEQUENCES_ARE_NUMBERS(
                (rollUp, sums) -> {
                    rollUp.run(batch("9"));
                    rollUp.run(batch("10"));
                    return sums.all();
                },
                "HOUR 2, MINUTE 2"),
        EACH_SHARD_HAS_ITS_OWN_ORDER(
                (rollUp, sums) -> {
                    rollUp.run(batch("5"));
                    rollUp.run(new StreamBatch(
                            new ShardId("shardId-0002"), batch("3").records(), List.of()));
                    return sums.all();
                },
                "HOUR 1, HOUR 1, MINUTE 1, MINUTE 1"),
        TENANTS_KEYS_AND_MODELS_HAVE_THEIR_OWN_SUMS(
                (rollUp, sums) -> {
                    Resource other = Resource.model("another-model", "1");
                    rollUp.run(new StreamBatch(
                            ShardId.SINGLE,
                            List.of(
                                    of("1", Samples.ACME, Samples.KEY, Samples.MODEL),
                                    of("2", Samples.ACME_TWO, Samples.KEY, Samples.MODEL),
                                    of("3", Samples.ACME, Samples.OTHER_KEY, Samples.MODEL),
                                    of("4", Samples.ACME, Samples.KEY, other)),
                            List.of()));
                    return sums.all();
                },
                "HOUR 1, HOUR 1, HOUR 1, HOUR 1, MINUTE 1, MINUTE 1, MINUTE 1, MINUTE 1"),
        EVERY_METER_IS_ADDED(
                (rollUp, sums) -> {
                    rollUp.run(batch("1", "2"));
                    return List.of("" + sums.store.all().getFirst().amounts().of(Meter.TOKENS_IN));
                },
                "18"),
        BAD_RECORDS_ARE_KEPT_AND_STOP_NOTHING(
                (rollUp, sums) -> {
                    QuarantinedRecord bad = new QuarantinedRecord(ShardId.SINGLE, "e9", "a stored item lacks name");
                    rollUp.run(new StreamBatch(ShardId.SINGLE, batch("1").records(), List.of(bad)));
                    return List.of(sums.all() + " " + sums.store.quarantined().size());
                },
                "[HOUR 1, MINUTE 1] 1");

        private final BiFunction<RollUp, Sums, List<String>> actual;
        private final String expected;

        RollUpCase(BiFunction<RollUp, Sums, List<String>> actual, String expected) {
            this.actual = actual;
            this.expected = expected;
        }

        boolean holds(Optional<RollUpMutation> mutation) {
            Sums sums = new Sums();
            UsageAggregates store =
                    mutation.map(wrong -> wrong.over(sums.store)).orElse(sums.store);
            try {
                return String.join(", ", actual.apply(new RollUp(store), sums)).equals(expected);
            } catch (RuntimeException e) {
                return false;
            }
        }

        private static StreamBatch batch(String... sequences) {
            return new StreamBatch(
                    ShardId.SINGLE,
                    Arrays.stream(sequences)
                            .map(sequence -> of(sequence, Samples.ACME, Samples.KEY, Samples.MODEL))
                            .toList(),
                    List.of());
        }

        private static StreamRecord of(String sequence, TenantId tenant, KeyId key, Resource resource) {
            return new StreamRecord(
                    new SequenceNumber(sequence),
                    new Usage(
                            tenant,
                            key,
                            Optional.empty(),
                            new PlanName("free"),
                            resource,
                            Samples.CALL,
                            Samples.NOW,
                            Usage.Source.REQUEST));
        }
    }

    /** What the store holds. */
    private static final class Sums {
        private final InMemoryUsageAggregates store = new InMemoryUsageAggregates();

        List<String> all() {
            return store.all().stream()
                    .map(sum -> sum.key().resolution() + " " + sum.amounts().of(Meter.CALLS))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rollUp_keepsTheCase(RollUpCase named) {
        assertThat(named.holds(Optional.empty())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void mutation_makesANamedCaseFail(RollUpMutation mutation) {
        assertThat(RollUpCase.values())
                .as("cases that fail under %s", mutation)
                .anyMatch(named -> !named.holds(Optional.of(mutation)));
    }
}
