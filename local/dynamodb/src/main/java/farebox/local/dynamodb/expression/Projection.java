package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;

/** The parts of an item that are wanted. */
public record Projection(List<Path> paths) {
    public Projection {
        paths = List.copyOf(paths);
    }

    /** @throws AwsServiceException with AWS's words for what is wrong, without the name of the parameter */
    public static Projection parse(String source, Placeholders placeholders) {
        TokenReader tokens = new TokenReader(source);
        ExpressionErrors expressionErrors = new ExpressionErrors();
        OperandParser operands = new OperandParser(tokens, placeholders, expressionErrors);
        List<Path> paths = new ArrayList<>();
        do {
            paths.add(operands.path());
        } while (tokens.accept(","));
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.syntaxError();
        }
        PathOverlaps.report(paths, expressionErrors);
        expressionErrors.refuseAny();
        return new Projection(paths);
    }

    /** Of an item, only what the paths lead to, still in its structure; elements of a list close up. */
    public Item of(Item item) {
        MutableDocument.Entries part = new MutableDocument.Entries();
        paths.forEach(path -> path.find(item).ifPresent(value -> part.putDeep(path, value)));
        return new Item(MutableDocument.finished(part));
    }
}
