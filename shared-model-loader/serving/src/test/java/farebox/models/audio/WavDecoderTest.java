package farebox.models.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WavDecoderTest {
    private static final int RATE = 16_000;

    @Test
    void integersAndFloats_areTheSameSamples() {
        byte[] bytes = {(byte) 0x80, (byte) 0xc0, 0x40};
        ByteBuffer shorts =
                little(6).putShort((short) 0).putShort((short) 0x4000).putShort((short) -0x4000);
        ByteBuffer ints = little(12).putInt(0).putInt(0x40000000).putInt(-0x40000000);
        byte[] threeBytes = {0, 0, 0, 0, 0, 0x40, 0, 0, (byte) 0xc0};
        ByteBuffer floats = little(12).putFloat(0).putFloat(0.5f).putFloat(-0.5f);

        assertThat(samples(1, 1, 8, bytes)).containsExactly(0, 0.5f, -0.5f);
        assertThat(samples(1, 1, 16, bytes(shorts))).containsExactly(0, 0.5f, -0.5f);
        assertThat(samples(1, 1, 24, threeBytes)).containsExactly(0, 0.5f, -0.5f);
        assertThat(samples(1, 1, 32, bytes(ints))).containsExactly(0, 0.5f, -0.5f);
        assertThat(samples(3, 1, 32, bytes(floats))).containsExactly(0, 0.5f, -0.5f);
    }

    @Test
    void channels_becomeOne() {
        ByteBuffer stereo = little(8)
                .putShort((short) 0x4000)
                .putShort((short) 0)
                .putShort((short) 0x2000)
                .putShort((short) 0x2000);

        assertThat(samples(1, 2, 16, bytes(stereo))).containsExactly(0.25f, 0.25f);
    }

    @Test
    void otherChunks_arePassedOver_andACutEndIsTheEnd() {
        byte[] wav = wav(1, 1, 16, new byte[8]);
        ByteBuffer withList = little(wav.length + 11)
                .put(wav, 0, 12)
                .put("LIST".getBytes(StandardCharsets.US_ASCII))
                .putInt(3)
                .put(new byte[4])
                .put(wav, 12, wav.length - 13);

        assertThat(WavDecoder.decode(bytes(withList)).samples()).hasSize(3);
    }

    @Test
    void aTone_keepsItsLengthAtAnotherRate() {
        Audio audio = new Audio(new float[48_000], 48_000);

        assertThat(audio.at(16_000).samples()).hasSize(16_000);
        assertThat(new Audio(new float[8_000], 8_000).at(16_000).samples()).hasSize(16_000);
        assertThat(new Audio(new float[] {0, 1, 0}, 8_000).at(16_000).samples())
                .containsExactly(0, 0.5f, 1, 0.5f, 0, 0);
        assertThat(new Audio(new float[] {1, 3, 5, 7}, 2_000).at(1_000).samples())
                .containsExactly(2, 6);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 12", "2, 1, 16", "3, 1, 16", "1, 0, 16", "1, 9, 16", "1, 1, 0", "1, 65535, 8"})
    void anotherFormat_isRefused(int encoding, int channels, int bits) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> samples(encoding, channels, bits, new byte[64]));
    }

    @Test
    void tooLongAudio_isRefusedByItsHeader() {
        byte[] wav = wav(1, 1, 8, new byte[WavDecoder.MAX_SECONDS * RATE + 1]);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> WavDecoder.decode(wav))
                .withMessageContaining("600 seconds at most");
    }

    @Test
    void whateverTheBytes_itIsRefusedOrRead() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] wav = wav(1, 1, 16, new byte[16]);
            for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
                wav[random.nextInt(wav.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(wav, random.nextInt(wav.length + 1));
            try {
                assertThat(WavDecoder.decode(cut).samples()).isNotEmpty();
            } catch (InvalidRequest e) {
                assertThat(e.detail()).isNotBlank();
            }
        }
    }

    private static float[] samples(int encoding, int channels, int bits, byte[] data) {
        return WavDecoder.decode(wav(encoding, channels, bits, data)).samples();
    }

    private static byte[] wav(int encoding, int channels, int bits, byte[] data) {
        ByteBuffer wav = little(44 + data.length);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) encoding)
                .putShort((short) channels)
                .putInt(RATE)
                .putInt(0)
                .putShort((short) 0);
        wav.putShort((short) bits);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data.length);
        return bytes(wav.put(data));
    }

    /** What was put so far. */
    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
