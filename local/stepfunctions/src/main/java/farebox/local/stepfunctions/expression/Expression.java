package farebox.local.stepfunctions.expression;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One compiled JSONata expression. */
final class Expression implements ExpressionTemplate {
    private static final String OPENING = "{%";
    private static final String CLOSING = "%}";
    private static final int MAX_DEPTH = 500;
    private static final long TIMEOUT_MILLIS = 5_000;

    private final String field;
    private final String text;
    private final Jsonata compiled;

    private Expression(String field, String text, Jsonata compiled) {
        this.field = field;
        this.text = text;
        this.compiled = compiled;
    }

    /** What stands between the delimiters, if these are the first and last characters. */
    static Optional<String> in(String value, boolean textual) {
        boolean delimited = textual
                && value.length() >= OPENING.length() + CLOSING.length()
                && value.startsWith(OPENING)
                && value.endsWith(CLOSING);
        return delimited
                ? Optional.of(value.substring(OPENING.length(), value.length() - CLOSING.length())
                        .strip())
                : Optional.empty();
    }

    static Expression compile(String field, String text) {
        try {
            Jsonata compiled = Jsonata.jsonata(text);
            // A null in the result then stays apart from no result.
            compiled.setOutputConvertNulls(false);
            return new Expression(field, text, compiled);
        } catch (RuntimeException e) {
            throw new QueryEvaluationException(
                    "The JSONata expression '" + text + "' is not valid: " + e.getMessage(), e);
        }
    }

    @Override
    public JsonNode evaluate(Bindings bindings) {
        Jsonata.Frame frame = compiled.createFrame();
        frame.setRuntimeBounds(TIMEOUT_MILLIS, MAX_DEPTH);
        bindings.bindTo(frame);
        Object value = value(frame);
        if (value == null) {
            throw new QueryEvaluationException("The JSONata expression '" + text + "' specified for the field '" + field
                    + "' returned nothing (undefined).");
        }
        return JsonValues.toJson(value)
                .orElseThrow(() -> new QueryEvaluationException("The JSONata expression '" + text
                        + "' specified for the field '" + field + "' returned a value that is not JSON."));
    }

    @Override
    public boolean constant() {
        return false;
    }

    private @Nullable Object value(Jsonata.Frame frame) {
        try {
            return compiled.evaluate(null, frame);
        } catch (RuntimeException | StackOverflowError e) {
            throw new QueryEvaluationException(
                    "The JSONata expression '" + text + "' specified for the field '" + field
                            + "' threw an error during evaluation: " + e.getMessage(),
                    e);
        }
    }
}
