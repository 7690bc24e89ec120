package farebox.local.differential;

import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * Where LocalStack answers otherwise than the laptop cloud, and why that may be. Whatever is not here fails the tests,
 * and so does what is here and no longer happens.
 */
enum KnownDifference {
    REPEATED_TRANSACTION(
            Surface.DYNAMO,
            Right.LAPTOP,
            "TransactWriteItems: ClientRequestToken",
            "moto does not look at the token: it does a repeated transaction again, and takes another one's token",
            found -> found.repeated() ? found.laptop() : found.localstack()),
    BREAKS(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Common Errors",
            "moto fails with an exception of Python's own: the size of what is not there, a comparison of types that have"
                    + " no order, list_append to what is not there",
            DynamoBridges::withoutBreak),
    EMPTY_MEMBERS(
            Surface.DYNAMO,
            Right.LAPTOP,
            "PutItem, UpdateItem, DeleteItem, BatchWriteItem, TransactWriteItems: Response Elements",
            "moto answers an empty Attributes or ItemCollectionMetrics where there is nothing to tell",
            DynamoBridges::withoutEmptyMembers),
    INSERTED_TWICE(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Change data capture for DynamoDB Streams",
            "moto makes a missing item with its key alone before it updates it, and records both",
            RecordBridges::withoutBareInserts),
    RECORDED_WITHOUT_CHANGE(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Change data capture for DynamoDB Streams",
            "a write that changes nothing leaves no record; moto writes one",
            RecordBridges::withoutVainRecords),
    MORE_THAN_UPDATED(
            Surface.DYNAMO,
            Right.LAPTOP,
            "UpdateItem: ReturnValues",
            "UPDATED_OLD and UPDATED_NEW give what the paths lead to; moto gives the whole list or map around it, and the"
                    + " key where nothing was updated",
            DynamoBridges::withOnlyUpdated),
    WHOLE_ITEM(
            Surface.DYNAMO,
            Right.LAPTOP,
            "TransactGetItems: Get",
            "moto does not look at the projections of a transaction",
            DynamoBridges::projected),
    NAMED_TWICE(
            Surface.DYNAMO,
            Right.LAPTOP,
            "TransactGetItems, BatchWriteItem: Errors",
            "a request that names an item twice is refused; moto takes it",
            found ->
                    found.isTaken() && Wording.namesAnItemTwice(found.request()) ? found.laptop() : found.localstack()),
    OVERLAPPING_PROJECTION(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Using projection expressions in DynamoDB",
            "a projection with paths that overlap is refused; moto takes it",
            found -> found.isTaken() && Wording.projectsTwice(found.request()) ? found.laptop() : found.localstack()),
    REVERSED_BOUNDS(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Key condition expressions for the Query operation in DynamoDB",
            "BETWEEN with a lower bound above the upper one is refused; moto finds nothing",
            found -> found.isTaken() && Wording.hasReversedBounds(found.request())
                    ? found.laptop()
                    : found.localstack()),
    UNORDERED_OPERANDS(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Condition and filter expressions, operators, and functions in DynamoDB",
            "only strings, numbers and binaries have an order; moto compares by it whatever there is",
            found -> found.isTaken() && Wording.ordersTheUnordered(found.request())
                    ? found.laptop()
                    : found.localstack()),
    SAME_OPERAND(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Condition and filter expressions, operators, and functions in DynamoDB",
            "a comparison of a path with itself is refused; moto compares",
            found -> found.isTaken() && Wording.comparesWithItself(found.request())
                    ? found.laptop()
                    : found.localstack()),
    ABSENT_IS_NULL(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Condition and filter expressions, operators, and functions in DynamoDB",
            "moto takes what is absent for a NULL, which equals NULL and whatever else is absent; on DynamoDB it equals"
                    + " nothing",
            found -> Wording.comparesPathsOrNulls(found.request()) ? found.laptop() : found.localstack()),
    TRUE_IS_ONE(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Condition and filter expressions, operators, and functions in DynamoDB",
            "values of different types are never equal; to Python True is 1 and False is 0",
            DynamoBridges::withoutPythonTruth),
    WRONG_KEY_TYPE(
            Surface.DYNAMO,
            Right.LAPTOP,
            "GetItem: Key",
            "a key of another type than the table's is refused; moto finds nothing",
            found -> found.isTaken() && found.says("Key=\\{id=AttributeValue\\(N=")
                    ? found.laptop()
                    : found.localstack()),
    UNUSED_NAME(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Expression attribute names (aliases) in DynamoDB",
            "a name that no expression uses is refused; moto does not look at those of a transaction's reads",
            found -> found.isTaken() && Wording.hasUnusedName(found.request()) ? found.laptop() : found.localstack()),
    OVERLAPPING_UPDATE(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Using update expressions in DynamoDB",
            "an update with paths that overlap is refused as it stands; moto looks at the condition first",
            found -> found.isTaken() && Wording.updatesTwice(found.request()) ? found.laptop() : found.localstack()),
    SEES_EARLIER_ACTIONS(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Using update expressions in DynamoDB",
            "every right side sees the item as it was; moto shows it what the actions before have changed",
            found -> found.bothAnswer() && Wording.readsWhatItChanges(found.request())
                    ? found.laptop()
                    : found.localstack()),
    INVALID_IN_A_TRANSACTION(
            Surface.DYNAMO,
            Right.LAPTOP,
            "TransactWriteItems: CancellationReasons",
            "an update that does not fit its item cancels the transaction with the reason ValidationError; moto refuses"
                    + " the request",
            DynamoBridges::cancelledForTheItem),
    FILTERED_BEFORE_LIMIT(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Query: Limit",
            "the limit counts items before the filter; moto counts those that the filter leaves",
            DynamoBridges::limitedFirst),
    LAST_PAGE(
            Surface.DYNAMO,
            Right.BOTH,
            "Paginating table query results in DynamoDB",
            "a page that the limit ends may be the last and name a key nevertheless; moto looks ahead",
            DynamoBridges::withoutLookingAhead),
    PLACEHOLDER_WITH_INDEX(
            Surface.DYNAMO,
            Right.LAPTOP,
            "Using projection expressions in DynamoDB",
            "moto takes #name[1] of a projection for a name, and finds #name unused",
            found -> found.codes("", "ValidationException") && found.says("ProjectionExpression=[^=]*#\\w+\\[")
                    ? found.laptop()
                    : found.localstack()),

