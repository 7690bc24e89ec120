package farebox.billing.scale;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of docs/scale.md, from {@link ListPrices} alone. */
public final class ScaleTables {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal KILOBYTES_PER_READ_UNIT = BigDecimal.valueOf(4);
    private static final long THOUSAND = 1_000;
    private static final int HOUR = 3_600;
    private static final int MINUTE = 60;

    /** A prepaid call writes its tenant's balance at least twice. */
    private static final int BALANCE_WRITES = 2;

    private final ListPrices prices = new ListPrices();

    /** How a call is paid for. */
    private enum Mode {
        PAY_LATER("pay later", "1 (event)", 1, 0, 0),
        PREPAID("prepaid, calls are priced", "3 (hold, event, settle)", 3, 0, 0),
        PREPAID_TOKENS("prepaid, tokens are priced too", "4 (a second hold)", 4, 0, 0),
        IDEMPOTENT("with an Idempotency-Key, more", "2, a read and an S3 PUT", 2, 1, 1);

        private final String label;
        private final String requests;
        private final int writes;
        private final int reads;
        private final int puts;

        Mode(String label, String requests, int writes, int reads, int puts) {
            this.label = label;
            this.requests = requests;
            this.writes = writes;
            this.reads = reads;
            this.puts = puts;
        }
    }

    /** @param out where each table goes, with a line between */
    public static void print(PrintStream out) {
        ScaleTables tables = new ScaleTables();
        out.println("AWS list prices of " + tables.dated() + "\n");
        tables.all().forEach(table -> out.println(table + "\n"));
    }

    /** Such as {@code us-east-1 as of November 2026}. */
    String dated() {
        return prices.text("region") + " as of " + prices.text("as-of");
    }

    List<String> all() {
        return List.of(listPrices(), costs(), capacity(), close());
    }

    private String listPrices() {
        return table(
                List.of("what", "price"),
                Stream.of(
                        List.of(
                                "DynamoDB on demand, write unit (item to 1 KB)",
                                "$" + prices.text("dynamodb.million-write-units") + " per million"),
                        List.of(
                                "DynamoDB on demand, read unit (4 KB, consistent)",
                                "$" + prices.text("dynamodb.million-read-units") + " per million"),
                        List.of(
                                "S3 PUT, GET",
                                "$" + prices.text("s3.million-puts") + ", $" + prices.text("s3.million-gets")
                                        + " per million"),
                        List.of(
                                "S3 export of a table with point-in-time recovery",
                                "$" + prices.text("dynamodb.export-gigabyte") + " per GB")));
    }

    private String costs() {
        return table(
                List.of("mode", "writes per call", "a million calls"),
                Stream.of(Mode.values()).map(mode -> List.of(mode.label, mode.requests, dollars(cost(mode)))));
    }

    private BigDecimal cost(Mode mode) {
        return prices.number("dynamodb.million-write-units")
                .multiply(BigDecimal.valueOf(mode.writes))
                .add(prices.number("dynamodb.million-read-units").multiply(BigDecimal.valueOf(mode.reads)))
                .add(prices.number("s3.million-puts").multiply(BigDecimal.valueOf(mode.puts)));
    }

    private String capacity() {
        return table(
                List.of(
                        "calls a second",
                        "writes a second, pay later",
                        "prepaid",
                        "partitions for the events",
                        "shards of one tenant's balance"),
                Stream.of(100L, 10_000L, 1_000_000L)
                        .map(calls -> List.of(
                                "%,d".formatted(calls),
                                "%,d".formatted(calls * Mode.PAY_LATER.writes),
                                "%,d".formatted(calls * Mode.PREPAID.writes),
                                "%,d".formatted(partitions(calls)),
                                "%,d".formatted(partitions(calls * BALANCE_WRITES)))));
    }

    private long partitions(long writes) {
        return Math.ceilDiv(
                writes, prices.number("dynamodb.partition-writes-per-second").longValueExact());
    }

    private String close() {
        return table(
                List.of("events in the table", "data", "time to read", "reads"),
                Stream.of(10L, 1_000L, 10_000L)
                        .map(millions -> List.of(
                                millions < THOUSAND ? millions + " million" : millions / THOUSAND + " billion",
                                millions < THOUSAND ? millions + " GB" : millions / THOUSAND + " TB",
                                duration(units(millions)),
                                "$" + cost(units(millions)).setScale(2, RoundingMode.HALF_UP))));
    }

    /** An event is an item of up to 1 KB. */
    private static BigDecimal units(long millions) {
        return BigDecimal.valueOf(millions).multiply(MILLION).divide(KILOBYTES_PER_READ_UNIT);
    }

    private BigDecimal cost(BigDecimal readUnits) {
        return readUnits.multiply(prices.number("dynamodb.million-read-units")).divide(MILLION);
    }

    private String duration(BigDecimal units) {
        long seconds = units.divide(prices.number("dynamodb.table-units-per-second"), 0, RoundingMode.CEILING)
                .longValueExact();
        return seconds < HOUR
                ? Math.ceilDiv(seconds, MINUTE) + " minutes"
                : String.format(Locale.ROOT, "%.1f hours", (double) seconds / HOUR);
    }

    private static String dollars(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return "$"
                + plain.setScale(Math.max(2, plain.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString();
    }

    private static String table(List<String> head, Stream<List<String>> rows) {
        String rule = head.stream().map(name -> "---").collect(Collectors.joining(" | ", "| ", " |"));
        return Stream.concat(Stream.of(row(head), rule), rows.map(ScaleTables::row))
                .collect(Collectors.joining("\n"));
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
