package farebox.models.registry;

import farebox.kernel.ByteCount;

/** An object as it is at this moment, without its bytes. */
public record StoredObject(ETag tag, ByteCount size) {}
