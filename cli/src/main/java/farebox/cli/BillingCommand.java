package farebox.cli;

import farebox.billing.export.ExportUsage;
import farebox.billing.export.ExportUsage.Request;
import farebox.billing.json.ExportFormats;
import farebox.cli.export.MarketplaceUsage;
import farebox.cli.export.MarketplaceUsage.SentRecord;
import farebox.cli.export.SendStatus;
import farebox.cli.export.StripeMeterEvents;
import farebox.cli.operator.UserError;
import farebox.kernel.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "billing", mixinStandardHelpOptions = true, description = "Usage for other billing systems.")
final class BillingCommand {
    private static final String STRIPE_KEY = "STRIPE_API_KEY";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A form of export. */
    enum Format {
        /** Meter events. */
        stripe,
        /** Calls of BatchMeterUsage. */
        marketplace,
        /** As OpenMeter ingests them. */
        cloudevents
    }

    /** Which hours. */
    static final class Span {
        @Option(names = "--from", required = true, description = "An hour, such as 2026-11-01T00:00:00Z.")
        private Instant from = Instant.EPOCH;

        @Option(names = "--to", required = true, description = "An hour, exclusive.")
        private Instant to = Instant.EPOCH;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Usage by hour, one JSON line for each record, or for each call of AWS Marketplace.")
    int export(
            @Mixin StackOption target,
            @Mixin Span span,
            @Option(names = "--format", required = true, description = "${COMPLETION-CANDIDATES}.") Format format,
            @Option(names = "--customers", description = "CSV lines 'tenant,customer' of the receiver's names.")
                    Path customers,
            @Option(names = "--product-code", defaultValue = "", description = "On AWS Marketplace.")
                    String productCode) {
        Request request = new Request(
                span.from,
                span.to,
                Optional.ofNullable(customers).map(BillingCommand::named).orElse(Map.of()));
        lines(target, request, format(format, productCode)).forEach(this::print);
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Sends usage to Stripe, with the key in STRIPE_API_KEY, or to AWS Marketplace, with AWS's credentials;",
                "prints the status of each record."
            })
    int send(
            @Mixin StackOption target,
            @Mixin Span span,
            @Option(names = "--format", defaultValue = "stripe", description = "stripe or marketplace.") Format format,
            @Option(names = "--customers", description = "CSV lines 'tenant,customer' of the receiver's names.")
                    Path customers,
            @Option(names = "--product-code", defaultValue = "", description = "On AWS Marketplace.")
                    String productCode,
            @Option(names = "--receiver", description = "Default: Stripe or AWS Marketplace itself.") URI receiver)
            throws InterruptedException {
        Sender sender = sender(format, Optional.ofNullable(receiver));
        Request request = new Request(
                span.from,
                span.to,
                Optional.ofNullable(customers).map(BillingCommand::named).orElse(Map.of()));
        boolean all = true;
        for (String line : lines(target, request, format(format, productCode))) {
            all &= sender.send(line);
        }
        return all ? 0 : 1;
    }

    /** Sends lines of an export and prints what became of their records. */
    @FunctionalInterface
    private interface Sender {
        /** @return whether the receiver has every record of the line */
        boolean send(String line) throws InterruptedException;
    }

    private Sender sender(Format format, Optional<URI> receiver) {
        return switch (format) {
            case stripe -> stripe(receiver);
            case marketplace -> marketplace(receiver);
            case cloudevents -> throw new UserError("send takes --format stripe or marketplace; export writes files");
        };
    }

    private Sender stripe(Optional<URI> receiver) {
        String key = Optional.ofNullable(System.getenv(STRIPE_KEY))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new UserError("set " + STRIPE_KEY + " to a key that may write meter events"));
        StripeMeterEvents stripe = new StripeMeterEvents(receiver.orElse(StripeMeterEvents.STRIPE), key);
        return event -> {
            SendStatus status = stripe.send(event);
            print(status + " " + event);
            return status.isTaken();
        };
    }

    private Sender marketplace(Optional<URI> receiver) {
        MarketplaceUsage marketplace = MarketplaceUsage.connect(receiver);
        return call -> {
            List<SentRecord> records = marketplace.send(call);
            records.forEach(record -> print(record.status() + " " + record.usage()));
            return records.stream().allMatch(record -> record.status().isTaken());
        };
    }

    private static List<String> lines(StackOption target, Request request, ExportUsage.Format format) {
        return target.bill(of -> of.exportUsage().run(request, format));
    }

    private static ExportUsage.Format format(Format format, String productCode) {
        return switch (format) {
            case stripe -> ExportFormats.stripe();
            case cloudevents -> ExportFormats.cloudEvents();
            case marketplace -> {
                if (productCode.isEmpty()) {
                    throw new UserError("name the product on AWS Marketplace with --product-code");
                }
                yield ExportFormats.marketplace(productCode);
            }
        };
    }

    private static Map<TenantId, String> named(Path file) {
        Map<TenantId, String> customers = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.strip().split(",", -1);
                if (!line.isBlank() && parts.length != 2) {
                    throw new UserError(file + ": '" + line + "' is not 'tenant,customer'");
                }
                if (parts.length == 2 && !parts[0].equals("tenant")) {
                    customers.put(new TenantId(parts[0].strip()), parts[1].strip());
                }
            }
        } catch (IOException e) {
            throw new UserError("cannot read " + file, e);
        }
        return customers;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
