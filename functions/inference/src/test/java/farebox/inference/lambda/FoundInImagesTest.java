package farebox.inference.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.kernel.Meter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text and faces of an image in every protocol that has them; they lie in the same parts of every image. */
final class FoundInImagesTest {
    private static final byte[] IMAGE = png();

    private final Function function = new Function();

    @AfterEach
    void oneImageIsBilled() {
        assertThat(function.billed(Meter.IMAGES)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"/models/page", "/models/page/pipeline/image-to-text", "/pipeline/image-to-text/page"})
    void huggingFace_hasTheGeneratedText(String path) {
        assertThat(function.answer(post(path, "image/png", IMAGE)).json().toString())
                .isEqualTo("[{\"generated_text\":\"ab\"}]");
    }

    @Test
    void predictions_haveTheBoxOfEachLine() {
        JsonNode response = json("/v1/models/page/predict", "{\"image\":\"%s\"}");

        assertThat(response.at("/predictions/0/text").textValue()).isEqualTo("ab");
        assertThat(response.at("/predictions/0/lines/0/box").toString())
                .isEqualTo("{\"xmin\":8,\"ymin\":16,\"xmax\":56,\"ymax\":32}");
        assertThat(response.at("/usage/images").intValue()).isOne();
    }

    @Test
    void predictions_haveTheBoxOfEachObject() {
        JsonNode response = json("/v1/models/faces/predict", "{\"image\":\"%s\"}");

        assertThat(response.at("/predictions/0/objects"))
                .extracting(object -> object.path("label").textValue())
                .containsExactly("face", "face");
        assertThat(response.at("/predictions/0/objects/0/box").toString())
                .isEqualTo("{\"xmin\":40,\"ymin\":0,\"xmax\":56,\"ymax\":32}");
        assertThat(response.at("/predictions/0/objects/0/score").doubleValue()).isCloseTo(0.982, within(1e-3));
        assertThat(response.at("/usage/images").intValue()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "0.75, 1", "1, 0"})
    void huggingFace_leavesOutObjectsBelowTheThreshold(String threshold, int objects) {
        String body = "{\"inputs\":\"%s\",\"parameters\":{\"threshold\":" + threshold + "}}";

        assertThat(json("/models/faces", body)).hasSize(objects);
    }

    @Test
    void sageMaker_takesTheImage_andCanAnswerInCsv() {
        APIGatewayProxyRequestEvent event = post("/endpoints/page/invocations", "application/x-image", IMAGE);
        setHeader(event, "Accept", "text/csv");

        assertThat(function.answer(event).text()).isEqualTo("ab\n");
    }

    @Test
    void openInference_hasARowForEachLine() {
        String header = "{\"inputs\":[{\"name\":\"image\",\"shape\":[1],\"datatype\":\"BYTES\","
                + "\"parameters\":{\"binary_data_size\":" + (Integer.BYTES + IMAGE.length) + "}}]}";
        ByteBuffer body = ByteBuffer.allocate(header.length() + Integer.BYTES + IMAGE.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header.getBytes(UTF_8))
                .putInt(IMAGE.length)
                .put(IMAGE);
        APIGatewayProxyRequestEvent event = post("/v2/models/page/infer", "application/octet-stream", body.array());
        setHeader(event, "Inference-Header-Content-Length", Integer.toString(header.length()));

        JsonNode outputs = function.answer(event).json().get("outputs");

        assertThat(outputs).extracting(output -> output.get("data").toString()).startsWith("[0]", "[\"ab\"]");
        assertThat(outputs.get(3).get("data").toString()).isEqualTo("[8.0,16.0,56.0,32.0]");
    }

    private JsonNode json(String path, String body) {
        byte[] written =
                body.formatted(Base64.getEncoder().encodeToString(IMAGE)).getBytes(UTF_8);
        return function.answer(post(path, "application/json", written)).json();
    }

    private static APIGatewayProxyRequestEvent post(String path, String type, byte[] body) {
        APIGatewayProxyRequestEvent event =
                Function.event("inference-embeddings").withPath(path);
        event.getRequestContext().setExtendedRequestId(path);
        setHeader(event, "Content-Type", type);
        event.setIsBase64Encoded(true);
        event.setBody(Base64.getEncoder().encodeToString(body));
        return event;
    }

    private static void setHeader(APIGatewayProxyRequestEvent event, String name, String value) {
        event.getHeaders().put(name, value);
        event.getMultiValueHeaders().put(name, List.of(value));
    }

    private static byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
