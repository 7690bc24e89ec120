package farebox.local.sqs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The MD5 checksums by which a client sees that a message arrived as it was sent. */
public final class Checksums {
    private static final byte TEXT = 1;
    private static final byte BINARY = 2;

    private Checksums() {}

    public static String ofBody(String body) {
        return md5(body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Over each attribute in the order of the names: name, type, transport type and value, each but the third after its
     * length (Amazon SQS Developer Guide, calculating the MD5 message digest for message attributes).
     */
    public static String ofAttributes(Map<String, MessageAttribute> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TreeMap<>(attributes).forEach((name, attribute) -> {
            add(bytes, name.getBytes(StandardCharsets.UTF_8));
            add(bytes, attribute.dataType().getBytes(StandardCharsets.UTF_8));
            bytes.write(attribute.binary() ? BINARY : TEXT);
            add(
                    bytes,
                    attribute.binary()
                            ? Base64.getDecoder().decode(attribute.value())
                            : attribute.value().getBytes(StandardCharsets.UTF_8));
        });
        return md5(bytes.toByteArray());
    }

    private static void add(ByteArrayOutputStream bytes, byte[] value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
        bytes.writeBytes(value);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