    NO_CHECKSUMS(
            Surface.S3,
            Right.LOCALSTACK,
            "Checking object integrity for data uploads in Amazon S3",
            "S3Proxy keeps no checksums; Farebox compares its own SHA-256 of a model's files",
            S3Bridges::withoutChecksums),
    UNNAMED_ENCRYPTION(
            Surface.S3,
            Right.LOCALSTACK,
            "Setting default server-side encryption behavior for Amazon S3 buckets",
            "nothing is encrypted on a laptop, and no answer says that it is",
            found -> S3Bridges.without(found, "ServerSideEncryption")),
    OTHER_HEADERS(
            Surface.S3,
            Right.LOCALSTACK,
            "GetObject, HeadObject: Response Elements",
            "S3Proxy names the storage class STANDARD, which S3 leaves out, and not that ranges are accepted",
            found -> S3Bridges.as(found, "StorageClass", "AcceptRanges")),
    EMPTY_START(
            Surface.S3,
            Right.LOCALSTACK,
            "ListObjectsV2: StartAfter",
            "S3Proxy answers an empty StartAfter where none was asked for",
            S3Bridges::withEmptyStart),
    SHORT_PAGES(
            Surface.S3,
            Right.LOCALSTACK,
            "ListObjectsV2: MaxKeys",
            "S3Proxy counts what a page does not show, parts of uploads and keys behind a common prefix, so pages may be"
                    + " short or empty; together they are the same",
            S3Bridges::withSamePages),
    BROKEN_LIST(
            Surface.S3,
            Right.LAPTOP,
            "ListObjectsV2: ContinuationToken",
            "LocalStack fails on some of its own tokens",
            found -> found.is(ListObjectsV2Request.class) && found.codes("", "InternalError")
                    ? found.laptop()
                    : found.localstack()),
    START_IN_A_FOLDER(
            Surface.S3,
            Right.LOCALSTACK,
            "ListObjectsV2: StartAfter, Delimiter",
            "S3Proxy leaves out the common prefix in which a list starts, though keys behind it follow",
            found -> found.is(ListObjectsV2Request.class)
                            && found.bothAnswer()
                            && found.says("Delimiter=/.*StartAfter=[^,)]*/")
                    ? found.laptop()
                    : found.localstack()),
    PART_MARKER(
            Surface.S3,
            Right.LOCALSTACK,
            "ListParts: NextPartNumberMarker",
            "S3Proxy always answers 0",
            found -> S3Bridges.as(found, "NextPartNumberMarker")),
    REVERSED_RANGE(
            Surface.S3,
            Right.LOCALSTACK,
            "GetObject: Range",
            "a range that ends before it begins means nothing and is ignored (RFC 9110, 14.1.1); S3Proxy refuses it",
            found -> found.laptop().code().equals("InvalidRange") && found.says("Range=bytes=4-2")
                    ? found.laptop()
                    : found.localstack()),
    TWO_CONDITIONS(
            Surface.S3,
            Right.LOCALSTACK,
            "PutObject: If-Match, If-None-Match",
            "S3 takes only one of them; S3Proxy takes both",
            found -> found.localstack().code().equals("NotImplemented") && found.says("IfMatch=.*IfNoneMatch=")
                    ? found.laptop()
                    : found.localstack()),
    DELETED_NOWHERE(
            Surface.S3,
            Right.LOCALSTACK,
            "DeleteObject",
            "S3Proxy does not miss the bucket of an object to be deleted",
            found -> found.is(DeleteObjectRequest.class) && found.codes("", "NoSuchBucket")
                    ? found.laptop()
                    : found.localstack()),
    PARTS_OUT_OF_ORDER(
            Surface.S3,
            Right.LOCALSTACK,
            "CompleteMultipartUpload: Errors",
            "S3Proxy puts the parts into their order; S3 wants the list in it",
            found -> found.is(CompleteMultipartUploadRequest.class)
                            && found.localstack().code().equals("InvalidPartOrder")
                    ? found.laptop()
                    : found.localstack()),
    FORGOTTEN_UPLOAD(
            Surface.S3,
            Right.LOCALSTACK,
            "UploadPart, ListParts, AbortMultipartUpload: Errors",
            "S3Proxy does not know which multipart uploads are over: it takes a part of one that was given up",
            found -> found.codes("", "NoSuchUpload") ? found.laptop() : found.localstack()),
    ;

    /** What is compared. */
    enum Surface {
        DYNAMO,
        S3
    }

    /** Who does as AWS documents. */
    enum Right {
        LAPTOP,
        LOCALSTACK,
        BOTH
    }

    private final Surface surface;
    private final Right right;
    private final String page;
    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // every bridge is a method without state
    private final Bridge bridge;

    KnownDifference(Surface surface, Right right, String page, String reason, Bridge bridge) {
        this.surface = surface;
        this.right = right;
        this.page = page;
        this.reason = reason;
        this.bridge = bridge;
    }

    Surface surface() {
        return surface;
    }

    /** What LocalStack would have answered without this difference; what it did answer if that is not the matter. */
    Outcome without(Case found) {
        return bridge.without(found);
    }

    @Override
    public String toString() {
        return name() + " (" + right + ", see " + page + "): " + reason;
    }

    @FunctionalInterface
    interface Bridge {
        Outcome without(Case found);
    }
}
