package farebox.local.template;

import farebox.local.template.RestApi.Throttle;
import farebox.local.template.UsagePlan.Period;
import farebox.local.template.UsagePlan.Quota;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an AWS::ApiGateway::UsagePlan. */
final class UsagePlanReader {
    private UsagePlanReader() {}

    static UsagePlan read(Section plan, String id) {
        plan.only(SupportedProperties.USAGE_PLAN);
        List<String> stages = new ArrayList<>();
        Map<String, Throttle> methods = new HashMap<>();
        for (Section stage : plan.sections("ApiStages")) {
            stage.only(Set.of("ApiId", "Stage", "Throttle"));
            stages.add(stage.text("ApiId") + ":" + stage.text("Stage"));
            stage.maybeSection("Throttle")
                    .ifPresent(throttles ->
                            throttles.each().forEach(throttle -> methods.put(method(throttle), throttle(throttle))));
        }
        return new UsagePlan(
                id,
                plan.textOr("UsagePlanName", plan.name()),
                stages,
                plan.maybeSection("Throttle").map(UsagePlanReader::throttle).orElse(Throttle.NONE),
                methods,
                plan.maybeSection("Quota").map(UsagePlanReader::quota).orElse(Quota.NONE));
    }

    /** The template has {@code /v1/embeddings/POST} where everybody else says POST /v1/embeddings. */
    private static String method(Section throttle) {
        String written = throttle.name().substring(throttle.name().indexOf('/'));
        int slash = written.lastIndexOf('/');
        return written.substring(slash + 1) + " " + written.substring(0, slash);
    }

    private static Throttle throttle(Section throttle) {
        throttle.only(Set.of("RateLimit", "BurstLimit"));
        return new Throttle(
                throttle.maybeNumber("RateLimit").orElse(Throttle.NONE.rate()),
                throttle.maybeWhole("BurstLimit").orElse(Throttle.NONE.burst()));
    }

    private static Quota quota(Section quota) {
        quota.only(Set.of("Limit", "Period"));
        String period = quota.text("Period");
        return new Quota(
                quota.maybeWhole("Limit").orElseThrow(() -> quota.problem("Limit is missing")),
                List.of(Period.values()).stream()
                        .filter(known -> known.name().equals(period))
                        .findFirst()
                        .orElseThrow(() -> quota.problem("Period", "DAY, WEEK or MONTH is wanted, not " + period)));
    }
}
