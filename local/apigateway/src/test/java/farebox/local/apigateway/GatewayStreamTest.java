package farebox.local.apigateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farebox.local.apigateway.Functions.Outcome;
import farebox.local.http.WebResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route whose integration streams. */
class GatewayStreamTest {
    private static final String HEAD = "{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/event-stream\"}}";
    private static final String ZEROS = "\0".repeat(8);
    private static final Outcome WELL = new Outcome.Answered(new byte[0]);

    @TempDir
    Path folder;

    private GatewayFixture gatewayFixture;

    @BeforeEach
    void start() {
        gatewayFixture = new GatewayFixture(folder, Map.of());
    }

    @Test
    void pieces_areSentAsTheyCome() throws Exception {
        WebResponse response = answer(WELL, HEAD + ZEROS, "first", "second");
        Pieces pieces = new Pieces();

        response.rest().writeTo(pieces);

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers())
                .containsEntry("content-type", List.of("text/event-stream"))
                .containsKey("x-amz-apigw-id");
        assertThat(response.body()).isEmpty();
        assertThat(pieces.written).containsExactly("first", "second");
    }

    @Test
    void response_beginsBeforeTheFunctionHasEnded() {
        gatewayFixture.functions.streams("backend", WELL, HEAD + ZEROS + "first", "second");

        WebResponse response = gatewayFixture.get("/stream");

        assertThat(new String(response.body(), UTF_8)).isEqualTo("first");
        assertThat(gatewayFixture.functions.unread()).containsExactly("second");
    }

    @Test
    void headAndZeros_mayComeInAnyPieces() throws Exception {
        String all = HEAD + ZEROS + "body\0\0";

        WebResponse response =
                answer(WELL, all.chars().mapToObj(Character::toString).toArray(String[]::new));

        assertThat(response.status()).isEqualTo(201);
        assertThat(whole(response)).isEqualTo("body\0\0");
    }

    @Test
    void functionThatDiesAmidItsAnswer_closesTheConnection() {
        WebResponse response = answer(new Outcome.Failed("killed"), HEAD + ZEROS, "first");
        Pieces pieces = new Pieces();

        assertThatThrownBy(() -> response.rest().writeTo(pieces)).isInstanceOf(IOException.class);
        assertThat(pieces.written).containsExactly("first");
    }

    @Test
    void functionThatDiesBeforeItAnswers_isABadGateway() {
        assertThat(answer(new Outcome.Failed("killed")).status()).isEqualTo(502);
    }

    @Test
    void functionThatIsBusy_isToldAsForWholeAnswers() {
        gatewayFixture.functions.on("backend", new Outcome.Throttled());

        assertThat(gatewayFixture.get("/stream").status())
                .isEqualTo(gatewayFixture.get("/open").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"statusCode\":200,\"body\":\"whole\"}", "no json\0\0\0\0\0\0\0\0", "{}\0\0\0\0\0\0\0", ""})
    void answerWithoutTheForm_isABadGateway(String answer) {
        assertThat(answer(WELL, answer).status()).isEqualTo(502);
    }

    @Test
    void headThatIsTooLong_isABadGateway() {
        assertThat(answer(WELL, HEAD + " ".repeat(16 * 1024) + ZEROS).status()).isEqualTo(502);
    }

    @Test
    void accessLog_hasTheLineWhenTheResponseHasEnded_withAllItsBytes() throws Exception {
        WebResponse response = answer(WELL, HEAD + ZEROS + "1234", "56");
        assertThat(gatewayFixture.logged()).isEmpty();

        whole(response);

        assertThat(gatewayFixture.logged()).singleElement().asString().contains("\"bytes\":6");
    }

    private WebResponse answer(Outcome outcome, String... pieces) {
        gatewayFixture.functions.streams("backend", outcome, pieces);
        return gatewayFixture.get("/stream");
    }

    private static String whole(WebResponse response) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(response.body());
        response.rest().writeTo(all);
        return all.toString(UTF_8);
    }

    private static final class Pieces extends OutputStream {
        private final List<String> written = new ArrayList<>();

        @Override
        public void write(int single) {
            throw new AssertionError("one byte at a time");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            written.add(new String(bytes, offset, length, UTF_8));
        }
    }
}
