package farebox.metering.memory;

import farebox.metering.IdempotencyLocks;
import farebox.metering.IdempotencyLocksContract;
import farebox.metering.ResponseStore;
import farebox.metering.ResponseStoreContract;
import farebox.metering.UsageAggregates;
import farebox.metering.UsageAggregatesContract;
import farebox.metering.UsageLedger;
import farebox.metering.UsageLedgerContract;
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
    final class Claiming extends IdempotencyLocksContract {
        @Override
        protected IdempotencyLocks claims() {
            return new InMemoryIdempotencyLocks();
        }
    }

    @Nested
    final class Answering extends ResponseStoreContract {
        @Override
        protected ResponseStore answers() {
            return new InMemoryResponseStore();
        }
    }

    @Nested
    final class Summing extends UsageAggregatesContract {
        @Override
        protected UsageAggregates sums() {
            return new InMemoryUsageAggregates();
        }
    }
}
