package farebox.local.s3;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A store that tells of what is stored in it. */
final class ObservedBlobStore extends ForwardingBlobStore {
    /** Of the objects by which S3Proxy remembers uploads in parts. */
    private static final String INTERNAL_PREFIX = ".s3proxy-";

    /** The server under S3Proxy reads such a body as a form, and leaves nothing to store. */
    private static final String FORM = "application/x-www-form-urlencoded";

    private final UploadListener uploads;

    ObservedBlobStore(BlobStore store, UploadListener uploads) {
        super(store);
        this.uploads = uploads;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        if (FORM.equals(request.contentType()) && request.contentLength() != null && request.contentLength() > 0) {
            throw refused("the local emulator takes no body of the type " + FORM + "; send another content-type");
        }
        PutObjectResponse response = super.putBlob(request, payload);
        tell(request.bucket(), request.key(), "PutObject");
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse response = super.copyBlob(request);
        tell(request.destinationBucket(), request.destinationKey(), "CopyObject");
        return response;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        tell(upload.containerName(), upload.blobName(), "CompleteMultipartUpload");
        return response;
    }

    private static AwsServiceException refused(String message) {
        return S3Exception.builder()
                .statusCode(400)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("InvalidRequest")
                        .errorMessage(message)
                        .build())
                .build();
    }

    private void tell(String bucket, String key, String operation) {
        if (key.startsWith(INTERNAL_PREFIX)) {
            return;
        }
        HeadObjectResponse stored =
                blobMetadata(HeadObjectRequest.builder().bucket(bucket).key(key).build());
        // Another request may have removed it already.
        if (stored != null) {
            String etag = stored.eTag() == null ? "" : stored.eTag().replace("\"", "");
            uploads.uploaded(new UploadListener.Upload(bucket, key, stored.contentLength(), etag, operation));
        }
    }
}
