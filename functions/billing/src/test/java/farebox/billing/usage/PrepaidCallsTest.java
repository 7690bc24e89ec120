package farebox.billing.usage;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Money;
import farebox.billing.Plan;
import farebox.billing.Price;
import farebox.billing.PriceBook;
import farebox.billing.PriceModel;
import farebox.billing.Quantity;
import farebox.billing.SampleBooks;
import farebox.billing.prepaid.Balance;
import farebox.billing.prepaid.BalanceShard;
import farebox.billing.prepaid.EventFence;
import farebox.billing.prepaid.GrantCredit;
import farebox.billing.prepaid.Hold;
import farebox.billing.prepaid.HoldId;
import farebox.billing.prepaid.InMemoryBalances;
import farebox.billing.prepaid.PrepaidCredit;
import farebox.billing.prepaid.SweepHolds;
import farebox.billing.pricebook.InMemoryPriceBooks;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.Forbidden;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.PaymentRequired;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.metering.CallPayment.Reservation;
import farebox.metering.MeteredCall;
import farebox.metering.Resource;
import farebox.metering.Usage;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PrepaidCallsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-08-01T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Caller CALLER = new Caller(ACME, new KeyId("k1234567"), Scope.INVOKE, STANDARD);

    private final InMemoryBalances balances = new InMemoryBalances();
    private final InMemoryPriceBooks books = new InMemoryPriceBooks();
    private final PrepaidCalls calls = new PrepaidCalls(
            ACME::equals,
            new PrepaidCalls.Stores(
                    new PrepaidCredit(balances, 1),
                    new SweepHolds(balances, (tenant, attempt) -> new EventFence.Outcome.Fenced(), CLOCK)),
            new CallPrices(books::all),
            CLOCK);

    @Test
    void aCall_holdsItsPriceAndSpendsIt() {
        publish(SampleBooks.perCall("0.05"));
        grant("0.10");

        Reservation reservation = reserve(ACME);
        assertThat(balance().held()).isEqualTo(Money.of("0.05", USD));
        reservation.cover(usage(3));
        reservation.settle(usage(3));

        assertThat(balance()).isEqualTo(new Balance(Money.of("0.05", USD), Money.zero(USD), Money.of("0.05", USD)));
    }

    @Test
    void tokens_areCoveredBeforeTheEvent() {
        publish(withTokens());
        grant("0.10");

        Reservation reservation = reserve(ACME);
        reservation.cover(usage(30));
        assertThat(balance().held()).isEqualTo(Money.of("0.08", USD));
        reservation.settle(usage(30));

        assertThat(balance().spent()).isEqualTo(Money.of("0.08", USD));
    }

    @Test
    void tokensThatAreNotCovered_arePaymentRequired() {
        publish(withTokens());
        grant("0.10");
        Reservation reservation = reserve(ACME);

        assertThatExceptionOfType(PaymentRequired.class).isThrownBy(() -> reservation.cover(usage(51)));
        reservation.release();

        assertThat(balance().available()).isEqualTo(Money.of("0.10", USD));
    }

    @Test
    void exhaustedCredit_isPaymentRequired() {
        publish(SampleBooks.perCall("0.05"));
        grant("0.04");

        assertThatExceptionOfType(PaymentRequired.class).isThrownBy(() -> reserve(ACME));
    }

    @Test
    void creditThatADeadCallHolds_isGivenBackToTheNext() {
        publish(SampleBooks.perCall("0.05"));
        grant("0.05");
        Hold dead = new Hold(new HoldId("r-dead", "1"), Money.of("0.05", USD), NOW.minusSeconds(1));
        balances.hold(new BalanceShard(ACME, 0), dead);

        Reservation reservation = reserve(ACME);
        reservation.cover(usage(3));
        reservation.settle(usage(3));

        assertThat(balance().spent()).isEqualTo(Money.of("0.05", USD));
    }

    @Test
    void tenantsThatPayLater_holdNothing() {
        publish(SampleBooks.perCall("0.05"));

        assertThat(reserve(new TenantId("later"))).isSameAs(Reservation.NONE);
    }

    @Test
    void aPlanThatDependsOnTheMonth_cannotBePrepaid() {
        Price packages = new Price(
                "packages",
                Meter.CALLS,
                Set.of(),
                new PriceModel.PerPackage(Quantity.of(100), Money.of("5", USD), Quantity.ZERO),
                Price.Fraction.EXACT);
        publish(new PriceBook(USD, Map.of(STANDARD, Plan.of(STANDARD, List.of(packages)))));
        grant("100");

        assertThatExceptionOfType(Forbidden.class)
                .isThrownBy(() -> reserve(ACME))
                .withMessageContainingAll("standard", "packages");
    }

    @Test
    void whoIsPrepaid_isAskedAgainAfterAWhile() {
        Instant[] now = {NOW};
        boolean[] prepaid = {false};
        PrepaidTenants tenants = new PrepaidTenants(tenant -> prepaid[0], () -> now[0]);
        assertThat(tenants.test(ACME)).isFalse();
        prepaid[0] = true;
        assertThat(tenants.test(ACME)).isFalse();

        now[0] = NOW.plusSeconds(30);

        assertThat(tenants.test(ACME)).isTrue();
    }

    private Reservation reserve(TenantId tenant) {
        Caller caller = new Caller(tenant, CALLER.key(), CALLER.scope(), CALLER.plan());
        MeteredCall call = new MeteredCall(
                caller, "POST /v1/embeddings", new RequestId("r1"), Optional.empty(), Sha256.of(new byte[0]));
        return calls.reserve(
                call,
                EventId.ofRequest(tenant, call.request()),
                AttemptId.next(new SplittableRandom(1)),
                Deadline.after(Duration.ofSeconds(28), CLOCK));
    }

    private static Usage usage(long tokens) {
        return new Usage(
                ACME,
                CALLER.key(),
                Optional.empty(),
                STANDARD,
                Resource.model("public/small", "1"),
                Amounts.of(Meter.CALLS, 1).with(Meter.TOKENS_IN, tokens),
                NOW,
                Usage.Source.REQUEST);
    }

    private static PriceBook withTokens() {
        Price perCall = SampleBooks.perCall("0.05").plan(STANDARD).prices().getFirst();
        Price perToken = new Price(
                "tokens",
                Meter.TOKENS_IN,
                Set.of(new ModelName("small")),
                new PriceModel.PerUnit(Money.of("0.001", USD), Quantity.ZERO),
                Price.Fraction.EXACT);
        return new PriceBook(USD, Map.of(STANDARD, Plan.of(STANDARD, List.of(perCall, perToken))));
    }

    private void publish(PriceBook book) {
        books.add(new PublishedBook(NOW.minusSeconds(3_600), book), new byte[0]);
    }

    private void grant(String amount) {
        new GrantCredit(balances, 1).run(ACME, "g1", Money.of(amount, USD));
    }

    private Balance balance() {
        return balances.read(ACME).orElseThrow();
    }
}
