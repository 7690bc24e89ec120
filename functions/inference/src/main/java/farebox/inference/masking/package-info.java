/** What a model's text may reveal is masked before a response leaves. */
@NullMarked
package farebox.inference.masking;

import org.jspecify.annotations.NullMarked;
