package farebox.local.sqs;

/**
 * A typed attribute that a sender has given a message.
 *
 * @param dataType such as {@code String}, {@code Number.int} or {@code Binary}
 * @param value the text; for a binary attribute its bytes in Base64
 */
public record MessageAttribute(String dataType, String value) {
    boolean binary() {
        return dataType.startsWith("Binary");
    }
}
