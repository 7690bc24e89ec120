package farebox.local.dynamodb.expression;

import farebox.local.dynamodb.expression.ExpressionErrors.Kind;
import java.util.List;

/** Finds paths of one expression that stand in each other's way. */
final class PathOverlaps {
    private PathOverlaps() {}

    static void report(List<Path> paths, ExpressionErrors expressionErrors) {
        for (int second = 1; second < paths.size(); second++) {
            for (int first = 0; first < second; first++) {
                report(paths.get(first), paths.get(second), expressionErrors);
            }
        }
    }

    private static void report(Path one, Path two, ExpressionErrors expressionErrors) {
        String rest =
                " with each other; must remove or rewrite one of these paths; path one: " + one + ", path two: " + two;
        if (one.overlaps(two)) {
            expressionErrors.report(Kind.OVERLAP, "Two document paths overlap" + rest);
        } else if (one.conflicts(two)) {
            expressionErrors.report(Kind.OVERLAP, "Two document paths conflict" + rest);
        }
    }
}
