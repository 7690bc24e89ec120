package farebox.metering.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.http.HttpResponse;
import farebox.kernel.DataCorrupted;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HttpResponseCodecTest {
    private static final HttpResponse RESPONSE =
            new HttpResponse(200, Map.of("content-type", "application/json", "x-a", "1"), new byte[] {0, -1, 7});

    private final HttpResponseCodec codec = new HttpResponseCodec();

    @Test
    void decode_readsBackWhatWasEncoded() {
        HttpResponse read = codec.decode(codec.encode(RESPONSE));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.headers()).isEqualTo(RESPONSE.headers());
        assertThat(read.body()).isEqualTo(RESPONSE.body());
        assertThat(codec.encode(read)).isEqualTo(codec.encode(RESPONSE));
    }

    @Test
    void decode_refusesBytesThatItDidNotEncode() {
        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> codec.decode(new byte[] {1, 0}));
        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> codec.decode(new byte[] {9, 0, 0}));
    }
}
