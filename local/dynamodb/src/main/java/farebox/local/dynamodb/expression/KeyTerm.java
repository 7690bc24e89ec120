package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a key condition asks of one key attribute. */
public record KeyTerm(Operator operator, List<Value> values) {
    /** The tests that an index can answer. */
    public enum Operator {
        EQ,
        LT,
        LE,
        GT,
        GE,
        BETWEEN,
        BEGINS_WITH
    }

    public KeyTerm {
        values = List.copyOf(values);
    }

    /**
     * The terms of a key condition by attribute.
     *
     * @throws AwsServiceException if the condition asks what no index can answer
     */
    public static Map<String, KeyTerm> of(Condition condition) {
        Map<String, KeyTerm> terms = new LinkedHashMap<>();
        gather(condition, terms);
        return terms;
    }

    private static void gather(Condition condition, Map<String, KeyTerm> terms) {
        switch (condition) {
            case Condition.And and -> {
                gather(and.left(), terms);
                gather(and.right(), terms);
            }
            case Condition.Comparison comparison -> comparison(comparison, terms);
            case Condition.Between between -> {
                refuseUnlessPathFirst("BETWEEN", between.tested());
                add(Operator.BETWEEN, List.of(between.tested(), between.low(), between.high()), terms);
            }
            case Condition.BeginsWith begins -> {
                refuseUnlessPathFirst("begins_with", begins.tested());
                add(Operator.BEGINS_WITH, List.of(begins.tested(), begins.prefix()), terms);
            }
            case Condition.Or ignored -> throw invalidOperator("OR");
            case Condition.Not ignored -> throw invalidOperator("NOT");
            case Condition.In ignored -> throw invalidOperator("IN");
            case Condition.Exists ignored -> throw invalidOperator("attribute_exists");
            case Condition.Missing ignored -> throw invalidOperator("attribute_not_exists");
            case Condition.HasType ignored -> throw invalidOperator("attribute_type");
            case Condition.Contains ignored -> throw invalidOperator("contains");
        }
    }

    private static void comparison(Condition.Comparison comparison, Map<String, KeyTerm> terms) {
        boolean inOrder = comparison.left() instanceof Path;
        Condition.Comparator comparator =
                inOrder ? comparison.comparator() : comparison.comparator().mirrored();
        Operator operator = switch (comparator) {
            case EQ -> Operator.EQ;
            case LT -> Operator.LT;
            case LE -> Operator.LE;
            case GT -> Operator.GT;
            case GE -> Operator.GE;
            case NE -> throw invalidOperator("<>");
        };
        add(operator, List.of(comparison.left(), comparison.right()), terms);
    }

    private static void add(Operator operator, List<Operand> operands, Map<String, KeyTerm> terms) {
        Optional<Path> attribute = Optional.empty();
        List<Value> values = new ArrayList<>();
        for (Operand operand : operands) {
            switch (operand) {
                case Operand.Size ignored ->
                    throw AwsServiceException.validation("KeyConditionExpressions cannot contain nested operations");
                case Operand.Literal literal -> values.add(literal.value());
                case Path path -> {
                    if (attribute.isPresent()) {
                        throw invalid("Multiple attribute names used in one condition");
                    }
                    attribute = Optional.of(topLevel(path));
                }
            }
        }
        String name = attribute
                .orElseThrow(() -> invalid("No key attribute specified"))
                .head();
        if (terms.putIfAbsent(name, new KeyTerm(operator, values)) != null) {
            throw AwsServiceException.validation("KeyConditionExpressions must only contain one condition per key");
        }
    }

    private static Path topLevel(Path path) {
        if (path.isNested()) {
            throw AwsServiceException.validation("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        return path;
    }

    private static void refuseUnlessPathFirst(String operator, Operand first) {
        if (!(first instanceof Path)) {
            throw invalid(operator + " operator must have the key attribute as its first operand");
        }
    }

    private static AwsServiceException invalid(String detail) {
        return AwsServiceException.validation("Invalid condition in KeyConditionExpression: " + detail);
    }

    private static AwsServiceException invalidOperator(String operator) {
        return AwsServiceException.validation("Invalid operator used in KeyConditionExpression: " + operator);
    }
}
