package farebox.models.signature;

import farebox.kernel.NotReady;
import farebox.kernel.Unavailable;

/** Signs manifests and verifies them. Every method throws {@link Unavailable} if the keys cannot be read. */
public interface ManifestSignatures {
    /**
     * @return {@link #BYTES} bytes
     * @throws NotReady if there are no keys yet
     */
    byte[] sign(byte[] manifest);

    /** @throws NotReady if there are no keys yet */
    boolean verifies(byte[] manifest, byte[] signature);

    /** The length of every signature. */
    int BYTES = 64;
}
