/** What billing costs on AWS and how far it goes, computed for docs/scale.md. */
@NullMarked
package farebox.billing.scale;

import org.jspecify.annotations.NullMarked;
