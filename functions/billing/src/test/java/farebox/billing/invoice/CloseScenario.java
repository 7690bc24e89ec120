package farebox.billing.invoice;

import static farebox.billing.SampleBooks.USD;
import static farebox.billing.invoice.Installation.ACME;

import farebox.billing.Channel;
import farebox.billing.Money;
import farebox.billing.Percentage;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.Invoice.Tax;
import farebox.billing.invoice.TaxPolicy.TaxRate;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.Party;
import farebox.billing.pricebook.PriceBooks;
import farebox.billing.pricebook.PriceTimeline;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An installation whose months are closed by given rules; a call costs 0.05 USD. */
final class CloseScenario {
    private static final TaxRate VAT = new TaxRate("VAT", Percentage.of("19"));

    final Installation installation = new Installation().price("2026-07-01T00:00:00Z", "0.05");
    private final CloseRules rules;
    private final InvoiceStore store;
    private boolean taxed;

    CloseScenario(CloseRules rules) {
        this.rules = rules;
        this.store = rules.store(installation.store);
    }

    CloseScenario calls(String at, long count) {
        installation.calls(at, count);
        return this;
    }

    /** Of which the sums do not know yet. */
    CloseScenario unsummedCall(String at) {
        installation.log.put(Instant.parse(at), UsageQuantities.of(Meter.CALLS, Installation.SMALL, Quantity.of(1)));
        return this;
    }

    CloseScenario at(String now) {
        installation.at(now);
        return this;
    }

    CloseScenario taxed() {
        taxed = true;
        return this;
    }

    CloseScenario refund(String event, String month, String amount) {
        store.add(new Refund(event, ACME, month, Money.of(amount, USD).exact(), "not delivered", installation.now));
        return this;
    }

    CloseScenario freeze(String month) {
        new FreezeMonth(sources(), store, this::now).run(month, List.of(ACME));
        return this;
    }

    CloseScenario credit(String month, String amount) {
        new IssueCreditNote(store, this::now)
                .run(new IssueCreditNote.Command(ACME, month, 1, Money.of(amount, USD), "a test"));
        return this;
    }

    Invoice close(String month) {
        TaxPolicy taxes = (account, subtotal) -> taxed ? List.of(new Tax("VAT", rules.tax(subtotal, VAT))) : List.of();
        return new Invoices(sources(), store, taxes, this::now).close(ACME, month);
    }

    CloseScenario closed(String month) {
        close(month);
        return this;
    }

    private Instant now() {
        return rules.now(installation.now);
    }

    private Invoices.Sources sources() {
        UsageTotals sums = installation.totalsOfSums();
        return new Invoices.Sources(tenants(), books(), sums, rules.log(log(), sums));
    }

    /** With a call of a tenant that is not closed. */
    private EventLog log() {
        EventLog log = (tenant, start, end, each) -> {
            installation.eventLog().read(tenant, start, end, each);
            each.accept(new EventLog.MeteredEvent(
                    new TenantId("stranger"), Installation.SMALL, Channel.REQUEST, Amounts.of(Meter.CALLS, 1), start));
        };
        return (tenant, start, end, each) -> log.read(tenant, start, end, event -> rules.event(event, each));
    }

    private PriceBooks books() {
        return new PriceBooks() {
            @Override
            public boolean add(PublishedBook book, byte[] json) {
                throw new IllegalStateException("a close publishes nothing");
            }

            @Override
            public PriceTimeline all() {
                return rules.prices(installation.books.all());
            }
        };
    }

    private Tenants tenants() {
        return new Tenants() {
            @Override
            public BillingAccount account(TenantId tenant) {
                return rules.account(installation.account(tenant));
            }

            @Override
            public Set<TenantId> all() {
                return installation.all();
            }

            @Override
            public Party seller() {
                return installation.seller();
            }
        };
    }

    Optional<String> number(String month) {
        return close(month).number();
    }
}
