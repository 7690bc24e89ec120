package farebox.billing.invoice;

import farebox.billing.Charge;
import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.billing.Quantity;
import farebox.billing.invoice.Tenants.Party;
import farebox.kernel.Meter;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a tenant owes for a month.
 *
 * @param number in a sequence without gaps; empty for a preview, and for a month in which nothing was charged
 * @param total of lines and taxes
 * @param hash of all that the amounts follow from and the amounts; the same whenever the same month is rated
 * @param issued when the month was closed; empty for a preview
 */
public record Invoice(
        Optional<String> number,
        TenantId tenant,
        String month,
        Instant start,
        Instant end,
        Party seller,
        Party customer,
        Currency currency,
        List<Line> lines,
        List<Tax> taxes,
        Money total,
        Sha256 hash,
        Optional<Instant> issued) {

    public Invoice {
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
    }

    /**
     * One charge.
     *
     * @param start of the stretch of time that is charged
     * @param end exclusive
     * @param exact the amount before it was rounded, as a decimal
     */
    public record Line(
            Kind kind,
            String label,
            Optional<Meter> meter,
            Quantity quantity,
            Optional<Money> unitPrice,
            String exact,
            Money amount,
            Instant start,
            Instant end) {}

    /** Why something is charged; the kinds of {@link Charge.Kind} and three that concern other documents. */
    public enum Kind {
        USAGE,
        FLAT_FEE,
        DISCOUNT,
        MINIMUM_COMMITMENT,
        MAXIMUM_SPEND,
        UNPRICED,
        /** Usage of an earlier month that came after that month was closed. */
        LATE_USAGE,
        /** What was paid from the balance when the calls were made. */
        PREPAID_CREDIT,
        /** Calls that were billed and not delivered. */
        REFUND;

        static Kind of(Charge.Kind kind) {
            return switch (kind) {
                case USAGE -> USAGE;
                case FLAT_FEE -> FLAT_FEE;
                case DISCOUNT -> DISCOUNT;
                case MINIMUM_COMMITMENT -> MINIMUM_COMMITMENT;
                case MAXIMUM_SPEND -> MAXIMUM_SPEND;
                case UNPRICED -> UNPRICED;
            };
        }
    }

    /** A tax on the lines. */
    public record Tax(String name, Money amount) {}

    /** What the lines add up to. */
    public Money subtotal() {
        return lines.stream().map(Line::amount).reduce(Money.zero(currency), Money::plus);
    }

    /** The names of the parties of which no address is known; most laws want both on an invoice. */
    public List<String> partiesWithoutAddress() {
        return Stream.of(seller, customer)
                .filter(party -> party.address().isEmpty())
                .map(Party::name)
                .toList();
    }

    Invoice closed(Optional<String> newNumber, Instant at) {
        return new Invoice(
                newNumber,
                tenant,
                month,
                start,
                end,
                seller,
                customer,
                currency,
                lines,
                taxes,
                total,
                hash,
                Optional.of(at));
    }
}
