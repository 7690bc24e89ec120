package farebox.local.differential;

import software.amazon.awssdk.services.s3.model.S3Request;

/** A request and the bytes that go with it. */
record S3Step(S3Request request, byte[] body) {
    static S3Step of(S3Request request) {
        return new S3Step(request, new byte[0]);
    }
}
