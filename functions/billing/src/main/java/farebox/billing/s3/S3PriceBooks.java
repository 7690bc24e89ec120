package farebox.billing.s3;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.billing.json.PriceBookFormat;
import farebox.billing.pricebook.PriceBooks;
import farebox.billing.pricebook.PriceTimeline;
import farebox.billing.pricebook.PublishedBook;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Price books as objects {@code prices/<effective instant>.json}, each written only if there is none. A book never
 * changes, so that each is read once.
 */
public final class S3PriceBooks implements PriceBooks {
    private static final String PREFIX = "prices/";
    private static final String SUFFIX = ".json";
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String UNAVAILABLE = "price books cannot be stored or read at the moment";
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;

    private final S3Client s3;
    private final String bucket;
    private final PriceBookFormat format = new PriceBookFormat();
    private final Map<String, PublishedBook> read = new ConcurrentHashMap<>();

    public S3PriceBooks(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3PriceBooks connect(String bucket) {
        return new S3PriceBooks(AwsClients.build(S3Client.builder()), bucket);
    }

    @Override
    public boolean add(PublishedBook book, byte[] json) {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(PREFIX + MILLISECONDS.format(book.effective()) + SUFFIX)
                .contentType("application/json")
                .ifNoneMatch("*")
                .build();
        return AwsRequests.call(UNAVAILABLE, Map.of(PRECONDITION_FAILED, false, CONFLICT, false), () -> {
            s3.putObject(put, RequestBody.fromBytes(json));
            return true;
        });
    }

    @Override
    public PriceTimeline all() {
        ListObjectsV2Request list =
                ListObjectsV2Request.builder().bucket(bucket).prefix(PREFIX).build();
        return AwsRequests.call(
                UNAVAILABLE,
                () -> new PriceTimeline(s3.listObjectsV2Paginator(list).contents().stream()
                        .map(S3Object::key)
                        .map(key -> read.computeIfAbsent(key, this::read))
                        .toList()));
    }

    private PublishedBook read(String key) {
        byte[] json = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
        String instant = key.substring(PREFIX.length(), key.length() - SUFFIX.length());
        return new PublishedBook(Instant.parse(instant), format.read(json));
    }
}
