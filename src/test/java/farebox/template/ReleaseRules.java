package farebox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Rules about how a new version of a function comes to its callers, in the form of {@link TemplateRules}. */
final class ReleaseRules {
    private static final String FUNCTION = "AWS::Serverless::Function";

    private ReleaseRules() {}

    static Map<String, Function<ResolvedTemplate, List<String>>> all() {
        return Map.of(
                "each function has an alias, and a snapshot unless it needs more storage than one holds",
                        ReleaseRules::snapshots,
                "each function is released by a canary that an alarm on it rolls back", ReleaseRules::canaries,
                "two stacks of one account have schedules of their own", ReleaseRules::schedules);
    }

    private static List<String> snapshots(ResolvedTemplate template) {
        return template.ids(FUNCTION).stream()
                .filter(id -> {
                    JsonNode function = template.properties(id);
                    boolean fits =
                            function.path("EphemeralStorage").path("Size").asInt(512) <= 512;
                    return !function.path("SnapStart")
                                    .path("ApplyOn")
                                    .asText()
                                    .equals(fits ? "PublishedVersions" : "None")
                            || function.path("AutoPublishAlias").asText().isEmpty();
                })
                .map(id -> id + " has no snapshot, no alias, or a snapshot and more storage than one holds")
                .toList();
    }

    private static List<String> canaries(ResolvedTemplate template) {
        return template.ids(FUNCTION).stream()
                .filter(id -> {
                    JsonNode release = template.properties(id).path("DeploymentPreference");
                    return !release.path("Type").asText().startsWith("Canary")
                            || !release.path("Enabled").asText().equals("true")
                            || release.path("Alarms")
                                    .valueStream()
                                    .map(JsonNode::asText)
                                    .noneMatch(alarm -> watches(template, alarm, id));
                })
                .map(id -> id + " is released at once, or nothing would roll it back")
                .toList();
    }

    /** Unless it is told to omit the name, SAM calls a schedule as its event is called, whatever the stack. */
    private static List<String> schedules(ResolvedTemplate template) {
        return template.ids(FUNCTION).stream()
                .flatMap(id -> template.properties(id).path("Events").propertyStream())
                .filter(event -> event.getValue().path("Type").asText().equals("ScheduleV2")
                        && !event.getValue()
                                .path("Properties")
                                .path("OmitName")
                                .asText()
                                .equals("true"))
                .map(event -> event.getKey() + " has the name that the schedule of another stack has")
                .toList();
    }

    /** While a canary runs, only the metrics of the alias tell what callers meet. */
    private static boolean watches(ResolvedTemplate template, String alarm, String function) {
        String alias = named(function) + ":"
                + template.properties(function).path("AutoPublishAlias").asText();
        return template.ids("AWS::CloudWatch::Alarm").stream()
                .filter(id -> named(id).equals(alarm))
                .flatMap(id -> template.properties(id).path("Dimensions").valueStream())
                .anyMatch(dimension -> dimension.path("Value").asText().equals(alias));
    }

    /** What a reference to a resource without a name becomes in the emulator. */
    private static String named(String id) {
        return "farebox-" + id.toLowerCase(Locale.ROOT);
    }
}
