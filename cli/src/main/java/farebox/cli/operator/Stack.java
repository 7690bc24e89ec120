package farebox.cli.operator;

import farebox.kernel.PlanName;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A deployment.
 *
 * @param outputs of the template: names of tables, buckets, plans; empty before it is deployed
 * @param endpoints by service, for what is not AWS itself; empty for AWS
 * @param profile whose credentials are used on AWS; empty for those that the SDK finds by itself
 */
public record Stack(String region, Map<String, String> outputs, Map<Service, URI> endpoints, String profile) {
    private static final String PLAN = "Plan";

    /** A stack that needs nobody's credentials. */
    public Stack(String region, Map<String, String> outputs, Map<Service, URI> endpoints) {
        this(region, outputs, endpoints, "");
    }

    public Stack {
        outputs = Map.copyOf(outputs);
        endpoints = Map.copyOf(endpoints);
    }

    /** A place that serves everything at one address, with nothing deployed yet. */
    public static Stack at(URI endpoint, String region) {
        Map<Service, URI> endpoints =
                Arrays.stream(Service.values()).collect(Collectors.toMap(Function.identity(), service -> endpoint));
        return new Stack(region, Map.of(), endpoints);
    }

    /** The services that commands and functions call, by the names that variables of the SDK have for them. */
    public enum Service {
        DYNAMODB,
        S3,
        SSM,
        API_GATEWAY,
        CLOUDFORMATION,
        STS,
        SFN,
        SQS,
        EVENTBRIDGE,
        SCHEDULER,
        SAGEMAKER
    }

    /** The same once it is deployed. */
    public Stack with(Map<String, String> deployed) {
        return new Stack(region, deployed, endpoints, profile);
    }

    /** An output that the template has; another name is a bug. */
    public String output(String name) {
        return Optional.ofNullable(outputs.get(name))
                .orElseThrow(() -> new IllegalStateException("the stack has no output " + name));
    }

    /** Ids of usage plans by the name tenants know: output {@code FreePlan} is plan {@code free}. */
    public Map<PlanName, String> usagePlans() {
        Map<PlanName, String> plans = new TreeMap<>();
        outputs.forEach((name, id) -> {
            if (name.endsWith(PLAN)) {
                String plan = name.substring(0, name.length() - PLAN.length());
                plans.put(new PlanName(plan.toLowerCase(Locale.ROOT)), id);
            }
        });
        return plans;
    }
}
