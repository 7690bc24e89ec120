package farebox.files.s3;

import farebox.aws.AwsClients;
import farebox.files.FileContents;
import farebox.files.Filename;
import farebox.kernel.ByteCount;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Objects of one bucket. */
public final class S3FileContents implements FileContents {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

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
        try (PartUpload upload = new PartUpload(s3, bucket, key)) {
            writer.writeTo(upload);
            return upload.complete();
        } catch (SdkException | IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<InputStream> open(String key) {
        try {
            return Optional.of(s3.getObject(get -> get.bucket(bucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void delete(String key) {
        try {
            s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    @Override
    public URI downloadUrl(String key, String filename, Duration lifetime) {
        GetObjectRequest get = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .responseContentDisposition(Filename.attachment(filename))
                .build();
        try (S3Presigner signing = presigner.get()) {
            return URI.create(signing.presignGetObject(
                            presign -> presign.signatureDuration(lifetime).getObjectRequest(get))
                    .url()
                    .toString());
        } catch (SdkException e) {
            throw unavailable(e);
        }
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
        try (S3Presigner signing = presigner.get()) {
            PresignedPutObjectRequest signed = signing.presignPutObject(
                    presign -> presign.signatureDuration(lifetime).putObjectRequest(put));
            return new SignedUpload(URI.create(signed.url().toString()), headers(signed));
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private static Map<String, String> headers(PresignedPutObjectRequest signed) {
        return signed.signedHeaders().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("host"))
                .collect(Collectors.toMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
    }

    private static Unavailable unavailable(Exception cause) {
        return new Unavailable("files cannot be stored or read at the moment", DEFAULT_RETRY, cause);
    }
}
