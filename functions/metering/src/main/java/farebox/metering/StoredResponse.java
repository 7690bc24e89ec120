package farebox.metering;

import farebox.kernel.Sha256;

/** Where the answer of a call is kept for a retry, and the digest of what is kept there. */
public record StoredResponse(ResponseKey key, Sha256 content) {}
