package farebox.billing.usage;

import static farebox.billing.SampleBooks.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Quantity;
import farebox.billing.SampleBooks;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.Party;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.invoice.UsageTotals;
import farebox.billing.pricebook.InMemoryPriceBooks;
import farebox.billing.pricebook.PublishedBook;
import farebox.billing.quota.Limit;
import farebox.billing.quota.Limit.Window;
import farebox.billing.quota.ReadQuotas;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.QuotaExceeded;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.metering.CallPayment;
import farebox.metering.CallPayment.Reservation;
import farebox.metering.MeteredCall;
import farebox.metering.Resource;
import farebox.metering.Usage;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LimitedCallsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Caller CALLER = new Caller(ACME, new KeyId("k1234567"), Scope.INVOKE, STANDARD);

    private final InMemoryPriceBooks books = new InMemoryPriceBooks();
    private final TreeMap<Instant, UsageQuantities> sums = new TreeMap<>();
    private final List<Limit> limits = new ArrayList<>();
    private Instant now = Instant.parse("2026-08-20T12:00:00Z");

    private final LimitedCalls calls = limitedCalls();

    LimitedCallsTest() {
        books.add(new PublishedBook(Instant.parse("2026-07-01T00:00:00Z"), SampleBooks.perCall("0.05")), new byte[0]);
    }

    @Test
    void aLimitOfCalls_admitsAsManyAndNoMore() {
        limit("calls", Window.DAY, "3");

        call();
        call();
        call();

        assertThatExceptionOfType(QuotaExceeded.class)
                .isThrownBy(this::call)
                .withMessageContainingAll("3 calls a day", "2026-08-21T00:00:00Z")
                .satisfies(exceeded -> assertThat(exceeded.retryAfter()).isEqualTo(Duration.ofHours(12)))
                .satisfies(exceeded -> assertThat(exceeded.quota())
                        .contains(new QuotaExceeded.Quota("calls-day", 3, Duration.ofDays(1))));
    }

    @Test
    void aNewDay_beginsAnew() {
        limit("calls", Window.DAY, "1");
        call();
        now = Instant.parse("2026-08-21T00:00:00Z");

        assertThatCode(this::call).doesNotThrowAnyException();
    }

    @Test
    void callsOfOtherEnvironments_countOnceTheSumsHoldThem() {
        limit("calls", Window.MONTH, "10");
        call();
        sum("2026-08-20T12:00:00Z", 10);
        assertThatCode(this::call).doesNotThrowAnyException();

        now = now.plus(LimitedCalls.TTL);

        assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(this::call);
    }

    @Test
    void ownCallsThatTheSumsHoldByNow_countOnce() {
        limit("calls", Window.DAY, "3");
        call();
        call();
        sum("2026-08-20T12:00:00Z", 2);
        now = now.plus(LimitedCalls.TTL);

        assertThatCode(this::call).doesNotThrowAnyException();
        assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(this::call);
    }

    @Test
    void aLimitInMoney_refusesOnceItIsSpent() {
        limit(Limit.SPEND, Window.MONTH, "0.10");
        sum("2026-08-03T00:00:00Z", 1);

        call();

        assertThatExceptionOfType(QuotaExceeded.class)
                .isThrownBy(this::call)
                .withMessageContaining("0.10 spend a month");
    }

    @Test
    void aDaysMoney_isWhatTheMonthGrewBy() {
        limit(Limit.SPEND, Window.DAY, "0.10");
        sum("2026-08-03T00:00:00Z", 100);

        call();
        call();

        assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(this::call);
    }

    @Test
    void tokensAreLimited_whateverTheCallsAre() {
        limit("tokens_in", Window.DAY, "10");

        call();
        call();

        assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(this::call);
    }

    @Test
    void aSoftLimit_refusesNothing() {
        limits.add(Limit.of("calls", Window.DAY, Optional.of(BigDecimal.ONE), Optional.empty()));

        call();

        assertThatCode(this::call).doesNotThrowAnyException();
    }

    @Test
    void callsThatAreNotRecorded_countNothing() {
        limit("calls", Window.DAY, "1");

        reserve().release();

        assertThatCode(this::call).doesNotThrowAnyException();
    }

    @Test
    void tenantsWithoutLimits_passThrough() {
        assertThat(reserve()).isSameAs(Reservation.NONE);
    }

    private LimitedCalls limitedCalls() {
        UsageTotals totals = (tenant, start, end) -> Map.of(
                ACME, UsageQuantities.sum(sums.subMap(start, true, end, false).values()));
        ReadQuotas readQuotas = new ReadQuotas(new SettledTotals(totals, () -> now), books::all);
        BillingAccount account = new BillingAccount(
                ACME,
                PaymentMode.POSTPAID,
                List.of(new PlanSpan(STANDARD, Instant.EPOCH)),
                ZoneOffset.UTC,
                Party.named("Acme"));
        return new LimitedCalls(
                CallPayment.LATER,
                caller -> readQuotas.run(account, limits, now),
                new CallPrices(books::all),
                () -> now);
    }

    private void limit(String subject, Window window, String hard) {
        limits.add(Limit.of(subject, window, Optional.empty(), Optional.of(new BigDecimal(hard))));
    }

    private void sum(String at, long count) {
        sums.put(Instant.parse(at), UsageQuantities.of(Meter.CALLS, new ModelName("m"), Quantity.of(count)));
    }

    private void call() {
        Reservation reservation = reserve();
        Usage usage = new Usage(
                ACME,
                CALLER.key(),
                Optional.empty(),
                STANDARD,
                Resource.model("m", "1"),
                Amounts.of(Meter.CALLS, 1).with(Meter.TOKENS_IN, 5),
                now,
                Usage.Source.REQUEST);
        reservation.cover(usage);
        reservation.settle(usage);
    }

    private Reservation reserve() {
        MeteredCall call = new MeteredCall(
                CALLER, "POST /v1/embeddings", new RequestId("r"), Optional.empty(), Sha256.of(new byte[0]));
        return calls.reserve(
                call, EventId.ofRequest(ACME, call.request()), new AttemptId("1"), new Deadline(now.plusSeconds(10)));
    }
}
