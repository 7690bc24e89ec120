package farebox.permissions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the code of a function asks AWS for. */
final class Calls {
    /** Each adapter works on the one thing that this environment variable names; the wirings say so. */
    static final Map<String, String> WORKS_ON = Map.ofEntries(
            Map.entry("farebox.access.dynamo.DynamoAccessStore", "ACCESS_TABLE"),
            Map.entry("farebox.access.ssm.SsmPepperStore", "PEPPER_PARAMETER"),
            Map.entry("farebox.metering.dynamo.DynamoIdempotencyLocks", "CLAIMS_TABLE"),
            Map.entry("farebox.metering.dynamo.DynamoUsageLedger", "EVENTS_TABLE"),
            Map.entry("farebox.metering.dynamo.DynamoUsageAggregates", "SUMS_TABLE"),
            Map.entry("farebox.metering.s3.S3ResponseStore", "ANSWERS_BUCKET"),
            Map.entry("farebox.models.s3.S3ObjectStore", "MODELS_BUCKET"),
            Map.entry("farebox.billing.dynamo.DynamoBalances", "BILLING_TABLE"),
            Map.entry("farebox.billing.s3.S3PriceBooks", "PRICES_BUCKET"),
            Map.entry("farebox.billing.dynamo.DynamoAccounts", "BILLING_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoEventFence", "EVENTS_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoEventLog", "EVENTS_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoLimits", "BILLING_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoAlerts", "BILLING_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoReconciledHours", "BILLING_TABLE"),
            Map.entry("farebox.billing.requestlog.CloudWatchRequestLog", "ACCESS_LOG"),
            Map.entry("farebox.billing.eventbridge.EventBusSender", "EVENT_BUS"),
            Map.entry("farebox.billing.dynamo.DynamoInvoiceStore", "BILLING_TABLE"));

    private Calls() {}

    /** @return each permission, with the methods that need it */
    static Map<Permission, Set<String>> needed(Reach reach) {
        return SdkCall.in(reach)
                .flatMap(call -> Actions.of(call).stream()
                        .map(action -> Map.entry(
                                new Permission(action, resource(action, call)),
                                call.caller().toString())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(TreeSet::new))));
    }

    private static String resource(String action, SdkCall call) {
        String variable = Optional.ofNullable(WORKS_ON.get(call.caller().source()))
                .orElseThrow(() -> new IllegalStateException("what " + call.caller() + " works on is not known"));
        return List.of("s3:GetObject", "s3:PutObject").contains(action) ? variable + "/*" : variable;
    }
}
