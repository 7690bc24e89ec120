package farebox.local.differential;

import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/** Where LocalStack's S3 answers otherwise than the local emulator's, which is S3Proxy's. */
enum S3Difference implements KnownDifference {
    NO_CHECKSUMS(
            Right.LOCALSTACK,
            "Checking object integrity for data uploads in Amazon S3",
            "S3Proxy keeps no checksums; Farebox compares its own SHA-256 of a model's files",
            S3Bridges::withoutChecksums),
    UNNAMED_ENCRYPTION(
            Right.LOCALSTACK,
            "Setting default server-side encryption behavior for Amazon S3 buckets",
            "nothing is encrypted on a local disk, and no answer says that it is",
            found -> S3Bridges.without(found, "ServerSideEncryption")),
    OTHER_HEADERS(
            Right.LOCALSTACK,
            "GetObject, HeadObject: Response Elements",
            "S3Proxy names the storage class STANDARD, which S3 leaves out, and not that ranges are accepted",
            found -> S3Bridges.as(found, "StorageClass", "AcceptRanges")),
    EMPTY_START(
            Right.LOCALSTACK,
            "ListObjectsV2: StartAfter",
            "S3Proxy answers an empty StartAfter where none was asked for",
            S3Bridges::withEmptyStart),
    SHORT_PAGES(
            Right.LOCALSTACK,
            "ListObjectsV2: MaxKeys",
            "S3Proxy counts what a page does not show, parts of uploads and keys behind a common prefix, so pages may be"
                    + " short or empty; together they are the same",
            S3Bridges::withSamePages),
    BROKEN_LIST(
            Right.EMULATOR,
            "ListObjectsV2: ContinuationToken",
            "LocalStack fails on some of its own tokens",
            found -> found.is(ListObjectsV2Request.class) && found.codes("", "InternalError")
                    ? found.emulator()
                    : found.localstack()),
    START_IN_A_FOLDER(
            Right.LOCALSTACK,
            "ListObjectsV2: StartAfter, Delimiter",
            "S3Proxy leaves out the common prefix in which a list starts, though keys behind it follow",
            found -> found.is(ListObjectsV2Request.class)
                            && found.bothAnswer()
                            && found.says("Delimiter=/.*StartAfter=[^,)]*/")
                    ? found.emulator()
                    : found.localstack()),
    PART_MARKER(
            Right.LOCALSTACK,
            "ListParts: NextPartNumberMarker",
            "S3Proxy always answers 0",
            found -> S3Bridges.as(found, "NextPartNumberMarker")),
    REVERSED_RANGE(
            Right.LOCALSTACK,
            "GetObject: Range",
            "a range that ends before it begins means nothing and is ignored (RFC 9110, 14.1.1); S3Proxy refuses it",
            found -> found.emulator().code().equals("InvalidRange") && found.says("Range=bytes=4-2")
                    ? found.emulator()
                    : found.localstack()),
    TWO_CONDITIONS(
            Right.LOCALSTACK,
            "PutObject: If-Match, If-None-Match",
            "S3 takes only one of them; S3Proxy takes both",
            found -> found.localstack().code().equals("NotImplemented") && found.says("IfMatch=.*IfNoneMatch=")
                    ? found.emulator()
                    : found.localstack()),
    DELETED_NOWHERE(
            Right.LOCALSTACK,
            "DeleteObject",
            "S3Proxy does not miss the bucket of an object to be deleted",
            found -> found.is(DeleteObjectRequest.class) && found.codes("", "NoSuchBucket")
                    ? found.emulator()
                    : found.localstack()),
    PARTS_OUT_OF_ORDER(
            Right.LOCALSTACK,
            "CompleteMultipartUpload: Errors",
            "S3Proxy puts the parts into their order; S3 wants the list in it",
            found -> found.is(CompleteMultipartUploadRequest.class)
                            && found.localstack().code().equals("InvalidPartOrder")
                    ? found.emulator()
                    : found.localstack()),
    FORGOTTEN_UPLOAD(
            Right.LOCALSTACK,
            "UploadPart, ListParts, AbortMultipartUpload: Errors",
            "S3Proxy does not know which multipart uploads are over: it takes a part of one that was given up",
            found -> found.codes("", "NoSuchUpload") ? found.emulator() : found.localstack());

    @SuppressWarnings("ImmutableEnumChecker") // every bridge is a method without state
    private final Reason reason;

    S3Difference(Right right, String page, String words, Bridge bridge) {
        this.reason = new Reason(right, page, words, bridge);
    }

    @Override
    public Reason reason() {
        return reason;
    }

    @Override
    public String toString() {
        return name() + " " + reason;
    }
}
