/** Signatures of manifests: what a registry serves was written by somebody who may publish. */
@NullMarked
package farebox.models.signature;

import org.jspecify.annotations.NullMarked;
