package farebox.models.signature;

import farebox.kernel.DataCorrupted;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A pair of Ed25519 keys as a store keeps them: PKCS #8 and X.509 in base64. */
public record EncodedKeys(PrivateKey privateKey, PublicKey publicKey) {
    private static final String ALGORITHM = "Ed25519";
    private static final String SEPARATOR = " ";

    /** New keys, of the platform's own unpredictable numbers. */
    public static EncodedKeys generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new EncodedKeys(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /**
     * Reads what {@link #secret} wrote. The parser's exception is dropped, since it may quote the secret.
     *
     * @throws DataCorrupted if it is no pair of keys
     */
    public static EncodedKeys read(String secret) {
        String[] parts = secret.split(SEPARATOR, -1);
        if (parts.length != 2) {
            throw new DataCorrupted("the signing key of models is no pair of keys");
        }
        try {
            PrivateKey signing = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[0])));
            return new EncodedKeys(signing, verification(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new DataCorrupted("the signing key of models is no Ed25519 key in PKCS #8 and base64");
        }
    }

    /** @throws DataCorrupted if it is no key that {@link #open} wrote */
    public static PublicKey verification(String open) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(open)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new DataCorrupted("the verification key of models is no Ed25519 key in X.509 and base64", e);
        }
    }

    /** Both keys. */
    public String secret() {
        return Base64.getEncoder().encodeToString(privateKey.getEncoded()) + SEPARATOR + open();
    }

    /** The public key alone. */
    public String open() {
        return Base64.getEncoder().encodeToString(publicKey.getEncoded());
    }

    @Override
    public String toString() {
        return "EncodedKeys[..., " + open() + "]";
    }
}
