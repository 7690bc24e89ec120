package farebox.local.stepfunctions.definition;

import farebox.local.stepfunctions.expression.ExpressionTemplate;
import java.util.Optional;

/**
 * The items of a Map state.
 *
 * @param items an array or an object; empty for the state's input
 * @param selector the input of an iteration; empty for the item
 * @param maxConcurrency iterations at once; 0 for all
 */
public record MapItems(
        Optional<ExpressionTemplate> items, Optional<ExpressionTemplate> selector, ExpressionTemplate maxConcurrency) {}
