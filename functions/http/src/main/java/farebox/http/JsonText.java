package farebox.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.kernel.InvalidRequest;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * The text of a JSON document, checked for what a parser would turn into other characters without an error: overlong
 * UTF-8, encoded surrogates, values above U+10FFFF, and escapes of half a surrogate pair.
 */
final class JsonText {
    private static final int BUFFER_CHARACTERS = 8 * 1024;

    private final byte[] bytes;
    private final int length;

    JsonText(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** @throws InvalidRequest naming the first byte that is not UTF-8 */
    void requireUtf8() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(Math.min(length + 1, BUFFER_CHARACTERS));
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw new InvalidRequest("the body is not UTF-8 text: byte " + in.position() + " is not valid there");
        }
    }

    /** @throws InvalidRequest naming a string of the document that has an unpaired surrogate */
    void requireWholeCharacters(JsonNode tree) {
        if (hasSurrogateEscape()) {
            requireWhole(tree, JsonPointer.empty());
        }
    }

    /** Only an escape can write a surrogate into a document that is UTF-8. */
    private boolean hasSurrogateEscape() {
        for (int i = 0; i + 3 < length; i++) {
            if (bytes[i] == '\\' && bytes[i + 1] == 'u' && (bytes[i + 2] | 0x20) == 'd' && bytes[i + 3] >= '8') {
                return true;
            }
        }
        return false;
    }

    private static void requireWhole(JsonNode node, JsonPointer at) {
        if (node.isTextual()) {
            requireWhole(node.textValue(), at);
        }
        node.forEachEntry((name, value) -> {
            requireWhole(name, at);
            requireWhole(value, at.appendProperty(name));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            requireWhole(node.get(i), at.appendIndex(i));
        }
    }

    private static void requireWhole(String text, JsonPointer at) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidRequest(
                    "the text at " + at + " has half a character: an unpaired surrogate", at.getMatchingProperty());
        }
    }
}
