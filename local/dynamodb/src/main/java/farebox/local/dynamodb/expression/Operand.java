package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.value.Bytes;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.Value;
import java.util.Optional;

/** What a condition compares. */
public sealed interface Operand extends Parsed permits Path, Operand.Literal, Operand.Size {
    /** A value of the request. */
    record Literal(Value value) implements Operand {}

    /** The length of what the operand is. */
    record Size(Operand of) implements Operand {}

    /** What it is for an item; empty if the item lacks it. */
    default Optional<Value> in(Item item) {
        return switch (this) {
            case Path path -> path.find(item);
            case Literal literal -> Optional.of(literal.value());
            case Size size -> size.of().in(item).flatMap(Operand::length).map(Value.N::of);
        };
    }

    private static Optional<Integer> length(Value value) {
        return switch (value) {
            case Value.S text -> Optional.of(text.text().length());
            case Value.B(Bytes bytes) -> Optional.of(bytes.length());
            case Value.M map -> Optional.of(map.entries().size());
            case Value.L list -> Optional.of(list.elements().size());
            case Value.SS set -> Optional.of(set.elements().size());
            case Value.NS set -> Optional.of(set.elements().size());
            case Value.BS set -> Optional.of(set.elements().size());
            case Value.N ignored -> Optional.empty();
            case Value.Bool ignored -> Optional.empty();
            case Value.Null ignored -> Optional.empty();
        };
    }
}
