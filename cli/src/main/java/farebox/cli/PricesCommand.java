package farebox.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import farebox.billing.Bill;
import farebox.billing.Percentage;
import farebox.billing.PriceBook;
import farebox.billing.invoice.EstimateBill;
import farebox.billing.invoice.EstimateBill.Estimate;
import farebox.billing.invoice.TaxPolicy.TaxRate;
import farebox.billing.json.BillFormat;
import farebox.billing.json.PriceBookFormat;
import farebox.billing.json.UsageCsv;
import farebox.billing.pricebook.CachedPriceBooks;
import farebox.billing.pricebook.PublishedBook;
import farebox.cli.operator.UserError;
import farebox.kernel.PlanName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "prices", mixinStandardHelpOptions = true, description = "Price books: check, publish, estimate.")
final class PricesCommand {
    private static final String NOW = "now";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** How an estimate is printed. */
    enum Format {
        json,
        table
    }

    @Command(mixinStandardHelpOptions = true, description = "Checks a price book; names each fault with its line.")
    int check(@Parameters(paramLabel = "FILE", description = "A price book as JSON.") Path file) {
        PriceBook book = new PriceBookFormat().read(content(file));
        print(file + " is a price book in " + book.currency() + " with the plans "
                + book.plans().keySet());
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Puts a price book in force, in every function once this returns.")
    int publish(
            @Mixin StackOption target,
            @Parameters(paramLabel = "FILE", description = "A price book as JSON.") Path file,
            @Option(
                            names = "--from",
                            defaultValue = NOW,
                            paramLabel = "now|INSTANT",
                            description = "From when: now, 2026-12-01 or 2026-12-01T00:00:00Z (default: now).")
                    String from)
            throws InterruptedException {
        byte[] json = content(file);
        PriceBook book = new PriceBookFormat().read(json);
        PublishedBook published = target.bill(of -> from.equals(NOW)
                ? of.publishPriceBook().now(book, json)
                : of.publishPriceBook().from(instant(from), book, json));
        if (from.equals(NOW)) {
            Thread.sleep(CachedPriceBooks.TTL);
        }
        print("in force from " + published.effective());
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "What usage would cost in a month; needs no running stack.")
    int estimate(
            @Option(names = "--book", required = true, paramLabel = "FILE", description = "A price book as JSON.")
                    Path book,
            @Option(
                            names = "--usage",
                            required = true,
                            paramLabel = "FILE",
                            description = "CSV with the columns meter,model,quantity.")
                    Path usage,
            @Option(names = "--plan", required = true, description = "A plan of the book.") String plan,
            @Option(names = "--tax", paramLabel = "NAME=PERCENT", description = "Such as VAT=19; repeat it for more.")
                    Map<String, String> taxes,
            @Option(names = "--format", defaultValue = "table", description = "${COMPLETION-CANDIDATES}.")
                    Format format) {
        Estimate estimate = new EstimateBill()
                .run(
                        new PriceBookFormat().read(content(book)),
                        new PlanName(plan),
                        new UsageCsv().read(content(usage)),
                        rates(Optional.ofNullable(taxes).orElse(Map.of())));
        print(
                switch (format) {
                    case json -> json(BillFormat.tree(estimate));
                    case table -> table(estimate);
                });
        return 0;
    }

    private static List<TaxRate> rates(Map<String, String> taxes) {
        return taxes.entrySet().stream()
                .map(tax -> new TaxRate(tax.getKey(), Percentage.of(tax.getValue())))
                .toList();
    }

    private static String table(Estimate estimate) {
        Bill bill = estimate.bill();
        StringBuilder table = new StringBuilder();
        bill.lines()
                .forEach(line -> table.append("%-40s %16s %24s %12s%n"
                        .formatted(
                                line.charge().label(),
                                line.charge().quantity(),
                                line.charge().exact().decimal(),
                                line.amount().decimal())));
        estimate.taxes()
                .forEach(tax -> table.append("%-40s %16s %24s %12s%n"
                        .formatted(tax.name(), "", "", tax.amount().decimal())));
        return table
                + "%-40s %16s %24s %12s"
                        .formatted(
                                "total", "", bill.currency(), estimate.total().decimal());
    }

    static String json(Object tree) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a value of ours does not become JSON", e);
        }
    }

    private static Instant instant(String from) {
        try {
            return from.contains("T")
                    ? Instant.parse(from)
                    : LocalDate.parse(from).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new UserError("--from is now, a date such as 2026-12-01, or an instant such as 2026-12-01T00:00:00Z,"
                    + " not '" + from + "'");
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserError("cannot read " + file, e);
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
