package farebox.billing.invoice;

import farebox.billing.Bill;
import farebox.billing.Charge;
import farebox.billing.Currency;
import farebox.billing.ExactAmount;
import farebox.billing.Money;
import farebox.billing.Quantity;
import farebox.billing.invoice.Invoice.Kind;
import farebox.billing.invoice.Invoice.Tax;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.Meter;
import farebox.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the invoice of a month, or of the part of it that has passed, without a number. */
final class DraftInvoice {
    /** Lines that are not about the usage of their invoice's month. */
    private static final Set<Kind> SETTLED_APART = Set.of(Kind.LATE_USAGE, Kind.PREPAID_CREDIT, Kind.REFUND);

    private final Rates rates;
    private final Tenants tenants;
    private final TaxPolicy taxPolicy;

    DraftInvoice(Rates rates, Tenants tenants, TaxPolicy taxPolicy) {
        this.rates = rates;
        this.tenants = tenants;
        this.taxPolicy = taxPolicy;
    }

    /**
     * @param month of the usage that is charged
     * @param before of the usage of the month before, with what came late
     */
    record Rates(RatePeriod month, RatePeriod before) {}

    /**
     * @param end of what is rated, exclusive
     * @param earlier what is settled here of before
     */
    Invoice run(BillingAccount account, BillingPeriod period, Instant end, PriceTimeline timeline, Earlier earlier) {
        List<Item> items = new ArrayList<>();
        earlier.invoice()
                .flatMap(invoice -> late(account, period.previous(), timeline, invoice))
                .ifPresent(items::add);
        rates.month()
                .run(account, period, end, timeline)
                .forEach(stretch -> stretch.charges().forEach(charge -> items.add(Item.of(charge, stretch))));
        prepaid(account, period, items).ifPresent(items::add);
        refund(period, earlier.refunds()).ifPresent(items::add);
        return invoice(account, period, RatePeriod.currency(timeline), items);
    }

    /**
     * What is settled on this invoice.
     *
     * @param invoice of the month before, if it is closed; its late usage is charged here
     * @param refunds of calls that were not delivered
     */
    record Earlier(Optional<Invoice> invoice, List<Refund> refunds) {
        Earlier {
            refunds = List.copyOf(refunds);
        }
    }

    private static Optional<Item> refund(BillingPeriod period, List<Refund> refunds) {
        return refunds.stream()
                .map(Refund::amount)
                .reduce(ExactAmount::plus)
                .map(sum -> new Item(
                        Kind.REFUND,
                        charge("refund of calls not delivered: " + refunds.size(), sum.negated()),
                        period.start(),
                        period.end()));
    }

    private Invoice invoice(BillingAccount account, BillingPeriod period, Currency currency, List<Item> items) {
        Bill bill = Bill.of(currency, items.stream().map(Item::charge).toList());
        List<Invoice.Line> lines = IntStream.range(0, items.size())
                .mapToObj(i -> items.get(i).line(bill.lines().get(i).amount()))
                .toList();
        List<Tax> taxes = lines.isEmpty() ? List.of() : taxPolicy.taxes(account, bill.total());
        Money total = taxes.stream().map(Tax::amount).reduce(bill.total(), Money::plus);
        return new Invoice(
                Optional.empty(),
                account.tenant(),
                period.toString(),
                period.start(),
                period.end(),
                tenants.seller(),
                account.party(),
                currency,
                lines,
                taxes,
                total,
                hash(account, period, lines, taxes, total),
                Optional.empty());
    }

    /**
     * Usage of the month before that was not there when it was closed; less than was charged is not given back here.
     */
    private Optional<Item> late(BillingAccount account, BillingPeriod before, PriceTimeline timeline, Invoice invoice) {
        List<Charge> now = rates.before().run(account, before, before.end(), timeline).stream()
                .flatMap(stretch -> stretch.charges().stream())
                .toList();
        Currency currency = RatePeriod.currency(timeline);
        ExactAmount charged = invoice.lines().stream()
                .filter(line -> !SETTLED_APART.contains(line.kind()))
                .map(line -> ExactAmount.parse(line.exact(), currency))
                .reduce(ExactAmount.zero(currency), ExactAmount::plus);
        ExactAmount missing = ExactAmount.sum(
                        currency, now.stream().map(Charge::exact).toList())
                .minus(charged);
        return missing.compareTo(ExactAmount.zero(currency)) > 0
                ? Optional.of(new Item(
                        Kind.LATE_USAGE, charge("late usage for " + before, missing), before.start(), before.end()))
                : Optional.empty();
    }

    /** A prepaid call was paid when it was made, at the price that it is rated at here. */
    private static Optional<Item> prepaid(BillingAccount account, BillingPeriod period, List<Item> items) {
        List<ExactAmount> usage = items.stream()
                .filter(item -> item.kind() == Kind.USAGE || item.kind() == Kind.LATE_USAGE)
                .map(item -> item.charge().exact())
                .toList();
        if (account.mode() == Tenants.PaymentMode.POSTPAID || usage.isEmpty()) {
            return Optional.empty();
        }
        ExactAmount paid = ExactAmount.sum(usage.getFirst().currency(), usage).negated();
        return Optional.of(
                new Item(Kind.PREPAID_CREDIT, charge("paid from prepaid credit", paid), period.start(), period.end()));
    }

    private static Charge charge(String label, ExactAmount exact) {
        return new Charge(Charge.Kind.FLAT_FEE, label, Optional.empty(), Quantity.of(1), Optional.empty(), exact);
    }

    /** Over a text of one line per fact, so that it does not depend on a document's form. */
    private static Sha256 hash(
            BillingAccount account, BillingPeriod period, List<Invoice.Line> lines, List<Tax> taxes, Money total) {
        String facts = account.tenant() + "\n" + period.start() + "\n" + period.end() + "\n"
                + lines.stream().map(DraftInvoice::fact).collect(Collectors.joining("\n")) + "\n"
                + taxes.stream().map(tax -> tax.name() + "|" + tax.amount()).collect(Collectors.joining("\n")) + "\n"
                + total;
        return Sha256.of(facts.getBytes(StandardCharsets.UTF_8));
    }

    private static String fact(Invoice.Line line) {
        return String.join(
                "|",
                line.kind().name(),
                line.label(),
                line.meter().map(Meter::wireName).orElse(""),
                line.quantity().toString(),
                line.exact(),
                line.amount().toString(),
                line.start().toString(),
                line.end().toString());
    }

    private record Item(Kind kind, Charge charge, Instant start, Instant end) {
        static Item of(Charge charge, RatePeriod.Stretch stretch) {
            return new Item(Kind.of(charge.kind()), charge, stretch.start(), stretch.end());
        }

        Invoice.Line line(Money amount) {
            return new Invoice.Line(
                    kind,
                    charge.label(),
                    charge.meter(),
                    charge.quantity(),
                    charge.unitPrice(),
                    charge.exact().decimal(),
                    amount,
                    start,
                    end);
        }
    }
}
