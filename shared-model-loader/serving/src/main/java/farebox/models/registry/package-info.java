/**
 * What is stored of models and where: keys, manifests and alias pointers over an
 * {@link farebox.models.registry.ObjectStore object store}.
 *
 * <p>It knows no S3, no disk cache and no model engine.
 */
@NullMarked
package farebox.models.registry;

import org.jspecify.annotations.NullMarked;
