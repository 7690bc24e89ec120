package farebox.metering.memory;

import farebox.metering.UsageLedger;
import farebox.metering.UsageLedgerContract;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.idempotency.IdempotencyLocksContract;
import farebox.metering.idempotency.ResponseStore;
import farebox.metering.idempotency.ResponseStoreContract;
import farebox.metering.rollup.UsageAggregates;
import farebox.metering.rollup.UsageAggregatesContract;
import org.junit.jupiter.api.Nested;

final class InMemoryStoresTest {
    @Nested
    final class Ledger extends UsageLedgerContract {
        @Override
        protected UsageLedger ledger() {
            return new InMemoryUsageLedger();
        }
    }

    @Nested
    final class Locking extends IdempotencyLocksContract {
        @Override
        protected IdempotencyLocks locks() {
            return new InMemoryIdempotencyLocks();
        }
    }

    @Nested
    final class Storing extends ResponseStoreContract {
        @Override
        protected ResponseStore store() {
            return new InMemoryResponseStore();
        }
    }

    @Nested
    final class Aggregating extends UsageAggregatesContract {
        @Override
        protected UsageAggregates aggregates() {
            return new InMemoryUsageAggregates();
        }
    }
}
