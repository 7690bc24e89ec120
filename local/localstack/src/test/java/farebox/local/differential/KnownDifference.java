package farebox.local.differential;

/**
 * Where LocalStack answers otherwise than the local emulator, and why that may be. Whatever is not known fails the
 * tests, and so does what is known and no longer happens.
 */
interface KnownDifference {

    Reason reason();

    /** What LocalStack would have answered without this difference; what it did answer if that is not the matter. */
    default Outcome without(Case found) {
        return reason().bridge().without(found);
    }

    /** Who does as AWS documents. */
    enum Right {
        EMULATOR,
        LOCALSTACK,
        BOTH
    }

    /** @param page of AWS's documentation, by its title */
    record Reason(Right right, String page, String words, Bridge bridge) {
        @Override
        public String toString() {
            return "(" + right + ", see " + page + "): " + words;
        }
    }

    /** The way from LocalStack's outcome to the local emulator's. */
    @FunctionalInterface
    interface Bridge {
        Outcome without(Case found);
    }
}
