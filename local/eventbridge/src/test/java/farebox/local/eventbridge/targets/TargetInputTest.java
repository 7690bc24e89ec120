package farebox.local.eventbridge.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.host.ServiceException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TargetInputTest {
    private static final TargetInput.RuleName RULE = new TargetInput.RuleName("r", "arn:r");

    private final JsonNode event;

    TargetInputTest() throws JsonProcessingException {
        event = new ObjectMapper().readTree("""
                {"time": "t", "detail": {"key": "a \\"b\\"", "size": 7, "tags": ["x", "y"]}}""");
    }

    @Test
    void whole_constantAndPart_sendWhatTheySay() {
        assertThat(new TargetInput.Whole().of(event, RULE)).isEqualTo(event.toString());
        assertThat(new TargetInput.Constant("{\"a\": 1}").of(event, RULE)).isEqualTo("{\"a\": 1}");
        assertThat(new TargetInput.Part("$.detail.tags[1]").of(event, RULE)).isEqualTo("\"y\"");
        assertThat(new TargetInput.Part("$.nothing").of(event, RULE)).isEqualTo("null");
    }

    @Test
    void transformer_writesJsonOutsideStringsAndTextInside() {
        TargetInput transformer = new TargetInput.Transformer(
                Map.of("key", "$.detail.key", "size", "$.detail.size", "tags", "$.detail.tags", "none", "$.none"), """
                {"key": <key>, "size": <size>, "text": "<key> of <size>", "tags": <tags>, "none": <none>, "rule": <aws.events.rule-name>}""");

        assertThat(transformer.of(event, RULE)).isEqualTo("""
                {"key": "a \\"b\\"", "size": 7, "text": "a \\"b\\" of 7", "tags": ["x","y"], "none": null, "rule": "r"}""");
    }

    @Test
    void transformer_withoutThePathOfAName_isRefused() {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> new TargetInput.Transformer(Map.of(), "\"<key>\""))
                .withMessageContaining("<key>");
    }

    @Test
    void paths_thatAreNotSupported_areRefused() {
        assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> new TargetInput.Part("$.detail.*"));
        assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> new TargetInput.Part("detail"));
    }

    @Test
    void twoKindsOfInput_areRefused() {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> TargetInput.of(Optional.of("{}"), Optional.of("$"), Optional.empty()));
    }
}
