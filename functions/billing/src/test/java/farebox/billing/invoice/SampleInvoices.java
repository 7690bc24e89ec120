package farebox.billing.invoice;

import static farebox.billing.SampleBooks.USD;

import farebox.billing.Money;
import farebox.billing.Quantity;
import farebox.billing.invoice.Tenants.Party;
import farebox.kernel.Meter;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Invoices for tests of stores and documents. */
public final class SampleInvoices {
    public static final Instant ISSUED = Instant.parse("2026-09-04T00:00:00Z");

    private SampleInvoices() {}

    /** A draft of one usage line, one discount and a tax. */
    public static Invoice draft(String tenant, String month) {
        BillingPeriod period = BillingPeriod.of(month, ZoneOffset.UTC);
        return new Invoice(
                Optional.empty(),
                new TenantId(tenant),
                month,
                period.start(),
                period.end(),
                new Party("Bäcker & Söhne <AI>", List.of("1 Main Street", "Zürich"), Optional.of("CHE-123")),
                new Party("Acme, \"Ltd\"", List.of("2 Side Street"), Optional.empty()),
                USD,
                List.of(
                        new Invoice.Line(
                                Invoice.Kind.USAGE,
                                "calls",
                                Optional.of(Meter.CALLS),
                                Quantity.of(7),
                                Optional.of(Money.of("0.05", USD)),
                                "0.35",
                                Money.of("0.35", USD),
                                period.start(),
                                period.end()),
                        new Invoice.Line(
                                Invoice.Kind.DISCOUNT,
                                "discount of 10 %",
                                Optional.empty(),
                                Quantity.of(1),
                                Optional.empty(),
                                "-0.035",
                                Money.of("-0.03", USD),
                                period.start(),
                                period.end())),
                List.of(new Invoice.Tax("VAT 8.1 %", Money.of("0.03", USD))),
                Money.of("0.35", USD),
                Sha256.of((tenant + month).getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
    }

    /** The same, closed. */
    public static Invoice closed(String tenant, String month, long number) {
        return draft(tenant, month).closed(Optional.of("F-%06d".formatted(number)), ISSUED);
    }
}
