package farebox.local.eventbridge.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import farebox.local.host.ServiceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of an event is sent to a target. */
public sealed interface TargetInput {
    /** @return JSON, or a text where a transformer makes one */
    String of(JsonNode event, RuleName rule);

    /** The rule that matched, for the variables of a transformer. */
    record RuleName(String name, String arn) {}

    /** The event as it is. */
    record Whole() implements TargetInput {
        @Override
        public String of(JsonNode event, RuleName rule) {
            return event.toString();
        }
    }

    /** The same for every event. */
    record Constant(String json) implements TargetInput {
        @Override
        public String of(JsonNode event, RuleName rule) {
            return json;
        }
    }

    /** A part of the event. */
    record Part(String path) implements TargetInput {
        public Part {
            JsonPath.compile(path);
        }

        @Override
        public String of(JsonNode event, RuleName rule) {
            JsonNode value = JsonPath.compile(path).read(event);
            return value.isMissingNode() ? "null" : value.toString();
        }
    }

    /**
     * A template with the names of parts between angle brackets. A text is written without its quotes where the name
     * stands inside a string, and as JSON elsewhere; what is missing is written as an empty text or null.
     */
    record Transformer(Map<String, String> paths, String template) implements TargetInput {
        private static final Pattern NAME = Pattern.compile("<([a-zA-Z0-9_.-]+)>");
        private static final ObjectMapper JSON = new ObjectMapper();

        public Transformer {
            paths = Map.copyOf(paths);
            paths.values().forEach(JsonPath::compile);
            checkNames(paths, template);
        }

        @Override
        public String of(JsonNode event, RuleName rule) {
            Map<String, JsonNode> values = new LinkedHashMap<>();
            paths.forEach(
                    (name, path) -> values.put(name, JsonPath.compile(path).read(event)));
            values.put("aws.events.rule-name", JSON.getNodeFactory().textNode(rule.name()));
            values.put("aws.events.rule-arn", JSON.getNodeFactory().textNode(rule.arn()));
            values.put("aws.events.event.ingestion-time", event.path("time"));
            values.put("aws.events.event", event);
            values.put("aws.events.event.json", event);
            return fill(values);
        }

        private String fill(Map<String, JsonNode> values) {
            StringBuilder filled = new StringBuilder();
            boolean inString = false;
            int copied = 0;
            Matcher names = NAME.matcher(template);
            while (names.find()) {
                String before = template.substring(copied, names.start());
                inString ^= oddQuotes(before);
                filled.append(before)
                        .append(written(values.getOrDefault(names.group(1), MissingNode.getInstance()), inString));
                copied = names.end();
            }
            return filled.append(template.substring(copied)).toString();
        }

        private static String written(JsonNode value, boolean inString) {
            if (value.isMissingNode()) {
                return inString ? "" : "null";
            }
            if (!inString) {
                return value.toString();
            }
            return escaped(value.isValueNode() ? value.asText() : value.toString());
        }

        private static String escaped(String text) {
            try {
                String quoted = JSON.writeValueAsString(text);
                return quoted.substring(1, quoted.length() - 1);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a text can always be written", e);
            }
        }

        /** Whether a string begins or ends here: quotes that are not escaped are odd in number. */
        private static boolean oddQuotes(String text) {
            int quotes = 0;
            for (int index = 0; index < text.length(); index++) {
                boolean escaped = index > 0 && text.charAt(index - 1) == '\\';
                if (text.charAt(index) == '"' && !escaped) {
                    quotes++;
                }
            }
            return quotes % 2 == 1;
        }

        private static void checkNames(Map<String, String> paths, String template) {
            Matcher names = NAME.matcher(template);
            while (names.find()) {
                String name = names.group(1);
                if (!paths.containsKey(name) && !name.startsWith("aws.events.")) {
                    throw new ServiceException(
                            "ValidationException", "InputTemplate names <" + name + ">, which InputPathsMap lacks.");
                }
            }
        }
    }

    /** @throws ServiceException {@code ValidationException} if more than one is given, or it is not valid */
    static TargetInput of(Optional<String> constant, Optional<String> part, Optional<Transformer> transformer) {
        if ((constant.isPresent() ? 1 : 0) + (part.isPresent() ? 1 : 0) + (transformer.isPresent() ? 1 : 0) > 1) {
            throw new ServiceException(
                    "ValidationException", "Only one of Input, InputPath and InputTransformer can be given.");
        }
        return constant.<TargetInput>map(Constant::new)
                .or(() -> part.map(Part::new))
                .or(() -> transformer)
                .orElseGet(Whole::new);
    }
}
