package farebox.cli.operator;

import farebox.models.registry.ModelRegistry;
import farebox.models.s3.S3Models;
import farebox.models.signature.Ed25519Signatures;
import farebox.models.signature.EncodedKeys;
import farebox.models.ssm.SsmKeyPair;
import farebox.models.ssm.SsmSigningKey;
import farebox.models.ssm.SsmVerificationKey;

/** The registry of models of a stack, in the hands of its operator. */
public final class StackModels {
    private static final String BUCKET = "ModelsBucket";
    private static final String VERIFICATION_KEY = "ModelVerificationKey";
    private static final String SIGNING_KEY = "ModelSigningKey";

    private StackModels() {}

    /** To read from and to move aliases in, and to publish to where {@link #publisher} was called before. */
    public static ModelRegistry registry(Stack stack, StackClients clients) {
        return new ModelRegistry(
                S3Models.store(stack.output(BUCKET), clients.s3()),
                new Ed25519Signatures(
                        new SsmVerificationKey(clients.ssm(), stack.output(VERIFICATION_KEY)),
                        new SsmSigningKey(clients.ssm(), stack.output(SIGNING_KEY))));
    }

    /** To publish to: the first publication makes the keys. */
    public static ModelRegistry publisher(Stack stack, StackClients clients) {
        new SsmKeyPair(clients.ssm(), stack.output(SIGNING_KEY), stack.output(VERIFICATION_KEY))
                .ensure(EncodedKeys.generate());
        return registry(stack, clients);
    }
}
