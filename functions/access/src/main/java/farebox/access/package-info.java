/**
 * Who calls: tenants, their plans and keys, and the one check of a key.
 *
 * <p>A key is stored only as a digest under a pepper; this module is the only one that ever sees it whole.
 */
@NullMarked
package farebox.access;

import org.jspecify.annotations.NullMarked;
