package farebox.local.template;

import farebox.local.template.RestApi.Throttle;
import java.util.List;
import java.util.Map;

/**
 * How much the keys of a plan may call.
 *
 * @param id stable from start to start
 * @param stages {@code apiId:stage} of the stages it covers
 * @param throttle for each key
 * @param methodThrottles by method and path, such as {@code POST /v1/embeddings}
 */
public record UsagePlan(
        String id,
        String name,
        List<String> stages,
        Throttle throttle,
        Map<String, Throttle> methodThrottles,
        Quota quota) {
    public UsagePlan {
        stages = List.copyOf(stages);
        methodThrottles = Map.copyOf(methodThrottles);
    }

    public boolean covers(RestApi api) {
        return stages.contains(api.id() + ":" + api.stage());
    }

    /** Calls that one key may make in a period. */
    public record Quota(long limit, Period period) {
        public static final Quota NONE = new Quota(Long.MAX_VALUE, Period.MONTH);
    }

    /** It begins at midnight UTC; a week on Sunday, a month on the first. */
    public enum Period {
        DAY,
        WEEK,
        MONTH
    }
}
