/**
 * The local emulator's DynamoDB and S3 beside LocalStack's: the same requests, made up from a seed, go to both through
 * real clients, and every answer must be the same unless {@link farebox.local.differential.KnownDifference} says why it
 * is not. Runs only when asked for, with the system property {@code farebox.localstack} naming LocalStack's address.
 */
@NullMarked
package farebox.local.differential;

import org.jspecify.annotations.NullMarked;
