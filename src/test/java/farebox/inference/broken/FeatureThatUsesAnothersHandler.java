package farebox.inference.broken;

import farebox.access.lambda.AuthorizerHandler;

final class FeatureThatUsesAnothersHandler {
    Class<?> handler() {
        return AuthorizerHandler.class;
    }
}
