package farebox.billing.faults;

import farebox.billing.Money;
import farebox.billing.SampleBooks;
import farebox.billing.dynamo.DynamoBalances;
import farebox.billing.dynamo.DynamoEventFence;
import farebox.billing.prepaid.Balance;
import farebox.billing.prepaid.GrantCredit;
import farebox.billing.prepaid.PrepaidCredit;
import farebox.billing.prepaid.SweepHolds;
import farebox.billing.pricebook.PriceTimeline;
import farebox.billing.pricebook.PublishedBook;
import farebox.billing.usage.CallPrices;
import farebox.billing.usage.PrepaidCalls;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.RequestId;
import farebox.kernel.Retryable;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import farebox.metering.CallPayment;
import farebox.metering.MeterUsage;
import farebox.metering.MeteredCall;
import farebox.metering.MeteringPolicy;
import farebox.metering.Resource;
import farebox.metering.dynamo.DynamoIdempotencyLocks;
import farebox.metering.dynamo.DynamoUsageLedger;
import farebox.metering.idempotency.IdempotencyKey;
import farebox.metering.idempotency.PlainBytes;
import farebox.metering.idempotency.StoredResponses;
import farebox.metering.memory.InMemoryResponseStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Calls of one tenant, metered on tables through a client. */
final class SampleCalls {
    static final TenantId ACME = new TenantId("acme");
    static final Money PRICE = Money.of("0.00001", SampleBooks.USD);

    private static final Caller CALLER = new Caller(ACME, new KeyId("k1234567"), Scope.INVOKE, SampleBooks.STANDARD);
    private static final Deadline DEADLINE = new Deadline(Tables.NOW.plus(Duration.ofSeconds(20)));

    private final DynamoBalances balances;
    private final SweepHolds sweep;
    private final MeterUsage<byte[]> meterUsage;

    SampleCalls(DynamoDbClient dynamo, boolean prepaid) {
        CallPrices prices = new CallPrices(
                () -> new PriceTimeline(List.of(new PublishedBook(Instant.EPOCH, SampleBooks.perCall("0.00001")))));
        balances = new DynamoBalances(dynamo, Tables.BILLING);
        // Every hold has expired for this sweep, as if it ran long after the calls.
        sweep = new SweepHolds(
                balances,
                new DynamoEventFence(dynamo, Tables.EVENTS, prices, Tables.CLOCK),
                () -> Tables.CLOCK.instant().plus(Duration.ofHours(1)));
        SweepHolds none = new SweepHolds(
                balances,
                (tenant, attempt) -> {
                    throw new Unavailable("no sweep while calls run", Duration.ofSeconds(1));
                },
                Tables.CLOCK);
        CallPayment payment = prepaid
                ? new PrepaidCalls(
                        ACME::equals,
                        new PrepaidCalls.Stores(new PrepaidCredit(balances, 1), none),
                        prices,
                        Tables.CLOCK)
                : CallPayment.LATER;
        meterUsage = new MeterUsage<>(
                new MeterUsage.Stores<>(
                        new DynamoUsageLedger(dynamo, Tables.EVENTS, Tables.CLOCK),
                        new DynamoIdempotencyLocks(dynamo, Tables.CLAIMS, Tables.CLOCK),
                        new StoredResponses<>(new InMemoryResponseStore(), new PlainBytes()),
                        payment),
                MeteringPolicy.DEFAULT,
                Tables.CLOCK,
                new SecureRandom());
    }

    void grant(Money amount) {
        new GrantCredit(balances, 1).run(ACME, "grant", amount);
    }

    Balance balance() {
        return balances.read(ACME).orElseThrow();
    }

    int sweep() {
        return sweep.run();
    }

    /** One request without a key. */
    void once(String request) {
        meterUsage.run(call(request, Optional.empty()), DEADLINE, SampleCalls::work);
    }

    /** A client that repeats its request under one key until it is answered. */
    void untilAnswered(String key) {
        for (int attempt = 0; true; attempt++) {
            try {
                meterUsage.run(
                        call(key + "-" + attempt, Optional.of(new IdempotencyKey(key))), DEADLINE, SampleCalls::work);
                return;
            } catch (Retryable again) {
                // The client comes again.
            }
        }
    }

    private static MeteredCall.Result<byte[]> work() {
        return new MeteredCall.Result<>(
                new byte[] {1},
                Resource.model("public/small", "1"),
                Amounts.of(Meter.CALLS, 1).with(Meter.TOKENS_IN, 3));
    }

    private static MeteredCall call(String request, Optional<IdempotencyKey> key) {
        return new MeteredCall(CALLER, "POST /v1/embeddings", new RequestId(request), key, Sha256.of(new byte[] {2}));
    }
}
