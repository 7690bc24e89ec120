package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.store.ByteRange;
import farebox.local.store.LocalStore;
import farebox.local.store.SortedBytes;
import farebox.local.store.WriteBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** ClientRequestTokens of transactions that were done; each makes its transaction idempotent for ten minutes. */
final class ClientRequestTokens {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MAX_LENGTH = 36;

    private final SortedBytes tokens;

    private ClientRequestTokens(SortedBytes tokens) {
        this.tokens = tokens;
    }

    static ClientRequestTokens in(LocalStore store) {
        return new ClientRequestTokens(store.run(writeBatch -> store.map("transaction-tokens")));
    }

    static String valid(String token) {
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            throw RequestParameters.constraint(
                    token,
                    "ClientRequestToken",
                    token.isEmpty()
                            ? "Member must have length greater than or equal to 1"
                            : "Member must have length less than or equal to " + MAX_LENGTH);
        }
        return token;
    }

    /**
     * Whether the transaction is still to be done, and remembers that it is.
     *
     * @throws AwsServiceException if the token was used for another transaction
     */
    boolean isNew(String token, RequestParameters request, Instant now, WriteBatch writeBatch) {
        byte[] key = token.getBytes(StandardCharsets.UTF_8);
        byte[] fingerprint = fingerprint(request);
        Optional<ByteBuffer> used =
                tokens.find(key).map(ByteBuffer::wrap).filter(stored -> !isOld(stored.getLong(0), now));
        if (used.isEmpty()) {
            byte[] stored = ByteBuffer.allocate(Long.BYTES + fingerprint.length)
                    .putLong(now.toEpochMilli())
                    .put(fingerprint)
                    .array();
            writeBatch.put(tokens, key, stored);
            return true;
        }
        byte[] stored = used.get().array();
        if (!Arrays.equals(stored, Long.BYTES, stored.length, fingerprint, 0, fingerprint.length)) {
            throw AwsServiceException.dynamo(
                    "IdempotentParameterMismatchException",
                    "The request uses the same client token as a previous, but non-identical request. Do not reuse a"
                            + " client token with different requests, unless the requests are identical");
        }
        return false;
    }

    /** Forgets the old ones. */
    void trim(Instant now, WriteBatch writeBatch) {
        List<byte[]> old = new ArrayList<>();
        tokens.visit(ByteRange.all(), true, (key, stored) -> {
            if (isOld(ByteBuffer.wrap(stored).getLong(), now)) {
                old.add(key);
            }
            return true;
        });
        old.forEach(key -> writeBatch.remove(tokens, key));
    }

    private static boolean isOld(long millis, Instant now) {
        return !Instant.ofEpochMilli(millis).plus(KEPT).isAfter(now);
    }

    private static byte[] fingerprint(RequestParameters request) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(request.json().path("TransactItems").toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
