package farebox.metering.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import farebox.metering.Samples;
import farebox.metering.UsageLedger;
import farebox.metering.UsageLedgerContract;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.idempotency.IdempotencyLocksContract;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.UsageAggregates;
import farebox.metering.rollup.UsageAggregatesContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

final class DynamoStoresTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);

    @Nested
    final class Ledger extends UsageLedgerContract {
        @Override
        protected UsageLedger ledger() {
            return new DynamoUsageLedger(new FakeDynamo("id"), "events", CLOCK);
        }
    }

    @Nested
    final class Locking extends IdempotencyLocksContract {
        @Override
        protected IdempotencyLocks locks() {
            return new DynamoIdempotencyLocks(new FakeDynamo("id"), "claims", CLOCK);
        }
    }

    @Nested
    final class Aggregating extends UsageAggregatesContract {
        @Override
        protected UsageAggregates aggregates() {
            return new DynamoUsageAggregates(new FakeDynamo("series", "slot"), "sums");
        }
    }

    @Test
    void aCallWithoutAKeyIsOneWrite() {
        FakeDynamo dynamo = new FakeDynamo("id");

        new DynamoUsageLedger(dynamo, "events", CLOCK)
                .append(Samples.event("r1", Samples.attempt(1)), Samples.DEADLINE);

        assertThat(dynamo.writes()).isOne();
    }

    @Test
    void anAggregateAndABatchAreOneWrite() {
        FakeDynamo dynamo = new FakeDynamo("series", "slot");

        new DynamoUsageAggregates(dynamo, "sums")
                .add(
                        Samples.row(Resolution.HOUR, "2026-08-01T10:00:00Z", Samples.ACME),
                        Samples.delta(500, "1", "900"));

        assertThat(dynamo.writes()).isOne();
    }

    @Test
    void aTableThatFailsIsUnavailableAndKeepsTheCause() {
        FakeDynamo dynamo = new FakeDynamo("id");
        dynamo.failFromNowOn();
        UsageLedger ledger = new DynamoUsageLedger(dynamo, "events", CLOCK);

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> ledger.append(Samples.event("r1", Samples.attempt(1)), Samples.DEADLINE))
                .withCauseInstanceOf(DynamoDbException.class);
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> ledger.find(Samples.eventId("r1"), Samples.DEADLINE));
    }

    @Test
    void nothingIsSentAfterTheDeadline() {
        FakeDynamo dynamo = new FakeDynamo("id");
        UsageLedger ledger = new DynamoUsageLedger(dynamo, "events", CLOCK);

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> ledger.append(Samples.event("r1", Samples.attempt(1)), new Deadline(Samples.NOW)));

        assertThat(dynamo.writes()).isZero();
    }
}
