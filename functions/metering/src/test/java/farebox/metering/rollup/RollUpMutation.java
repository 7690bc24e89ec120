package farebox.metering.rollup;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.Unavailable;
import farebox.metering.Samples;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Mistakes in adding events to sums; each must make a case of {@link RollUpMutationTest} fail. */
@SuppressWarnings("ImmutableEnumChecker") // Each use wraps a store of its own.
enum RollUpMutation {
    RECORDS_ARE_ADDED_WITHOUT_A_GUARD(store -> new Forwarding(store) {
        private int next;

        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            SequenceNumber unseen = new SequenceNumber("9".repeat(50) + next++);
            return super.add(key, new Delta(delta.amounts(), unseen, unseen));
        }
    }),
    A_BATCH_THAT_IS_PARTLY_KNOWN_IS_DROPPED(store -> new Forwarding(store) {
        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            super.add(key, delta);
            return Optional.empty();
        }
    }),
    THE_FIRST_RECORD_OF_A_BATCH_STANDS_FOR_IT(store -> new Forwarding(store) {
        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            return super.add(key, new Delta(delta.amounts(), delta.first(), delta.first()));
        }
    }),
    ONLY_THE_NEWEST_RECORD_IS_GUARDED(store -> new Forwarding(store) {
        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            return super.add(key, new Delta(delta.amounts(), delta.newest(), delta.newest()));
        }
    }),
    SEQUENCES_ARE_COMPARED_AS_TEXT(store -> new Forwarding(store) {
        private final Map<AggregateKey, String> newest = new HashMap<>();

        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            String reached = newest.getOrDefault(key, "");
            if (reached.compareTo(delta.first().digits()) >= 0) {
                return Optional.of(new SequenceNumber("9".repeat(99)));
            }
            newest.put(key, delta.newest().digits());
            return super.add(key, delta);
        }
    }),
    SHARDS_SHARE_A_SUM(keys(key ->
            new AggregateKey(key.resolution(), key.start(), key.tenant(), key.resource(), key.key(), ShardId.SINGLE))),
    TENANTS_SHARE_A_SUM(keys(key ->
            new AggregateKey(key.resolution(), key.start(), Samples.ACME, key.resource(), key.key(), key.shard()))),
    KEYS_SHARE_A_SUM(keys(key ->
            new AggregateKey(key.resolution(), key.start(), key.tenant(), key.resource(), Samples.KEY, key.shard()))),
    MODELS_SHARE_A_SUM(keys(key ->
            new AggregateKey(key.resolution(), key.start(), key.tenant(), Samples.MODEL, key.key(), key.shard()))),
    HOURS_ARE_FORGOTTEN(store -> without(store, Resolution.HOUR)),
    MINUTES_ARE_FORGOTTEN(store -> without(store, Resolution.MINUTE)),
    ONLY_CALLS_ARE_ADDED(store -> new Forwarding(store) {
        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            Amounts calls = Amounts.of(Meter.CALLS, delta.amounts().of(Meter.CALLS));
            return super.add(key, new Delta(calls, delta.first(), delta.newest()));
        }
    }),
    BAD_RECORDS_ARE_LOST(store -> new Forwarding(store) {
        @Override
        public void quarantine(QuarantinedRecord record) {
            // Nothing is kept.
        }
    }),
    A_BAD_RECORD_STOPS_ITS_BATCH_FOR_EVER(store -> new Forwarding(store) {
        @Override
        public void quarantine(QuarantinedRecord record) {
            throw new Unavailable("a record cannot be read", Duration.ofSeconds(1));
        }
    });

    private final Function<UsageAggregates, UsageAggregates> wrong;

    RollUpMutation(Function<UsageAggregates, UsageAggregates> wrong) {
        this.wrong = wrong;
    }

    UsageAggregates over(UsageAggregates store) {
        return wrong.apply(store);
    }

    private static Function<UsageAggregates, UsageAggregates> keys(UnaryOperator<AggregateKey> wrong) {
        return store -> new Forwarding(store) {
            @Override
            public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
                return super.add(wrong.apply(key), delta);
            }
        };
    }

    private static UsageAggregates without(UsageAggregates store, Resolution forgotten) {
        return new Forwarding(store) {
            @Override
            public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
                return key.resolution() == forgotten ? Optional.empty() : super.add(key, delta);
            }
        };
    }

    private static class Forwarding implements UsageAggregates {
        private final UsageAggregates store;

        Forwarding(UsageAggregates store) {
            this.store = store;
        }

        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            return store.add(key, delta);
        }

        @Override
        public void quarantine(QuarantinedRecord record) {
            store.quarantine(record);
        }

        @Override
        public void read(Span span, Consumer<Aggregate> each) {
            store.read(span, each);
        }
    }
}
