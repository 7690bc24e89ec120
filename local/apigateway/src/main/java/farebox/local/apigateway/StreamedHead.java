package farebox.local.apigateway;

import farebox.local.apigateway.Functions.StreamedAnswer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The beginning of a streamed answer: status and headers as JSON, eight zero bytes, and what is there of the body. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html.
 */
public record StreamedHead(byte[] metadata, byte[] body) {
    private static final int ZEROS = 8;

    /** The zero bytes are among so many. */
    private static final int MAX_BYTES = 16 * 1024;

    /** @return nothing if the answer ends before its body begins, or the metadata are too long */
    static Optional<StreamedHead> read(StreamedAnswer answer) throws InterruptedException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        Optional<StreamedHead> head = Optional.empty();
        for (Optional<byte[]> next = answer.next(); next.isPresent(); next = answer.next()) {
            read.writeBytes(next.get());
            head = split(read.toByteArray());
            if (head.isPresent() || read.size() > MAX_BYTES) {
                return head;
            }
        }
        return head;
    }

    /** @return nothing if the bytes have not the form of a streamed answer */
    public static Optional<StreamedHead> split(byte[] bytes) {
        int zeros = 0;
        for (int i = 0; i < Math.min(bytes.length, MAX_BYTES); i++) {
            zeros = bytes[i] == 0 ? zeros + 1 : 0;
            if (zeros == ZEROS) {
                return Optional.of(new StreamedHead(
                        Arrays.copyOf(bytes, i + 1 - ZEROS), Arrays.copyOfRange(bytes, i + 1, bytes.length)));
            }
        }
        return Optional.empty();
    }
}
