package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.expression.Condition;
import farebox.local.dynamodb.expression.Operand;
import farebox.local.dynamodb.expression.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What filters of a Query may not do. */
final class Filters {
    private Filters() {}

    /** @throws AwsServiceException if the filter asks for a key, which belongs into the key condition */
    static void refuseKeys(Condition filter, KeySchema keys) {
        Optional<String> key =
                paths(filter).map(Path::head).filter(keys.names()::contains).findFirst();
        key.ifPresent(name -> {
            throw AwsServiceException.validation(
                    "Filter Expression can only contain non-primary key attributes: Primary key attribute: " + name);
        });
    }

    private static Stream<Path> paths(Condition condition) {
        return switch (condition) {
            case Condition.Or or -> Stream.concat(paths(or.left()), paths(or.right()));
            case Condition.And and -> Stream.concat(paths(and.left()), paths(and.right()));
            case Condition.Not not -> paths(not.negated());
            case Condition.Comparison comparison -> paths(comparison.left(), comparison.right());
            case Condition.Between between -> paths(between.tested(), between.low(), between.high());
            case Condition.In in ->
                Stream.concat(paths(in.tested()), in.choices().stream().flatMap(Filters::paths));
            case Condition.Exists exists -> Stream.of(exists.path());
            case Condition.Missing missing -> Stream.of(missing.path());
            case Condition.HasType has -> paths(has.tested());
            case Condition.BeginsWith begins -> paths(begins.tested(), begins.prefix());
            case Condition.Contains contains -> paths(contains.tested(), contains.part());
        };
    }

    private static Stream<Path> paths(Operand... operands) {
        return Stream.of(operands).flatMap(operand -> switch (operand) {
            case Path path -> Stream.of(path);
            case Operand.Size size -> paths(size.of());
            case Operand.Literal ignored -> Stream.empty();
        });
    }
}
