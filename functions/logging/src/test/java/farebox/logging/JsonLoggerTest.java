package farebox.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class JsonLoggerTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    private final List<String> lines = new ArrayList<>();

    @Test
    void event_isALineOfItsFields() {
        logger("farebox.http.HttpRouter")
                .atInfo()
                .addKeyValue("request", "a\"b\n")
                .addKeyValue("status", 200)
                .addKeyValue("bytes", 5_000_000_000L)
                .addKeyValue("replayed", true)
                .addKeyValue("tenant", (Object) null)
                .log("request_completed");

        assertThat(lines)
                .containsExactly("{\"time\":\"2026-11-22T12:00:00Z\",\"level\":\"INFO\",\"logger\":"
                        + "\"farebox.http.HttpRouter\",\"event\":\"request_completed\",\"request\":\"a\\\"b\\n\","
                        + "\"status\":200,\"bytes\":5000000000,\"replayed\":true,\"tenant\":null}");
    }

    @Test
    void event_holdsListsAndMapsAsTheyAre() {
        logger("farebox.a")
                .atInfo()
                .addKeyValue("Latency", List.of(1.5, 2.0))
                .addKeyValue("_aws", Map.of("Dimensions", List.of(List.of())))
                .log("model_called");

        assertThat(lines).singleElement().asString().endsWith("\"Latency\":[1.5,2.0],\"_aws\":{\"Dimensions\":[[]]}}");
    }

    @Test
    void event_withACauseIsOneLineStill() {
        logger("farebox.a")
                .atWarn()
                .setCause(new IllegalStateException("wrong"))
                .log("dispose_failed");

        assertThat(lines)
                .singleElement()
                .asString()
                .doesNotContain("\n")
                .contains("\"exception\":\"java.lang.IllegalStateException: wrong\\n"
                        + "\\tat farebox.logging.JsonLoggerTest");
    }

    @Test
    void message_ofALibraryIsASentence() {
        logger("com.example").info("{} of {} done", 1, 2);

        assertThat(lines).singleElement().asString().contains("\"message\":\"1 of 2 done\"");
    }

    @Test
    void levels_belowInfoAndLibrariesBelowWarnAreLeftOut() {
        logger("farebox.a").debug("detail");
        logger("ai.djl.engine").info("detail");
        logger("ai.djl.engine").atInfo().addKeyValue("a", 1).log("detail");
        assertThat(lines).isEmpty();

        logger("ai.djl.engine").warn("wrong");
        assertThat(lines).hasSize(1);
    }

    @Test
    void provider_isFoundBySlf4j() {
        assertThat(LoggerFactory.getLogger("farebox.any")).isInstanceOf(JsonLogger.class);
    }

    private Logger logger(String name) {
        return new JsonLogger(name, NOON, lines::add);
    }
}
