package farebox.cli.export;

/** What became of a record that was sent to another billing system. */
public sealed interface SendStatus {
    record Accepted() implements SendStatus {}

    /** Sent before under the same identifier, and billed once. */
    record Duplicate() implements SendStatus {}

    /** Not taken, and would not be if it were sent again. */
    record Rejected(String reason) implements SendStatus {}

    /** Not known to be taken; send it again. */
    record NotSent(String reason) implements SendStatus {}

    /** Whether the receiver has the record. */
    default boolean isTaken() {
        return switch (this) {
            case Accepted _, Duplicate _ -> true;
            case Rejected _, NotSent _ -> false;
        };
    }
}
