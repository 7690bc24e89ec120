package farebox.local.dynamodb.expression;

/** What a pair of parentheses in a condition can hold. */
sealed interface Parsed permits Condition, Operand {}
