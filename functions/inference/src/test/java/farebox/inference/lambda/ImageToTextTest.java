package farebox.inference.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.inference.lambda.Function.Said;
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

/** The text of an image in every protocol that has it; a line lies in the same part of every image. */
final class ImageToTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] IMAGE = png();

    private final Function function = new Function();

    @AfterEach
    void oneImageIsBilled() {
        assertThat(function.billed(Meter.IMAGES)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"/models/page", "/models/page/pipeline/image-to-text", "/pipeline/image-to-text/page"})
    void huggingFace_hasTheGeneratedText(String path) {
        assertThat(read(function.answer(post(path, "image/png", IMAGE))).toString())
                .isEqualTo("[{\"generated_text\":\"ab\"}]");
    }

    @Test
    void predictions_haveTheBoxOfEachLine() {
        String body = "{\"image\":\"" + Base64.getEncoder().encodeToString(IMAGE) + "\"}";

        JsonNode response =
                read(function.answer(post("/v1/models/page/predict", "application/json", body.getBytes(UTF_8))));

        assertThat(response.at("/predictions/0/text").textValue()).isEqualTo("ab");
        assertThat(response.at("/predictions/0/lines/0/box").toString())
                .isEqualTo("{\"xmin\":8,\"ymin\":16,\"xmax\":56,\"ymax\":32}");
        assertThat(response.at("/usage/images").intValue()).isOne();
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

        JsonNode outputs = read(function.answer(event)).get("outputs");

        assertThat(outputs).extracting(output -> output.get("data").toString()).startsWith("[0]", "[\"ab\"]");
        assertThat(outputs.get(3).get("data").toString()).isEqualTo("[8.0,16.0,56.0,32.0]");
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

    private static JsonNode read(Said said) {
        assertThat(said.status()).describedAs(said.text()).isEqualTo(200);
        try {
            return JSON.readTree(said.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(said.text(), e);
        }
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
