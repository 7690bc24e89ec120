/**
 * Publishes models that tenants upload: an object {@code models/{tenant}/{model}/manifest.json}, written last, has the
 * folder around it checked, tried and put into the registry, or refused with the rule that it breaks.
 */
@NullMarked
package farebox.publication;

import org.jspecify.annotations.NullMarked;
