package farebox.billing.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.billing.alert.DeliverAlerts;
import farebox.billing.alert.RaiseAlerts;
import farebox.billing.invoice.BillingPeriod;
import farebox.billing.invoice.CloseMonth;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.ScanMonth;
import farebox.billing.invoice.UsageScans.Segment;
import farebox.billing.prepaid.SweepHolds;
import farebox.billing.reconcile.Reconcile;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs the task that an input names in its field {@code task}; the other fields are the task's own. Every task can be
 * repeated. What it throws is named by its class in the state machine's retries.
 */
public final class BillingTasks {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** An hour that could not be reconciled is tried again with the next ones. */
    private static final Duration LOOK_BACK = Duration.ofHours(6);

    private static final int MAX_NAMED = 100;

    private final UseCases useCases;

    public BillingTasks(UseCases useCases) {
        this.useCases = useCases;
    }

    /** What is run. */
    public record UseCases(
            CloseMonth closeMonth,
            ScanMonth scanMonth,
            SweepHolds sweepHolds,
            RaiseAlerts raiseAlerts,
            DeliverAlerts deliverAlerts,
            Reconcile reconcile,
            InstantSource clock) {}

    /** The tasks, by their names in inputs. */
    private enum Task {
        /** {@code {month?}} to {@code {month, opens, tenants}}. */
        PLAN,
        /** {@code {month, scan, segment, segments}} to itself. */
        SCAN,
        /** {@code {month, scan}} to {@code {month, tenants}}. */
        FREEZE,
        /** {@code {month, tenant}} to {@code {tenant, hash}}. */
        RATE,
        /** {@code {month, tenant, hash}} to {@code {tenant, number, hash, total}}. */
        FINALISE,
        /** {@code {month}} to {@code {billable, idempotent, missing}}, of the whole month. */
        RECONCILE_MONTH,
        /** The same of the last hours; fails if something is missing, and names it. */
        RECONCILE,
        /** To {@code {settled}}. */
        SWEEP,
        /** To {@code {raised, delivered}}. */
        ALERT;

        static Task named(String wireName) {
            return Arrays.stream(values())
                    .filter(task -> task.wireName().equals(wireName))
                    .findFirst()
                    .orElseThrow(() -> new InvalidRequest(
                            "there is no task '" + wireName + "'; the tasks are "
                                    + Arrays.stream(values())
                                            .map(Task::wireName)
                                            .collect(Collectors.joining(", ")),
                            "task"));
        }

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws InvalidRequest if there is no such task, or a field is missing or wrong; names it */
    public JsonNode run(JsonNode input) {
        return switch (Task.named(text(input, "task"))) {
            case PLAN -> plan(optional(input, "month"));
            case SCAN -> scan(input);
            case FREEZE -> freeze(text(input, "month"), text(input, "scan"));
            case RATE -> rate(text(input, "month"), tenant(input));
            case FINALISE -> finalise(text(input, "month"), tenant(input), new Sha256(text(input, "hash")));
            case RECONCILE_MONTH -> report(reconcile(text(input, "month")));
            case RECONCILE -> report(complete(lastHours()));
            case SWEEP -> object().put("settled", useCases.sweepHolds().run());
            case ALERT ->
                object().put("raised", useCases.raiseAlerts().run())
                        .put("delivered", useCases.deliverAlerts().run());
        };
    }

    private ObjectNode plan(Optional<String> month) {
        CloseMonth.Work work = useCases.closeMonth().plan(month);
        ObjectNode output =
                object().put("month", work.month()).put("opens", work.opens().toString());
        ArrayNode tenants = output.putArray("tenants");
        work.tenants().forEach(tenant -> tenants.add(tenant.value()));
        return output;
    }

    private JsonNode scan(JsonNode input) {
        Segment segment = new Segment(number(input, "segment"), number(input, "segments"));
        useCases.scanMonth().run(text(input, "scan"), text(input, "month"), segment);
        return input;
    }

    private static int number(JsonNode input, String field) {
        return Optional.ofNullable(input.get(field))
                .filter(JsonNode::isInt)
                .map(JsonNode::asInt)
                .orElseThrow(
                        () -> new InvalidRequest("the input needs a whole number in the field '" + field + "'", field));
    }

    private ObjectNode freeze(String month, String scan) {
        int tenants = useCases.scanMonth().freeze(scan, month).size();
        return object().put("month", month).put("tenants", tenants);
    }

    private ObjectNode rate(String month, TenantId tenant) {
        return object().put("tenant", tenant.value())
                .put("hash", useCases.closeMonth().rate(month, tenant).hex());
    }

    private ObjectNode finalise(String month, TenantId tenant, Sha256 rated) {
        Invoice invoice = useCases.closeMonth().finalise(month, tenant, rated);
        return object().put("tenant", tenant.value())
                .put("number", invoice.number().orElse(null))
                .put("hash", invoice.hash().hex())
                .put("total", invoice.total().decimal());
    }

    private Reconcile.Report reconcile(String month) {
        BillingPeriod period = BillingPeriod.of(month, ZoneOffset.UTC);
        return useCases.reconcile().run(period.start(), period.end());
    }

    private Reconcile.Report lastHours() {
        Instant now = useCases.clock().instant();
        return useCases.reconcile().run(now.minus(LOOK_BACK), now);
    }

    private static Reconcile.Report complete(Reconcile.Report report) {
        if (!report.missing().isEmpty()) {
            throw new DataCorrupted(report.missing().size() + " billable responses have no event: " + named(report));
        }
        return report;
    }

    private static ObjectNode report(Reconcile.Report report) {
        ObjectNode output = object().put("billable", report.billable()).put("idempotent", report.idempotent());
        ArrayNode missing = output.putArray("missing");
        named(report).forEach(missing::add);
        return output;
    }

    /** As many as fit into an output. */
    private static List<String> named(Reconcile.Report report) {
        return report.missing().stream()
                .limit(MAX_NAMED)
                .map(request -> request.tenant() + " " + request.id() + " " + request.route())
                .toList();
    }

    private static TenantId tenant(JsonNode input) {
        return new TenantId(text(input, "tenant"));
    }

    private static String text(JsonNode input, String field) {
        return optional(input, field)
                .orElseThrow(() -> new InvalidRequest("the input needs a text in the field '" + field + "'", field));
    }

    private static Optional<String> optional(JsonNode input, String field) {
        return Optional.ofNullable(input.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
