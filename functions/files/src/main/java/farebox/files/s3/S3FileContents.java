package farebox.files.s3;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.files.FileContents;
import farebox.files.Filename;
import farebox.kernel.ByteCount;
import farebox.kernel.Sha256;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Objects of one bucket. */
public final class S3FileContents implements FileContents {
    private static final String UNAVAILABLE = "files cannot be stored or read at the moment";

    private final S3Client s3;
    private final Supplier<S3Presigner> presigner;
    private final String bucket;

    /** @param presigner made when a URL is signed, with the credentials of that time */
    public S3FileContents(S3Client s3, Supplier<S3Presigner> presigner, String bucket) {
        this.s3 = s3;
        this.presigner = presigner;
        this.bucket = bucket;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3FileContents connect(String bucket) {
        return new S3FileContents(AwsClients.build(S3Client.builder()), S3Presigner::create, bucket);
    }

    @Override
    public ByteCount put(String key, Writer writer) {
        return call(() -> PartUpload.write(s3, bucket, key, writer));
    }

    @Override
    public Optional<InputStream> open(String key) {
        return AwsRequests.find(
                UNAVAILABLE, () -> s3.getObject(get -> get.bucket(bucket).key(key)));
    }

    @Override
    public void delete(String key) {
        call(() -> s3.deleteObject(delete -> delete.bucket(bucket).key(key)));
    }

    @Override
    public URI downloadUrl(String key, String filename, Duration lifetime) {
        GetObjectRequest get = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .responseContentDisposition(Filename.attachment(filename))
                .build();
        PresignedRequest signed = signed(signing -> signing.presignGetObject(
                presign -> presign.signatureDuration(lifetime).getObjectRequest(get)));
        return URI.create(signed.url().toString());
    }

    @Override
    public SignedUpload uploadUrl(String key, ByteCount size, Sha256 digest, Duration lifetime) {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentLength(size.bytes())
                .checksumSHA256(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex())))
                .build();
        PresignedRequest signed = signed(signing -> signing.presignPutObject(
                presign -> presign.signatureDuration(lifetime).putObjectRequest(put)));
        return new SignedUpload(URI.create(signed.url().toString()), headers(signed));
    }

    private PresignedRequest signed(Function<S3Presigner, PresignedRequest> request) {
        return call(() -> {
            try (S3Presigner signing = presigner.get()) {
                return request.apply(signing);
            }
        });
    }

    private static Map<String, String> headers(PresignedRequest signed) {
        return signed.signedHeaders().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("host"))
                .collect(Collectors.toMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
    }

    private static <T> T call(Supplier<T> request) {
        return AwsRequests.call(UNAVAILABLE, request);
    }
}
