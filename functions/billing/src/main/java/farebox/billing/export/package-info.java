/** Usage in the forms that other billing systems take. */
@NullMarked
package farebox.billing.export;

import org.jspecify.annotations.NullMarked;
