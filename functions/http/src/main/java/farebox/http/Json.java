package farebox.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import farebox.kernel.WholeNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

/**
 * JSON with bounds: depth 32, 6,291,456 characters, two million tokens, numbers of 32 and names of 128 characters, no
 * duplicate names, nothing after the document, and no text that is not Unicode. The only factory in the functions.
 */
public final class Json {
    private static final int DEPTH = 32;
    private static final int NUMBER_CHARACTERS = 32;
    private static final int NAME_CHARACTERS = 128;
    private static final long TOKENS = 2_000_000;
    /** Lambda's buffered payload: what is longer cannot have come whole. */
    public static final int DOCUMENT_CHARACTERS = 6_291_456;

    private final ObjectMapper mapper;

    public Json() {
        JsonFactory bounded = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH)
                        .maxDocumentLength(DOCUMENT_CHARACTERS)
                        .maxStringLength(DOCUMENT_CHARACTERS)
                        .maxTokenCount(TOKENS)
                        .maxNumberLength(NUMBER_CHARACTERS)
                        .maxNameLength(NAME_CHARACTERS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // RFC 8259 has UTF-8 alone; what looks like UTF-16 is not guessed at.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .build();
        this.mapper = JsonMapper.builder(bounded)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** For modules that read or write values of their own with the same bounds. */
    public ObjectMapper mapper() {
        return mapper;
    }

    /**
     * One JSON object, whole.
     *
     * @throws InvalidRequest if the text is no JSON, breaks a bound, or is not an object
     * @throws PayloadTooLarge if it is longer than {@link #DOCUMENT_CHARACTERS}
     */
    public JsonNode object(byte[] text) {
        return object(text, text.length);
    }

    /** As {@link #object(byte[])}, of the first bytes alone. */
    public JsonNode object(byte[] text, int length) {
        JsonNode tree = read(text, length);
        if (!tree.isObject()) {
            throw new InvalidRequest("the body is not a JSON object");
        }
        return tree;
    }

    /**
     * The value of an integer, which JSON Schema defines by its value: {@code 64.0} and {@code 6.4e1} are integers. In
     * these forms it is exact up to 2<sup>53</sup>, and what is larger is none.
     *
     * @return empty if the node is no integer or does not fit
     */
    public static OptionalLong integer(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
        }
        return node.isNumber() ? WholeNumber.of(node.doubleValue()) : OptionalLong.empty();
    }

    /** @throws InvalidRequest if the field is missing or no text */
    public static String requiredText(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw new InvalidRequest(field + " is required: a text", field);
        }
        return value.textValue();
    }

    public byte[] write(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a value of ours does not become JSON", e);
        }
    }

    private JsonNode read(byte[] text, int length) {
        if (length > DOCUMENT_CHARACTERS) {
            throw new PayloadTooLarge("the body is longer than " + DOCUMENT_CHARACTERS + " bytes; send less at a time");
        }
        JsonText json = new JsonText(text, length);
        json.requireUtf8();
        try {
            JsonNode tree = mapper.readTree(text, 0, length);
            json.requireWholeCharacters(tree);
            return tree;
        } catch (JsonProcessingException e) {
            throw new InvalidRequest("the body is not JSON that is accepted here: " + reason(e));
        } catch (IOException e) {
            throw new InvalidRequest("the body is not UTF-8 text");
        }
    }

    /** The parser's message and the location, without the names of its own classes and settings that follow. */
    private static String reason(JsonProcessingException e) {
        String words = e instanceof StreamConstraintsException
                ? before(e.getOriginalMessage(), ", from `") + ")"
                : before(before(before(e.getOriginalMessage(), " ("), ": "), " `");
        return e.getLocation() == null
                ? words
                : words + ", at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static String before(String message, String rest) {
        int end = message.indexOf(rest);
        return end < 0 ? message : message.substring(0, end);
    }
}
