package farebox.cli;

import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.billing.Percentage;
import farebox.billing.document.InvoiceCsv;
import farebox.billing.document.InvoiceHtml;
import farebox.billing.invoice.BillingAccounts.Account;
import farebox.billing.invoice.CloseMonth;
import farebox.billing.invoice.CreditNote;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.IssueCreditNote;
import farebox.billing.invoice.TaxPolicy.TaxRate;
import farebox.billing.invoice.Tenants.Party;
import farebox.billing.json.InvoiceFormat;
import farebox.billing.usage.RefundCall;
import farebox.cli.document.InvoicePdf;
import farebox.cli.operator.UserError;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "invoice", mixinStandardHelpOptions = true, description = "Invoices of tenants, by month.")
final class InvoiceCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** How an invoice is printed. */
    enum Format {
        table,
        json,
        csv,
        html,
        /** Binary; send it to a file. */
        pdf
    }

    /** Which invoice, and how to print it. */
    static final class Selection {
        @Parameters(index = "0", paramLabel = "TENANT", description = "Whose invoice.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "MONTH", description = "Such as 2026-11.")
        private String month = "";

        @Option(names = "--format", defaultValue = "table", description = "${COMPLETION-CANDIDATES}.")
        private Format format = Format.table;

        TenantId id() {
            return new TenantId(tenant);
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "What a month comes to by now.")
    int preview(@Mixin StackOption target, @Mixin Selection wanted) {
        Invoice invoice = target.bill(of -> of.invoices().preview(wanted.id(), wanted.month));
        warn(invoice);
        show(invoice, wanted.format);
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Closes a month that has been over for three days; a closed one answers with its invoice.")
    int close(
            @Mixin StackOption target,
            @Option(names = "--all", description = "For every tenant; give the month only.") boolean all,
            @Parameters(arity = "1..2", paramLabel = "[TENANT] MONTH", description = "Such as acme 2026-11.")
                    List<String> words,
            @Option(names = "--format", defaultValue = "table", description = "${COMPLETION-CANDIDATES}.")
                    Format format) {
        if (words.size() != (all ? 1 : 2)) {
            throw new UserError(
                    all ? "with --all, give the month only" : "give a tenant and a month, or --all and a month");
        }
        return all ? closeAll(target, words.getFirst()) : close(target, words, format);
    }

    private int close(StackOption target, List<String> words, Format format) {
        Invoice invoice = target.bill(of -> of.invoices().close(new TenantId(words.getFirst()), words.getLast()));
        warn(invoice);
        show(invoice, format);
        return 0;
    }

    /** A closed invoice keeps the parties as they were. */
    private void warn(Invoice invoice) {
        if (invoice.partiesWithoutAddress().isEmpty()) {
            return;
        }
        spec.commandLine()
                .getErr()
                .println("no address is known of " + String.join(", ", invoice.partiesWithoutAddress())
                        + "; set it with ./farebox invoice party before the month is closed");
    }

    private int closeAll(StackOption target, String month) {
        List<CloseMonth.Outcome> outcomes = target.bill(of -> of.closeMonth().run(month));
        outcomes.forEach(outcome -> print("%-24s %-12s %s"
                .formatted(
                        outcome.tenant(),
                        outcome.invoice().flatMap(Invoice::number).orElse("-"),
                        outcome.invoice()
                                .map(invoice -> invoice.total().toString())
                                .orElseGet(
                                        () -> "not closed: " + outcome.error().orElse("")))));
        return outcomes.stream().allMatch(outcome -> outcome.error().isEmpty()) ? 0 : 1;
    }

    @Command(mixinStandardHelpOptions = true, description = "The invoice of a closed month.")
    int show(@Mixin StackOption target, @Mixin Selection wanted) {
        Optional<Invoice> invoice = target.bill(of -> of.invoiceStore().find(wanted.id(), wanted.month));
        show(
                invoice.orElseThrow(() -> new NotFound("the month " + wanted.month + " of " + wanted.tenant
                        + " is not closed; see ./farebox invoice preview")),
                wanted.format);
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Closed months of a tenant.")
    int list(@Mixin StackOption target, @Parameters(paramLabel = "TENANT", description = "Whose.") String tenant) {
        List<Invoice> invoices = target.bill(of -> of.invoiceStore().list(Optional.of(new TenantId(tenant))));
        invoices.forEach(invoice -> print(
                "%-8s %-12s %s".formatted(invoice.month(), invoice.number().orElse("-"), invoice.total())));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Gives back a part of a line of a closed invoice.")
    int credit(
            @Mixin StackOption target,
            @Mixin Selection wanted,
            @Option(names = "--line", required = true, description = "Counted from 1.") int line,
            @Option(names = "--amount", required = true, description = "Such as 0.35.") String amount,
            @Option(names = "--currency", defaultValue = "USD", description = "Default: ${DEFAULT-VALUE}.")
                    String currency,
            @Option(names = "--reason", required = true, description = "Shown on the credit note.") String reason) {
        IssueCreditNote.Command command = new IssueCreditNote.Command(
                wanted.id(), wanted.month, line, Money.of(amount, new Currency(currency)), reason);
        CreditNote note = target.bill(of -> of.issueCreditNote().run(command));
        print(
                wanted.format == Format.json
                        ? PricesCommand.json(InvoiceFormat.tree(note))
                        : "credit note " + note.number() + " of " + note.amount() + " on line " + note.line());
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Who stands on invoices: a tenant, or 'operator' for the seller.")
    int party(
            @Mixin StackOption target,
            @Parameters(paramLabel = "TENANT", description = "Whose details.") String tenant,
            @Option(names = "--name", required = true, description = "As on the invoice.") String name,
            @Option(names = "--address", description = "One line; repeat it for more.") List<String> address,
            @Option(names = "--tax-id", defaultValue = "", description = "Such as a VAT number.") String taxId) {
        Party party = new Party(
                name,
                Optional.ofNullable(address).orElse(List.of()),
                taxId.isEmpty() ? Optional.empty() : Optional.of(taxId));
        TenantId id = new TenantId(tenant);
        Account stored = target.bill(of -> {
            Account account = of.accounts().read(id).with(party);
            of.accounts().write(id, account);
            return account;
        });
        print("invoices name " + stored.party().name());
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Gives back a call that was billed and not delivered, once: as credit, or on the next invoice.")
    int refund(
            @Mixin StackOption target,
            @Parameters(index = "0", paramLabel = "TENANT", description = "Whose call.") String tenant,
            @Parameters(index = "1", paramLabel = "EVENT", description = "As the header x-farebox-event has it.")
                    String event,
            @Option(names = "--reason", required = true, description = "Kept with the refund.") String reason) {
        RefundCall.Result result = target.bill(of -> of.refundCall().run(new TenantId(tenant), event, reason));
        print((result.isNew() ? "refunded " : "refunded before: ") + result.amount());
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "The tax on invoices that are closed from now on.")
    int tax(
            @Mixin StackOption target,
            @Parameters(index = "0", paramLabel = "NAME", description = "As on the invoice, such as VAT.") String name,
            @Parameters(index = "1", paramLabel = "PERCENT", description = "Such as 19; 0 for none.") String percent,
            @Option(names = "--tenant", defaultValue = "", description = "Of one tenant; without it, of all others.")
                    String tenant) {
        TaxRate rate = new TaxRate(name, Percentage.of(percent));
        Optional<TenantId> whose = tenant.isEmpty() ? Optional.empty() : Optional.of(new TenantId(tenant));
        target.bill(of -> {
            whose.ifPresent(of.tenants()::account);
            of.accounts().setTaxRate(whose, rate);
            return rate;
        });
        print(rate.name() + " " + rate.rate() + " for " + (tenant.isEmpty() ? "all tenants" : tenant));
        return 0;
    }

    private void show(Invoice invoice, Format format) {
        switch (format) {
            case table -> print(table(invoice));
            case json -> print(PricesCommand.json(new InvoiceFormat().tree(invoice)));
            case csv -> print(InvoiceCsv.of(invoice));
            case html -> print(InvoiceHtml.of(invoice));
            case pdf -> System.out.writeBytes(InvoicePdf.of(invoice));
        }
    }

    private static String table(Invoice invoice) {
        StringBuilder table = new StringBuilder(
                "%s  %s  %s%n".formatted(invoice.number().orElse("no number"), invoice.tenant(), invoice.month()));
        invoice.lines()
                .forEach(line -> table.append("%-40s %16s %24s %12s%n"
                        .formatted(
                                line.label(),
                                line.quantity(),
                                line.exact(),
                                line.amount().decimal())));
        invoice.taxes()
                .forEach(tax -> table.append(
                        "%-82s %12s%n".formatted(tax.name(), tax.amount().decimal())));
        return table
                + "%-82s %12s"
                        .formatted(
                                "total " + invoice.currency(), invoice.total().decimal());
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
