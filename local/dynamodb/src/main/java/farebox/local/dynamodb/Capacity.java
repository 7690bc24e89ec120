package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.RequestParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The units that operations on one table consumed, by AWS's rules: a write unit for each begun KiB, a read unit for
 * each begun 4 KiB read consistently, half of that otherwise; transactions count double.
 */
final class Capacity {
    static final String PARAMETER = "ReturnConsumedCapacity";
    private static final List<String> MODES = List.of("INDEXES", "TOTAL", "NONE");
    private static final int WRITE_UNIT = 1024;
    private static final int READ_UNIT = 4096;

    private final String table;
    private final Kind kind;
    private double own;
    private final Map<String, Double> indexes = new TreeMap<>();

    /** How units are shown beside their sum. */
    enum Kind {
        PLAIN("", 1),
        TRANSACTION_READ("ReadCapacityUnits", 2),
        TRANSACTION_WRITE("WriteCapacityUnits", 2);

        private final String name;
        private final int factor;

        Kind(String name, int factor) {
            this.name = name;
            this.factor = factor;
        }
    }

    Capacity(String table, Kind kind) {
        this.table = table;
        this.kind = kind;
    }

    static int writeUnits(int bytes) {
        return Math.max(1, Math.ceilDiv(bytes, WRITE_UNIT));
    }

    static double readUnits(int bytes, boolean consistent) {
        return Math.max(1, Math.ceilDiv(bytes, READ_UNIT)) * (consistent ? 1 : 0.5);
    }

    void add(double units) {
        own += units * kind.factor;
    }

    void addIndex(String index, double units) {
        indexes.merge(index, units * kind.factor, Double::sum);
    }

    /** What the request wants to be told: INDEXES, TOTAL or NONE. */
    static String mode(RequestParameters request) {
        return request.choice(PARAMETER, MODES).orElse("NONE");
    }

    /** Empty if the request does not want to know. */
    Optional<ObjectNode> json(String mode) {
        if (mode.equals("NONE")) {
            return Optional.empty();
        }
        double total =
                own + indexes.values().stream().mapToDouble(Double::doubleValue).sum();
        ObjectNode json = units(total).put("TableName", table);
        if (mode.equals("INDEXES")) {
            json.set("Table", units(own));
            if (!indexes.isEmpty()) {
                ObjectNode each = json.putObject("GlobalSecondaryIndexes");
                indexes.forEach((index, units) -> each.set(index, units(units)));
            }
        }
        return Optional.of(json);
    }

    private ObjectNode units(double units) {
        ObjectNode json = AwsJsonEndpoint.object().put("CapacityUnits", units);
        return kind == Kind.PLAIN ? json : json.put(kind.name, units);
    }
}
