package farebox.models.signature;

/** Real signatures with keys in memory. */
public final class TestSignatures {
    /** The same keys for as long as the tests run. */
    public static final ManifestSignatures ONE = signatures();

    private TestSignatures() {}

    /** With new keys. */
    public static ManifestSignatures signatures() {
        EncodedKeys keys = EncodedKeys.generate();
        return new Ed25519Signatures(keys::publicKey, keys::privateKey);
    }
}
