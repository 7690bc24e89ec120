package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    /** The last part was worked out with zlib's crc32 in another language. */
    private static final String KNOWN = "fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_3a1QlZ";

    @Test
    void random_hasTheFormThatIsParsed() {
        ApiKey key = ApiKey.random(new Random(1));

        assertThat(key.reveal()).matches("fbx_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}");
        assertThat(ApiKey.parse(key.reveal()))
                .hasValueSatisfying(parsed -> assertThat(parsed.id()).isEqualTo(key.id()));
    }

    @Test
    void random_doesNotRepeat() {
        Random random = new Random(2);

        assertThat(IntStream.range(0, 1_000).mapToObj(i -> ApiKey.random(random).reveal()))
                .doesNotHaveDuplicates();
    }

    @Test
    void parse_knownKey_hasItsId() {
        assertThat(ApiKey.parse(KNOWN))
                .hasValueSatisfying(key -> assertThat(key.id().value()).isEqualTo("sample01"));
    }

    @Test
    void parse_anyOneCharacterChanged_isEmpty() {
        for (int i = 0; i < KNOWN.length(); i++) {
            char other = KNOWN.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(ApiKey.parse(KNOWN.substring(0, i) + other + KNOWN.substring(i + 1)))
                    .as("changed at %d", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wrong",
                "fbx_live_wrong",
                "fbx_live_00000000_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_000000",
                "fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_3a1QlZ ",
                "fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_3a1QlZ0",
                "fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n",
                "fbx_live_sämple01_ThisKeyIsInTheDocumentsAndLive0n_3a1QlZ"
            })
    void parse_notAKey_isEmpty(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
    }

    @Test
    void toString_showsTheIdOnly() {
        assertThat(ApiKey.parse(KNOWN))
                .hasValueSatisfying(key -> assertThat(key).hasToString("fbx_live_sample01_..."));
    }
}
