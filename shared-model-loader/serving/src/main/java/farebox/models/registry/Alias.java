package farebox.models.registry;

import farebox.kernel.ModelVersion;

/** Where an alias points, and the state of the pointer that said so. */
public record Alias(ModelVersion version, ETag tag) {}
