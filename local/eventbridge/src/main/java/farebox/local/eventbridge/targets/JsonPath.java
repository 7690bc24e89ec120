package farebox.local.eventbridge.targets;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.host.ServiceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths that a target's input may use: {@code $}, names after dots and numbers in brackets. */
final class JsonPath {
    private static final Pattern PATH = Pattern.compile("\\$(?:\\.[^.\\[\\]*]+|\\[[0-9]+])*");
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]*]+)|\\[([0-9]+)]");

    private final String path;

    private JsonPath(String path) {
        this.path = path;
    }

    /** @throws ServiceException {@code ValidationException} */
    static JsonPath compile(String path) {
        if (!PATH.matcher(path).matches()) {
            throw new ServiceException("ValidationException", "The JSON path " + path + " is not supported.");
        }
        return new JsonPath(path);
    }

    /** @return a missing node if there is none */
    JsonNode read(JsonNode event) {
        JsonNode value = event;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            value = step.group(1) != null ? value.path(step.group(1)) : value.path(Integer.parseInt(step.group(2)));
        }
        return value;
    }
}
