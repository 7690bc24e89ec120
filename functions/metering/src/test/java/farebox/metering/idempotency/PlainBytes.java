package farebox.metering.idempotency;

/** For tests whose responses are bytes already. */
public record PlainBytes() implements ResponseCodec<byte[]> {
    @Override
    public byte[] encode(byte[] response) {
        return response.clone();
    }

    @Override
    public byte[] decode(byte[] content) {
        return content.clone();
    }
}
