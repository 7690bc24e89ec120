package farebox.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.Conflict;
import farebox.kernel.Failure;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.local.http.WebHandler;
import farebox.local.http.WebRequest;
import farebox.local.http.WebResponse;
import farebox.local.template.UsagePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Those operations of the {@code apigateway} service that manage API keys and read usage plans, as AWS's SDKs speak.
 */
public final class ControlPlane implements WebHandler {
    private final ObjectMapper json = new ObjectMapper();
    private final ControlShapes shapes = new ControlShapes(json);
    private final GatewayApiKeys keys;
    private final Quotas quotas;
    private final List<UsagePlan> plans;

    public ControlPlane(GatewayApiKeys keys, Quotas quotas, List<UsagePlan> plans) {
        this.keys = keys;
        this.quotas = quotas;
        this.plans = List.copyOf(plans);
    }

    @Override
    public WebResponse answer(WebRequest request) {
        try {
            return dispatch(request);
        } catch (NotFound e) {
            return error(404, "NotFoundException", e);
        } catch (Conflict e) {
            return error(409, "ConflictException", e);
        } catch (InvalidRequest e) {
            return error(400, "BadRequestException", e);
        }
    }

    private WebResponse dispatch(WebRequest request) {
        List<String> path = List.of(request.target().substring(1).split("/", -1));
        String operation = request.method() + " " + path.getFirst() + (path.size() > 2 ? "/" + path.get(2) : "");
        return switch (operation + " " + path.size()) {
            case "POST apikeys 1" -> createKey(body(request));
            case "GET apikeys 1" -> listKeys(request);
            case "GET apikeys 2" -> json(200, shapes.key(keys.withId(path.get(1)), isAsked(request, "includeValue")));
            case "DELETE apikeys 2" -> deleteKey(path.get(1));
            case "GET usageplans 1" -> listPlans();
            case "GET usageplans 2" -> json(200, shapes.plan(plan(path.get(1))));
            case "POST usageplans/keys 3" -> attach(plan(path.get(1)), body(request));
            case "GET usageplans/keys 3" -> listPlanKeys(plan(path.get(1)));
            case "GET usageplans/keys 4" -> json(200, shapes.planKey(keyOfPlan(plan(path.get(1)), path.get(3))));
            case "DELETE usageplans/keys 4" -> detach(plan(path.get(1)), path.get(3));
            case "PATCH usageplans/keys 5" -> leave(plan(path.get(1)), path.get(3), body(request));
            default ->
                throw new InvalidRequest(
                        "the local emulator has no " + request.method() + " " + request.target() + " of apigateway");
        };
    }

    private WebResponse createKey(JsonNode wanted) {
        boolean enabled = wanted.path("enabled").asBoolean(false);
        return json(
                201,
                shapes.key(
                        keys.create(
                                wanted.path("name").asText(),
                                wanted.path("value").asText(),
                                enabled),
                        true));
    }

    /** One page with everything: a laptop has few keys. */
    private WebResponse listKeys(WebRequest request) {
        String prefix = QueryString.parse(request.query())
                .getOrDefault("name", List.of(""))
                .getFirst();
        ObjectNode page = json.createObjectNode();
        ArrayNode items = page.putArray("item");
        keys.all().stream()
                .filter(key -> key.name().startsWith(prefix))
                .forEach(key -> items.add(shapes.key(key, isAsked(request, "includeValues"))));
        return json(200, page);
    }

    private WebResponse deleteKey(String id) {
        keys.delete(id);
        return WebResponse.empty(202);
    }

    private WebResponse listPlans() {
        ObjectNode page = json.createObjectNode();
        ArrayNode items = page.putArray("item");
        plans.forEach(plan -> items.add(shapes.plan(plan)));
        return json(200, page);
    }

    private WebResponse attach(UsagePlan plan, JsonNode wanted) {
        if (!wanted.path("keyType").asText().equals("API_KEY")) {
            throw new InvalidRequest("Invalid usage plan key type specified", "keyType");
        }
        return json(201, shapes.planKey(keys.attach(wanted.path("keyId").asText(), plan.id())));
    }

    private WebResponse detach(UsagePlan plan, String key) {
        keys.detach(key, plan.id());
        return WebResponse.empty(202);
    }

    /** What may be changed of a key's usage is how much of the quota is left: API Gateway knows no other patch. */
    private WebResponse leave(UsagePlan plan, String key, JsonNode wanted) {
        JsonNode patch = wanted.at("/patchOperations/0");
        String remaining = patch.path("value").asText();
        if (!patch.path("path").asText().equals("/remaining") || !remaining.matches("\\d{1,18}")) {
            throw new InvalidRequest("Invalid patch: replace /remaining with a number of calls", "patchOperations");
        }
        GatewayApiKey counted = keyOfPlan(plan, key);
        quotas.leave(new Quotas.Counted(plan.id(), counted.id()), plan.quota(), Long.parseLong(remaining));
        LocalDate began = quotas.began(plan.quota().period());
        return json(200, shapes.usage(plan, counted, began, Long.parseLong(remaining)));
    }

    private WebResponse listPlanKeys(UsagePlan plan) {
        ObjectNode page = json.createObjectNode();
        ArrayNode items = page.putArray("item");
        keys.all().stream()
                .filter(key -> key.plans().contains(plan.id()))
                .forEach(key -> items.add(shapes.planKey(key)));
        return json(200, page);
    }

    private GatewayApiKey keyOfPlan(UsagePlan plan, String id) {
        return keys.all().stream()
                .filter(key -> key.id().equals(id) && key.plans().contains(plan.id()))
                .findFirst()
                .orElseThrow(() -> new NotFound("Invalid API Key identifier specified"));
    }

    private UsagePlan plan(String id) {
        return plans.stream()
                .filter(plan -> plan.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("Invalid Usage Plan identifier specified"));
    }

    private JsonNode body(WebRequest request) {
        try {
            return json.readTree(request.body());
        } catch (IOException e) {
            throw new InvalidRequest("Invalid request input");
        }
    }

    private static boolean isAsked(WebRequest request, String flag) {
        return QueryString.parse(request.query()).getOrDefault(flag, List.of()).contains("true");
    }

    private static WebResponse json(int status, JsonNode body) {
        return WebResponse.json(status, body.toString());
    }

    private WebResponse error(int status, String type, Failure failure) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("application/json"));
        headers.put("x-amzn-ErrorType", List.of(type));
        String body = json.createObjectNode().put("message", failure.detail()).toString();
        return new WebResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
