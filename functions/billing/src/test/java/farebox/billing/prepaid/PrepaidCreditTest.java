package farebox.billing.prepaid;

import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrepaidCreditTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant EXPIRES = Instant.parse("2026-08-01T10:00:00Z");
    private static final Money FIVE_CENTS = Money.of("0.05", USD);

    private final Balances balances = new InMemoryBalances();

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10})
    void ofAThousandCallersWithCreditForAHundred_aHundredAreAdmitted(int shards)
            throws InterruptedException, ExecutionException {
        new GrantCredit(balances, shards).run(ACME, "g1", Money.of("5.00", USD));
        PrepaidCredit credit = new PrepaidCredit(balances, shards);
        List<Callable<Boolean>> callers = IntStream.range(0, 1_000)
                .mapToObj(i -> (Callable<Boolean>) () -> call(credit, i))
                .toList();

        int admitted = 0;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> caller : pool.invokeAll(callers)) {
                admitted += caller.get() ? 1 : 0;
            }
        }

        assertThat(admitted).isEqualTo(100);
        assertThat(balances.read(ACME)).contains(new Balance(Money.zero(USD), Money.zero(USD), Money.of("5.00", USD)));
    }

    @Test
    void cover_holdsWhatTheEstimateLacked() {
        new GrantCredit(balances, 1).run(ACME, "g1", Money.of("0.10", USD));
        PrepaidCredit credit = new PrepaidCredit(balances, 1);
        PrepaidCredit.Held held = credit.hold(ACME, hold(1)).orElseThrow();

        assertThat(credit.cover(held, Money.of("0.04", USD))).contains(held);
        assertThat(credit.cover(held, Money.of("0.11", USD))).isEmpty();
        PrepaidCredit.Held covered = credit.cover(held, Money.of("0.10", USD)).orElseThrow();
        credit.settle(covered, Money.of("0.10", USD));

        assertThat(balances.read(ACME).orElseThrow().spent()).isEqualTo(Money.of("0.10", USD));
    }

    @Test
    void release_givesAllBack() {
        new GrantCredit(balances, 1).run(ACME, "g1", FIVE_CENTS);
        PrepaidCredit credit = new PrepaidCredit(balances, 1);

        credit.release(credit.hold(ACME, hold(1)).orElseThrow());

        assertThat(balances.read(ACME).orElseThrow().available()).isEqualTo(FIVE_CENTS);
    }

    @Test
    void grant_losesNothingWhenItDoesNotDivide() {
        Balance balance = new GrantCredit(balances, 7).run(ACME, "g1", Money.of("1.00", USD));

        assertThat(balance.available()).isEqualTo(Money.of("1.00", USD));
    }

    @Test
    void grant_refusesAnotherCurrencyAndWhatIsNotAboveZero() {
        GrantCredit grant = new GrantCredit(balances, 1);
        grant.run(ACME, "g1", FIVE_CENTS);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> grant.run(ACME, "g2", Money.of("1", new Currency("EUR"))))
                .withMessageContainingAll("USD", "EUR");
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> grant.run(ACME, "g2", Money.of("-1", USD)));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> grant.run(ACME, "g2", Money.zero(USD)));
    }

    private static boolean call(PrepaidCredit credit, int number) {
        return credit.hold(ACME, hold(number))
                .map(held -> {
                    credit.settle(held, FIVE_CENTS);
                    return true;
                })
                .orElse(false);
    }

    private static Hold hold(int number) {
        return new Hold(new HoldId("event-" + number, "1"), FIVE_CENTS, EXPIRES);
    }
}
