/** What DynamoDB stores: values of ten types, items, their JSON, their order and their size. */
@NullMarked
package farebox.local.dynamodb.value;

import org.jspecify.annotations.NullMarked;
