package farebox.inference.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.inference.ImageModel;
import farebox.inference.SpamModel;
import farebox.inference.lambda.Function.Said;
import farebox.kernel.Meter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code /v1/models/{model}/explain} says of a text and of an image, from the event to the response. */
final class ExplainHandlerTest {
    private final Function function = new Function();

    @BeforeEach
    void addModels() {
        function.models
                .add("mails", SpamModel.SPEC, SpamModel.GRAPH, SpamModel::new)
                .add("halves", ImageModel.SPEC, ImageModel.GRAPH, ImageModel::new);
    }

    @Test
    void text_isExplainedByItsWordsAndBilledByItsTokens() throws JsonProcessingException {
        Said said = explain("mails", "{\"text\": \"win a free free ride\"}");

        assertThat(said.status()).as(said.text()).isEqualTo(200);
        JsonNode explanation = json(said);
        assertThat(explanation.path("label").textValue()).isEqualTo("spam");
        assertThat(explanation.at("/probabilities/spam").doubleValue()).isEqualTo(0.75);
        assertThat(explanation.path("base").doubleValue()).isEqualTo(0.25);
        assertThat(explanation.path("contributions")).hasSize(5);
        assertThat(explanation.at("/contributions/0/text").textValue()).isEqualTo("win ");
        assertThat(explanation.at("/contributions/0/contribution").doubleValue())
                .isZero();
        assertThat(explanation.at("/contributions/2/text").textValue()).isEqualTo("free ");
        assertThat(explanation.at("/contributions/2/contribution").doubleValue())
                .isEqualTo(0.25);
        assertThat(explanation.path("model").textValue()).isEqualTo("mails");
        assertThat(explanation.path("version").textValue()).isEqualTo("v1");
        assertThat(function.billed(Meter.TOKENS_IN)).isEqualTo(5);
        assertThat(function.billed(Meter.CALLS)).isEqualTo(1);
        assertThat(function.models.leases()).isZero();
    }

    /** The model looks at the left half alone, which is white. */
    @Test
    void image_isExplainedByItsRegionsAndBilledAsOne() throws IOException {
        Said said = explain("halves", "{\"image\": \"%s\"}".formatted(leftHalfWhite()));

        assertThat(said.status()).as(said.text()).isEqualTo(200);
        JsonNode explanation = json(said);
        assertThat(explanation.path("label").textValue()).isEqualTo("yes");
        assertThat(explanation.path("base").doubleValue()).isCloseTo(0.5, within(1e-6));
        assertThat(explanation.path("contributions")).hasSize(49);
        JsonNode first = explanation.at("/contributions/0");
        assertThat(first.path("contribution").doubleValue()).isCloseTo(0.5 * 2 / 49, within(1e-6));
        assertThat(first.path("box"))
                .isEqualTo(new JsonMapper().readTree("{\"xmin\": 0, \"ymin\": 0, \"xmax\": 4, \"ymax\": 2}"));
        assertThat(explanation.at("/contributions/6/contribution").doubleValue())
                .isCloseTo(0, within(1e-6));
        assertThat(function.billed(Meter.IMAGES)).isEqualTo(1);
        assertThat(function.billed(Meter.CALLS)).isEqualTo(1);
        assertThat(function.models.leases()).isZero();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            mails  | {"image": "AAAA"}                                           | is for text-classification
            halves | {"text": "a"}                                               | is for image-classification
            halves | {"row": {"a": 1}}                                           | has no named columns
            halves | {"image": "AAAA"}                                           | an image is a PNG, a JPEG or a WebP
            halves | {"image": "no base64!"}                                     | base64
            mails  | {"text": ""}                                                | empty
            mails  | {"text": "a b c d e f g h i j k l m n o p q"}               | reads at most 16 tokens
            mails  | {"text": "a", "image": "AAAA"}                              | and nothing else
            """)
    void whatTheModelIsNotFor_isRefusedAndFree(String model, String body, String message) {
        Said said = explain(model, body);

        assertThat(said.status()).as(said.text()).isEqualTo(400);
        assertThat(said.text()).contains(message);
        assertThat(function.billed()).isEmpty();
        assertThat(function.models.leases()).isZero();
    }

    private Said explain(String model, String body) {
        APIGatewayProxyRequestEvent event = Function.event("inference-explain");
        event.setPath("/v1/models/%s/explain".formatted(model));
        event.setPathParameters(Map.of("id", model + "/explain"));
        event.setBody(Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
        return function.answer(event);
    }

    private static String leftHalfWhite() throws IOException {
        BufferedImage image = new BufferedImage(28, 14, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 14 * 14; pixel++) {
            image.setRGB(pixel % 14, pixel / 14, 0xffffff);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private static JsonNode json(Said said) throws JsonProcessingException {
        return new JsonMapper().readTree(said.text());
    }
}
