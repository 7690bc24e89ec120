package farebox.http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                .satisfies(
                        error -> assertThat(error.detail()).doesNotContain("java", "jackson", "StreamRead", "`", "["));
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

    /** What UTF-8 forbids, and a lenient decoder reads as another character. */
    static Stream<Arguments> notUnicode() {
        return Stream.of(
                argumentSet("overlong slash, 2 bytes", "C0AF"),
                argumentSet("overlong slash, 3 bytes", "E080AF"),
                argumentSet("overlong slash, 4 bytes", "F08080AF"),
                argumentSet("overlong NUL", "C080"),
                argumentSet("encoded surrogate", "EDA080"),
                argumentSet("encoded surrogate pair", "EDA0BDEDB880"),
                argumentSet("U+110000", "F4908080"),
                argumentSet("beyond Unicode", "F7BFBFBF"),
                argumentSet("continuation alone", "80"));
    }

    @ParameterizedTest
    @MethodSource("notUnicode")
    void object_rejectsBytesThatAreNotUtf8_inValuesAndNames(String hex) {
        for (String before : List.of("{\"a\":\"", "{\"b\":[[\"", "{\"")) {
            byte[] bytes = HexFormat.of()
                    .parseHex(HexFormat.of().formatHex(before.getBytes(UTF_8))
                            + hex
                            + HexFormat.of().formatHex("\"".getBytes(UTF_8)));

            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(() -> json.object(bytes))
                    .withMessageContaining("not UTF-8")
                    .withMessageContaining("byte " + before.length());
        }
    }

    @Test
    void object_rejectsUtf8ThatIsBrokenFarIntoTheDocument() {
        byte[] bytes = ("{\"a\":\"" + "é".repeat(20_000) + "\"}").getBytes(UTF_8);
        bytes[bytes.length - 3] = (byte) 0xff;

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> json.object(bytes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"input":"\\ud800"}               | /input    | input
                    {"input":["a","b\\uDC00c"]}       | /input/1  | input
                    {"input":"\\udc00\\ud800"}       | /input    | input
                    {"x":{"id":"\\uDbFf"}}            | /x/id     | x
                    """)
    void object_rejectsAnUnpairedSurrogate_andNamesItsPlace(String text, String pointer, String param) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> json.object(text.getBytes(UTF_8)))
                .withMessageContaining("at " + pointer + " has half a character")
                .satisfies(error -> assertThat(error.param()).contains(param));
    }

    @Test
    void object_rejectsAnUnpairedSurrogateInAName() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> json.object("{\"\\ud800\":1}".getBytes(UTF_8)));
    }

    @Test
    void object_readsPairsOfSurrogates_andEscapesThatAreNone() {
        assertThat(json.object("{\"a\":\"\\ud83d\\ude00 😀 \\\\ud800 \\u0d80\"}".getBytes(UTF_8))
                        .get("a")
                        .textValue())
                .isEqualTo("😀 😀 \\ud800 \u0d80");
    }

    @Test
    void object_readsUtf8Alone() {
        for (Charset other : List.of(UTF_16LE, UTF_16BE, UTF_16)) {
            assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> json.object("{}".getBytes(other)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "64, 64",
        "64.0, 64",
        "6.4e1, 64",
        "640e-1, 64",
        "-0.0, 0",
        "-3, -3",
        "9223372036854775807, 9223372036854775807",
        "9007199254740992.0, 9007199254740992",
    })
    void integer_isOneByItsValue(String number, long value) {
        assertThat(Json.integer(
                        json.object(("{\"n\":" + number + "}").getBytes(UTF_8)).get("n")))
                .hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"64.5", "1e400", "9223372036854775808", "9007199254740994.0", "\"64\"", "true", "null", "[64]"})
    void integer_isNothingElse(String other) {
        assertThat(Json.integer(
                        json.object(("{\"n\":" + other + "}").getBytes(UTF_8)).get("n")))
                .isEmpty();
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
