package farebox.models.registry;

import farebox.models.signature.ManifestSignatures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A JSON object with its signature as the last property. What is signed are the bytes of the object without that
 * property, so that nothing depends on how a later release writes JSON.
 *
 * @param signed the object without its signature
 */
record SignedDocument(byte[] signed, byte[] signature) {
    private static final byte[] PROPERTY = ",\"signature\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int TEXT = (ManifestSignatures.BYTES + 2) / 3 * 4;
    private static final int LENGTH = PROPERTY.length + TEXT + END.length;

    /** @param object that ends with its brace */
    static byte[] write(byte[] object, ManifestSignatures signatures) {
        byte[] text = Base64.getEncoder().encode(signatures.sign(object));
        byte[] document = Arrays.copyOf(object, object.length - 1 + LENGTH);
        int at = object.length - 1;
        for (byte[] piece : new byte[][] {PROPERTY, text, END}) {
            System.arraycopy(piece, 0, document, at, piece.length);
            at += piece.length;
        }
        return document;
    }

    /** Empty if it has no signature. */
    static Optional<SignedDocument> read(byte[] document) {
        int start = document.length - LENGTH;
        if (start < 1 || !matches(document, start, PROPERTY) || !matches(document, document.length - END.length, END)) {
            return Optional.empty();
        }
        byte[] object = Arrays.copyOf(document, start + 1);
        object[start] = '}';
        int text = start + PROPERTY.length;
        try {
            return Optional.of(new SignedDocument(
                    object, Base64.getDecoder().decode(Arrays.copyOfRange(document, text, text + TEXT))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean matches(byte[] document, int from, byte[] piece) {
        return Arrays.equals(document, from, from + piece.length, piece, 0, piece.length);
    }
}
