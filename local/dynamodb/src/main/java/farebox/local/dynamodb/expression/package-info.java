/**
 * DynamoDB's expressions: what they are made of, how they are read and what they do to an item. The grammar and the
 * errors are those of the developer guide; knows no table and no request.
 */
@NullMarked
package farebox.local.dynamodb.expression;

import org.jspecify.annotations.NullMarked;
