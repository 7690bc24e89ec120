package farebox.inference.lambda;

import farebox.edge.HttpEdge;

record Wiring(Renewed<HttpEdge> http) {
    static Wiring of(java.util.Map<String, String> environment) {
        throw new IllegalStateException("later " + environment.size());
    }
}
