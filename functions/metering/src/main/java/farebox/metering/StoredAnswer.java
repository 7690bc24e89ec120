package farebox.metering;

import farebox.kernel.Sha256;

/** Where the answer of a call is kept for a retry, and the digest of what is kept there. */
public record StoredAnswer(AnswerPlace place, Sha256 content) {}
