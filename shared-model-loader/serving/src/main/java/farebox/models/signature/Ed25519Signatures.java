package farebox.models.signature;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.function.Supplier;

/** Ed25519 (RFC 8032). */
public final class Ed25519Signatures implements ManifestSignatures {
    private static final String ALGORITHM = "Ed25519";

    private final Supplier<PublicKey> verification;
    private final Supplier<PrivateKey> signing;

    /**
     * @param verification asked for each time
     * @param signing asked for each time, so that the secret is not kept
     */
    public Ed25519Signatures(Supplier<PublicKey> verification, Supplier<PrivateKey> signing) {
        this.verification = verification;
        this.signing = signing;
    }

    /** For who does not publish. */
    public static Ed25519Signatures verifying(Supplier<PublicKey> verification) {
        return new Ed25519Signatures(verification, () -> {
            throw new IllegalStateException("who only verifies does not sign");
        });
    }

    @Override
    public byte[] sign(byte[] manifest) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(signing.get());
            signature.update(manifest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key does not sign", e);
        }
    }

    @Override
    public boolean verifies(byte[] manifest, byte[] given) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(verification.get());
            signature.update(manifest);
            return signature.verify(given);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the verification key does not verify", e);
        }
    }
}
