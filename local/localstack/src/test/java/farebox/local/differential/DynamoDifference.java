package farebox.local.differential;

/** Where LocalStack's DynamoDB, which is moto's, answers otherwise than the local emulator's. */
enum DynamoDifference implements KnownDifference {
    REPEATED_TRANSACTION(
            Right.EMULATOR,
            "TransactWriteItems: ClientRequestToken",
            "moto does not look at the token: it does a repeated transaction again, and takes another one's token",
            found -> found.repeated() ? found.emulator() : found.localstack()),
    BREAKS(
            Right.EMULATOR,
            "Common Errors",
            "moto fails with an exception of Python's own: the size of what is not there, a comparison of types that have"
                    + " no order, list_append to what is not there",
            DynamoBridges::withoutBreak),
    EMPTY_MEMBERS(
            Right.EMULATOR,
            "PutItem, UpdateItem, DeleteItem, TransactWriteItems: Response Elements",
            "moto answers an empty Attributes or ItemCollectionMetrics where there is nothing to tell",
            DynamoBridges::withoutEmptyMembers),
    INSERTED_TWICE(
            Right.EMULATOR,
            "Change data capture for DynamoDB Streams",
            "moto makes a missing item with its key alone before it updates it, and records both",
            RecordBridges::withoutBareInserts),
    RECORDED_WITHOUT_CHANGE(
            Right.EMULATOR,
            "Change data capture for DynamoDB Streams",
            "a write that changes nothing leaves no record; moto writes one",
            RecordBridges::withoutVainRecords),
    MORE_THAN_UPDATED(
            Right.EMULATOR,
            "UpdateItem: ReturnValues",
            "UPDATED_OLD and UPDATED_NEW give what the paths lead to; moto gives the whole list or map around it, and the"
                    + " key where nothing was updated",
            DynamoBridges::withOnlyUpdated),
    REVERSED_BOUNDS(
            Right.EMULATOR,
            "Key condition expressions for the Query operation in DynamoDB",
            "BETWEEN with a lower bound above the upper one is refused; moto finds nothing",
            found -> found.isTaken() && RequestValidity.hasReversedBounds(found.request())
                    ? found.emulator()
                    : found.localstack()),
    UNORDERED_OPERANDS(
            Right.EMULATOR,
            "Condition and filter expressions, operators, and functions in DynamoDB",
            "only strings, numbers and binaries have an order; moto compares by it whatever there is",
            found -> found.isTaken() && RequestValidity.ordersTheUnordered(found.request())
                    ? found.emulator()
                    : found.localstack()),
    SAME_OPERAND(
            Right.EMULATOR,
            "Condition and filter expressions, operators, and functions in DynamoDB",
            "a comparison of a path with itself is refused; moto compares",
            found -> found.isTaken() && RequestValidity.comparesWithItself(found.request())
                    ? found.emulator()
                    : found.localstack()),
    ABSENT_IS_NULL(
            Right.EMULATOR,
            "Condition and filter expressions, operators, and functions in DynamoDB",
            "moto takes what is absent for a NULL, which equals NULL and whatever else is absent; on DynamoDB it equals"
                    + " nothing",
            found -> RequestValidity.comparesPathsOrNulls(found.request()) ? found.emulator() : found.localstack()),
    TRUE_IS_ONE(
            Right.EMULATOR,
            "Condition and filter expressions, operators, and functions in DynamoDB",
            "values of different types are never equal; to Python True is 1 and False is 0",
            DynamoBridges::withoutPythonTruth),
    WRONG_KEY_TYPE(
            Right.EMULATOR,
            "GetItem: Key",
            "a key of another type than the table's is refused; moto finds nothing",
            found -> found.isTaken() && found.says("Key=\\{id=AttributeValue\\(N=")
                    ? found.emulator()
                    : found.localstack()),
    INVALID_UPDATE(
            Right.EMULATOR,
            "Using update expressions in DynamoDB",
            "an update with paths that overlap, or an operand that DELETE or ADD does not take, is refused as it stands;"
                    + " moto looks at the condition first",
            found -> found.isTaken()
                            && (RequestValidity.updatesTwice(found.request())
                                    || RequestValidity.hasWrongOperand(found.request()))
                    ? found.emulator()
                    : found.localstack()),
    SHARED_SET(
            Right.EMULATOR,
            "Using update expressions in DynamoDB",
            "SET copies a set; moto keeps one set for both attributes, and ADD or DELETE changes it for both",
            found -> found.bothAnswer()
                            && found.says("\\b(?:ADD|DELETE) ")
                            && RecordBridges.hasSetTwice(found.emulator())
                    ? found.emulator()
                    : found.localstack()),
    SEES_EARLIER_ACTIONS(
            Right.EMULATOR,
            "Using update expressions in DynamoDB",
            "every right side sees the item as it was; moto shows it what the actions before have changed",
            found -> found.bothAnswer() && RequestValidity.readsWhatItChanges(found.request())
                    ? found.emulator()
                    : found.localstack()),
    INVALID_IN_A_TRANSACTION(
            Right.EMULATOR,
            "TransactWriteItems: CancellationReasons",
            "an update that does not fit its item cancels the transaction with the reason ValidationError; moto refuses"
                    + " the request",
            DynamoBridges::cancelledForTheItem),
    FILTERED_BEFORE_LIMIT(
            Right.EMULATOR,
            "Query: Limit",
            "the limit counts items before the filter; moto counts those that the filter leaves",
            DynamoBridges::limitedFirst),
    LAST_PAGE(
            Right.BOTH,
            "Paginating table query results in DynamoDB",
            "a page that the limit ends may be the last and name a key nevertheless; moto looks ahead",
            DynamoBridges::withoutLookingAhead),
    PLACEHOLDER_WITH_INDEX(
            Right.EMULATOR,
            "Using projection expressions in DynamoDB",
            "moto takes #name[1] of a projection for a name, and finds #name unused",
            found -> found.codes("", "ValidationException") && found.says("ProjectionExpression=[^=]*#\\w+\\[")
                    ? found.emulator()
                    : found.localstack());

    @SuppressWarnings("ImmutableEnumChecker") // every bridge is a method without state
    private final Reason reason;

    DynamoDifference(Right right, String page, String words, Bridge bridge) {
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
