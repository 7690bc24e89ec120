package farebox.models.audio;

import farebox.kernel.InvalidRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads WAV (RIFF, "Multimedia Programming Interface and Data Specifications 1.0", IBM and Microsoft, 1991): integers
 * of 8, 16, 24 or 32 bits, or floats of 32, of one channel or several.
 */
public final class WavDecoder {
    /** The longest audio, in seconds. */
    public static final int MAX_SECONDS = 600;

    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int HEADER = 12;
    private static final int AROUND_CHUNK = 8;
    private static final int FORMAT_BYTES = 16;
    private static final int INTEGERS = 1;
    private static final int FLOATS = 3;
    private static final int EXTENSIBLE = 0xfffe;
    private static final int SUBFORMAT = 24;
    private static final int MAX_CHANNELS = 8;
    private static final int MIN_RATE = 1_000;
    private static final int MAX_RATE = 192_000;

    private WavDecoder() {}

    private record Format(int encoding, int channels, int rate, int bits) {
        private int frameBytes() {
            return channels * bits / Byte.SIZE;
        }

        private void requireReadable() {
            boolean integers = encoding == INTEGERS && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
            boolean floats = encoding == FLOATS && bits == Float.SIZE;
            if (!integers && !floats) {
                throw new InvalidRequest("a WAV holds integers of 8, 16, 24 or 32 bits or floats of 32; this one has"
                        + " encoding " + encoding + " of " + bits + " bits");
            }
            if (channels < 1 || channels > MAX_CHANNELS || rate < MIN_RATE || rate > MAX_RATE) {
                throw new InvalidRequest("a WAV has 1 to " + MAX_CHANNELS + " channels and " + MIN_RATE + " to "
                        + MAX_RATE + " samples a second, not " + channels + " and " + Integer.toUnsignedString(rate));
            }
        }
    }

    /**
     * One channel, the mean of those that there are.
     *
     * @throws InvalidRequest if the bytes are no such WAV, or it is longer than {@link #MAX_SECONDS}
     */
    public static Audio decode(byte[] wav) {
        ByteBuffer bytes = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.length < HEADER || bytes.getInt(0) != RIFF || bytes.getInt(AROUND_CHUNK) != WAVE) {
            throw new InvalidRequest(
                    "audio is a WAV file; convert other formats, for example by ffmpeg -i IN -ac 1 -ar 16000 OUT.wav");
        }
        Format format = format(chunk(bytes, FORMAT));
        ByteBuffer data = chunk(bytes, DATA);
        int frames = data.remaining() / format.frameBytes();
        if (frames < 1 || frames > (long) MAX_SECONDS * format.rate()) {
            throw new InvalidRequest("audio has a sample at least and " + MAX_SECONDS + " seconds at most; send less");
        }
        return new Audio(samples(data, format, frames), format.rate());
    }

    private static Format format(ByteBuffer chunk) {
        if (chunk.remaining() < FORMAT_BYTES) {
            throw new InvalidRequest("the format of a WAV is cut short");
        }
        int encoding = Short.toUnsignedInt(chunk.getShort(0));
        boolean extensible = encoding == EXTENSIBLE && chunk.remaining() > SUBFORMAT + 1;
        Format format = new Format(
                extensible ? Short.toUnsignedInt(chunk.getShort(SUBFORMAT)) : encoding,
                Short.toUnsignedInt(chunk.getShort(2)),
                chunk.getInt(4),
                Short.toUnsignedInt(chunk.getShort(14)));
        format.requireReadable();
        return format;
    }

    /** A chunk that claims to go beyond the end, as those of recorders that were interrupted do, ends there. */
    private static ByteBuffer chunk(ByteBuffer bytes, int wanted) {
        long at = HEADER;
        while (at + AROUND_CHUNK <= bytes.limit()) {
            int start = (int) at + AROUND_CHUNK;
            long length = Integer.toUnsignedLong(bytes.getInt((int) at + Integer.BYTES));
            if (bytes.getInt((int) at) == wanted) {
                int end = (int) Math.min(bytes.limit(), start + length);
                return bytes.slice(start, end - start).order(ByteOrder.LITTLE_ENDIAN);
            }
            at = start + length + length % 2;
        }
        throw new InvalidRequest("a WAV has a format and data, and this one lacks one of them");
    }

    private static float[] samples(ByteBuffer data, Format format, int frames) {
        float[] samples = new float[frames];
        for (int frame = 0; frame < frames; frame++) {
            float sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                sum += sample(data, format);
            }
            samples[frame] = sum / format.channels();
        }
        return samples;
    }

    private static float sample(ByteBuffer data, Format format) {
        if (format.encoding() == FLOATS) {
            float sample = data.getFloat();
            return Float.isFinite(sample) ? Math.clamp(sample, -1, 1) : 0;
        }
        return switch (format.bits()) {
            case 8 -> (Byte.toUnsignedInt(data.get()) - 0x80) / 0x1p7f;
            case 16 -> data.getShort() / 0x1p15f;
            case 24 -> (Byte.toUnsignedInt(data.get()) | data.getShort() << 8) / 0x1p23f;
            default -> data.getInt() / 0x1p31f;
        };
    }
}
