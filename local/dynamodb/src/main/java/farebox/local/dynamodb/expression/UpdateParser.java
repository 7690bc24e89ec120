package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.expression.ExpressionErrors.Kind;
import farebox.local.dynamodb.value.Value;
import farebox.local.dynamodb.value.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads update expressions: SET, REMOVE, ADD and DELETE, each at most once. */
public final class UpdateParser {
    private final TokenReader tokens;
    private final ExpressionErrors expressionErrors = new ExpressionErrors();
    private final OperandParser operands;
    private final SourceParser sources;
    private final Set<String> sections = new HashSet<>();
    private final List<Update.Action> actions = new ArrayList<>();

    private UpdateParser(String source, Placeholders placeholders) {
        this.tokens = new TokenReader(source);
        this.operands = new OperandParser(tokens, placeholders, expressionErrors);
        this.sources = new SourceParser(tokens, operands, expressionErrors);
    }

    /** @throws AwsServiceException with AWS's words for what is wrong, without the name of the parameter */
    public static Update parse(String source, Placeholders placeholders) {
        UpdateParser parser = new UpdateParser(source, placeholders);
        do {
            parser.section();
        } while (parser.tokens.peek().kind() != Token.Kind.END);
        Update update = new Update(parser.actions);
        PathOverlaps.report(update.paths(), parser.expressionErrors);
        parser.expressionErrors.refuseAny();
        return update;
    }

    private void section() {
        String name = tokens.peek().text().toUpperCase(Locale.ROOT);
        switch (tokens.peek().kind() == Token.Kind.WORD ? name : "") {
            case "SET" -> section(name, this::set);
            case "REMOVE" -> section(name, () -> actions.add(new Update.Action.Remove(operands.path())));
            case "ADD" -> section(name, this::add);
            case "DELETE" -> section(name, this::delete);
            default -> throw tokens.syntaxError();
        }
    }

    private void section(String name, Runnable action) {
        tokens.next();
        do {
            action.run();
        } while (tokens.accept(","));
        if (!sections.add(name)) {
            expressionErrors.report(
                    Kind.SECTION, "The \"" + name + "\" section can only be used once in an update expression;");
        }
    }

    private void set() {
        Path path = operands.path();
        tokens.expect("=");
        actions.add(new Update.Action.Set(path, sources.source()));
    }

    private void add() {
        Path path = operands.path();
        Value value = operands.value().value();
        if (value.type() != ValueType.N) {
            refuseAllButSets("ADD", value);
        }
        actions.add(new Update.Action.Add(path, value));
    }

    private void delete() {
        Path path = operands.path();
        Value value = operands.value().value();
        refuseAllButSets("DELETE", value);
        actions.add(new Update.Action.Delete(path, value));
    }

    private void refuseAllButSets(String operator, Value value) {
        if (!value.type().isSet()) {
            expressionErrors.report(
                    Kind.OPERAND,
                    "Incorrect operand type for operator or function; operator: " + operator + ", operand type: "
                            + value.type().words());
        }
    }
}
