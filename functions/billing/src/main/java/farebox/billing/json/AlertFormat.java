package farebox.billing.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.billing.alert.Alert;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Alerts as JSON: {@code {id, type: "quota.threshold_reached", tenant, subject, window, percent, used, of, at}};
 * amounts are decimal strings.
 */
public final class AlertFormat {
    private final ObjectMapper mapper = new ObjectMapper();

    public String write(Alert alert) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", alert.id());
        json.put("type", "quota.threshold_reached");
        json.put("tenant", alert.tenant().value());
        json.put("subject", alert.subject());
        json.put("window", alert.window());
        json.put("percent", alert.percent());
        json.put("used", alert.used().toPlainString());
        json.put("of", alert.of().toPlainString());
        json.put("at", alert.at().toString());
        try {
            return mapper.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are JSON", e);
        }
    }
}
