package farebox.local.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.host.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What CreateTrainingJob asks for, as far as it matters on one machine.
 *
 * @param maxWait for spot capacity and training together; empty without spot
 */
record TrainingSpec(
        String name,
        String image,
        Map<String, String> hyperParameters,
        Map<String, String> environment,
        List<Channel> channels,
        S3Location output,
        Optional<S3Location> checkpoints,
        List<Metric> metrics,
        Duration maxRuntime,
        Optional<Duration> maxWait) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");
    private static final Set<String> MEMBERS = Set.of(
            "TrainingJobName",
            "AlgorithmSpecification",
            "HyperParameters",
            "Environment",
            "InputDataConfig",
            "OutputDataConfig",
            "CheckpointConfig",
            "ResourceConfig",
            "StoppingCondition",
            "EnableManagedSpotTraining",
            "EnableNetworkIsolation",
            "EnableInterContainerTrafficEncryption",
            "RoleArn",
            "Tags",
            "VpcConfig");
    private static final int DEFAULT_MAX_RUNTIME_SECONDS = 86_400;

    record Channel(String name, S3Location source, String contentType) {}

    /** @param pattern finds the metric's value in a line of output, in its first group */
    record Metric(String name, Pattern pattern) {}

    /** @throws ServiceException {@code ValidationException}, which names the member */
    static TrainingSpec of(JsonNode request) {
        request.properties().stream()
                .map(Map.Entry::getKey)
                .filter(member -> !MEMBERS.contains(member))
                .findFirst()
                .ifPresent(member -> {
                    throw invalid("The member " + member + " is not supported.");
                });
        String name = text(request, "TrainingJobName");
        if (!NAME.matcher(name).matches()) {
            throw invalid("TrainingJobName '" + name + "' must match " + NAME + ".");
        }
        boolean spot = request.path("EnableManagedSpotTraining").asBoolean();
        JsonNode stopping = request.path("StoppingCondition");
        Duration maxRuntime =
                Duration.ofSeconds(stopping.path("MaxRuntimeInSeconds").asLong(DEFAULT_MAX_RUNTIME_SECONDS));
        Optional<Duration> maxWait = Optional.of(stopping.path("MaxWaitTimeInSeconds"))
                .filter(JsonNode::isNumber)
                .map(seconds -> Duration.ofSeconds(seconds.asLong()));
        if (spot && maxWait.filter(wait -> wait.compareTo(maxRuntime) >= 0).isEmpty()) {
            throw invalid("Spot training needs MaxWaitTimeInSeconds of at least MaxRuntimeInSeconds.");
        }
        return new TrainingSpec(
                name,
                text(request.path("AlgorithmSpecification"), "TrainingImage"),
                texts(request, "HyperParameters"),
                texts(request, "Environment"),
                channels(request.path("InputDataConfig")),
                S3Location.parse(text(request.path("OutputDataConfig"), "S3OutputPath")),
                Optional.ofNullable(request.path("CheckpointConfig").get("S3Uri"))
                        .map(uri -> S3Location.parse(uri.asText())),
                metrics(request.path("AlgorithmSpecification").path("MetricDefinitions")),
                maxRuntime,
                spot ? maxWait : Optional.empty());
    }

    private static List<Channel> channels(JsonNode listed) {
        List<Channel> channels = new ArrayList<>();
        for (JsonNode channel : listed) {
            JsonNode source = channel.path("DataSource").path("S3DataSource");
            if (!source.path("S3DataType").asText().equals("S3Prefix")) {
                throw invalid("Only the S3DataType S3Prefix is supported, not " + source.path("S3DataType") + ".");
            }
            if (!channel.path("InputMode").asText("File").equals("File")) {
                throw invalid("Only the InputMode File is supported, not " + channel.path("InputMode") + ".");
            }
            channels.add(new Channel(
                    text(channel, "ChannelName"),
                    S3Location.parse(text(source, "S3Uri")),
                    channel.path("ContentType").asText()));
        }
        return channels;
    }

    private static List<Metric> metrics(JsonNode listed) {
        List<Metric> metrics = new ArrayList<>();
        for (JsonNode metric : listed) {
            metrics.add(new Metric(text(metric, "Name"), Pattern.compile(text(metric, "Regex"))));
        }
        return metrics;
    }

    private static Map<String, String> texts(JsonNode request, String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        request.path(member).properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw invalid("The value of " + member + "." + entry.getKey() + " must be a string.");
            }
            texts.put(entry.getKey(), entry.getValue().asText());
        });
        return texts;
    }

    private static String text(JsonNode object, String member) {
        if (!object.path(member).isTextual()) {
            throw invalid("The member " + member + " is required.");
        }
        return object.path(member).asText();
    }

    private static ServiceException invalid(String message) {
        return new ServiceException("ValidationException", message);
    }
}
