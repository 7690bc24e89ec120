package farebox.local.apigateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.template.RestApi.Throttle;
import farebox.local.template.UsagePlan;
import farebox.local.template.UsagePlan.Quota;
import java.time.LocalDate;

/** Keys and plans as the {@code apigateway} service writes them in JSON. */
final class ControlShapes {
    private final ObjectMapper json;

    ControlShapes(ObjectMapper json) {
        this.json = json;
    }

    ObjectNode key(GatewayApiKey key, boolean withValue) {
        ObjectNode node = json.createObjectNode();
        node.put("id", key.id());
        node.put("name", key.name());
        node.put("enabled", key.enabled());
        node.put("createdDate", key.created().getEpochSecond());
        node.put("lastUpdatedDate", key.created().getEpochSecond());
        node.putArray("stageKeys");
        if (withValue) {
            node.put("value", key.value());
        }
        return node;
    }

    ObjectNode planKey(GatewayApiKey key) {
        ObjectNode node = json.createObjectNode();
        node.put("id", key.id());
        node.put("type", "API_KEY");
        node.put("name", key.name());
        node.put("value", key.value());
        return node;
    }

    /** Of one day, as a pair of used and remaining calls. */
    ObjectNode usage(UsagePlan plan, GatewayApiKey key, LocalDate began, long remaining) {
        ObjectNode node = json.createObjectNode();
        node.put("usagePlanId", plan.id());
        node.put("startDate", began.toString());
        node.put("endDate", began.toString());
        node.putObject("values")
                .putArray(key.id())
                .addArray()
                .add(plan.quota().limit() - remaining)
                .add(remaining);
        return node;
    }

    ObjectNode plan(UsagePlan plan) {
        ObjectNode node = json.createObjectNode();
        node.put("id", plan.id());
        node.put("name", plan.name());
        ArrayNode stages = node.putArray("apiStages");
        plan.stages()
                .forEach(stage -> stages.addObject()
                        .put("apiId", stage.substring(0, stage.indexOf(':')))
                        .put("stage", stage.substring(stage.indexOf(':') + 1)));
        if (!plan.throttle().equals(Throttle.NONE)) {
            node.putObject("throttle")
                    .put("rateLimit", plan.throttle().rate())
                    .put("burstLimit", plan.throttle().burst());
        }
        if (!plan.quota().equals(Quota.NONE)) {
            node.putObject("quota")
                    .put("limit", plan.quota().limit())
                    .put("offset", 0)
                    .put("period", plan.quota().period().name());
        }
        return node;
    }
}
