/**
 * What an operator does about models besides publishing them: fetches them from a hub, and pushes them as a tenant
 * does.
 */
@NullMarked
package farebox.cli.models;

import org.jspecify.annotations.NullMarked;
