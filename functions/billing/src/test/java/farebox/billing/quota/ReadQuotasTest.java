package farebox.billing.quota;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.invoice.Installation;
import farebox.billing.invoice.UsageTotals;
import farebox.billing.quota.Limit.Window;
import farebox.billing.quota.ReadQuotas.Quota;
import farebox.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReadQuotasTest {
    private final Installation installation = new Installation()
            .price("2026-07-01T00:00:00Z", "0.05")
            .calls("2026-08-03T10:00:00Z", 16)
            .calls("2026-08-20T10:00:00Z", 4);
    private final List<Instant> reads = new ArrayList<>();
    private final UsageTotals sums = (tenant, start, end) -> {
        reads.add(start);
        return installation.totalsOfSums().read(tenant, start, end);
    };
    private final ReadQuotas readQuotas = new ReadQuotas(sums, installation.books()::all);

    @Test
    void limitsOfOneWindow_readItsUsageOnce() {
        List<Quota> quotas = read("calls", "tokens_in", Limit.SPEND);

        assertThat(quotas)
                .extracting(Quota::used)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("20"), BigDecimal.ZERO, new BigDecimal("1.00"));
        assertThat(reads).containsExactly(Instant.parse("2026-08-01T00:00:00Z"));
    }

    @Test
    void anotherRun_readsAgain() {
        read("calls");
        installation.calls("2026-08-20T11:00:00Z", 1);

        assertThat(read("calls").getFirst().used()).isEqualByComparingTo("21");
    }

    private List<Quota> read(String... subjects) {
        return readQuotas.run(
                installation.account(new TenantId("acme")),
                List.of(subjects).stream()
                        .map(subject ->
                                Limit.of(subject, Window.MONTH, Optional.empty(), Optional.of(new BigDecimal("1000"))))
                        .toList(),
                Instant.parse("2026-08-20T12:00:00Z"));
    }
}
