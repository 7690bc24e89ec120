package farebox.billing.requestlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.billing.reconcile.RequestLog.LoggedRequest;
import farebox.kernel.Failure;
import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** A line of the access log in the format that template.yaml gives the stage. */
final class RequestLogLine {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** {@code $context.requestTime}: the common log format. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private RequestLogLine() {}

    /** @return empty for a line that tells of no caller, or that is cut short */
    static Optional<LoggedRequest> read(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            return Optional.of(new LoggedRequest(
                    new RequestId(json.path("id").asText()),
                    new TenantId(json.path("tenant").asText()),
                    json.path("method").asText(),
                    json.path("route").asText(),
                    Integer.parseInt(json.path("status").asText()),
                    json.path("idempotent").asText().equals("true"),
                    time(json.path("time").asText())));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException | Failure noRequest) {
            return Optional.empty();
        }
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text, TIME).toInstant();
    }
}
