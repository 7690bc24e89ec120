package farebox.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class JsonTest {
    private static final int MAX_LENGTH = 6_291_456;

    private final Json json = new Json();

    static Stream<Arguments> atTheBound() {
        return Stream.of(
                argumentSet("depth", "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}"),
                argumentSet("document", padded(MAX_LENGTH)),
                argumentSet("number", "{\"a\":" + "1".repeat(32) + "}"),
                argumentSet("name", "{\"" + "n".repeat(128) + "\":1}"),
                argumentSet("tokens", tokens(2_000_000)));
    }

    @ParameterizedTest
    @MethodSource("atTheBound")
    void object_takesWhatIsJustWithinABound(String text) {
        assertThat(json.object(text.getBytes(UTF_8)).isObject()).isTrue();
    }

    static Stream<Arguments> tooLong() {
        return Stream.of(
                argumentSet("document", padded(MAX_LENGTH + 1)),
                argumentSet("one long string", "{\"a\":\"" + "x".repeat(MAX_LENGTH) + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void object_saysHowLongABodyMayBe(String text) {
        assertThatExceptionOfType(PayloadTooLarge.class)
                .isThrownBy(() -> json.object(text.getBytes(UTF_8)))
                .withMessageContaining("6291456");
    }

    static Stream<Arguments> beyondTheBound() {
        return Stream.of(
                argumentSet("depth", "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"),
                argumentSet("depth, far", "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
                argumentSet("number", "{\"a\":" + "1".repeat(33) + "}"),
                argumentSet("fraction", "{\"a\":0." + "1".repeat(32) + "}"),
                argumentSet("name", "{\"" + "n".repeat(129) + "\":1}"),
                argumentSet("tokens", tokens(2_000_001)),
                argumentSet("duplicate name", "{\"a\":1,\"a\":2}"),
                argumentSet("duplicate name, deep", "{\"b\":[{\"a\":1,\"a\":2}]}"),
                argumentSet("trailing token", "{} x"),
                argumentSet("trailing document", "{}{}"),
                argumentSet("cut short", "{"),
                argumentSet("empty", ""),
                argumentSet("no object", "[]"),
                argumentSet("null", "null"),
                argumentSet("not a number of JSON", "{\"a\":NaN}"),
                argumentSet("comment", "{/* */}"));
    }

    @ParameterizedTest
    @MethodSource("beyondTheBound")
    void object_refusesWhatBreaksABound(String text) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> json.object(text.getBytes(UTF_8)))
                .satisfies(refusal ->
                        assertThat(refusal.detail()).doesNotContain("java", "jackson", "StreamRead", "`", "["));
    }

    @ParameterizedTest
    @MethodSource("notText")
    void object_refusesBytesThatAreNoText(byte[] bytes) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> json.object(bytes));
    }

    static Stream<byte[]> notText() {
        return Stream.of(
                new byte[] {(byte) 0xff, (byte) 0xfe},
                new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'},
                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});
    }

    @Test
    void object_saysWhereTheTextIsWrong() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> json.object("{\n  \"a\" 1}".getBytes(UTF_8)))
                .withMessageContaining("at line 2, column 7");
    }

    private static String padded(int length) {
        return "{}" + " ".repeat(length - 2);
    }

    /** An object whose braces, name and array brackets are five of the tokens. */
    private static String tokens(int count) {
        return "{\"a\":[" + "0,".repeat(count - 6) + "0]}";
    }
}
