package farebox.inference.openinference;

import farebox.edge.HttpCall;
import farebox.inference.Catalog;
import farebox.inference.Offer;
import farebox.kernel.Caller;

/** Finds the model that a path of this protocol names, with or without a version. */
record Naming(Catalog catalog) {
    Offer offer(HttpCall call, Caller caller) {
        String model = call.variable("model");
        return call.variables().containsKey("version")
                ? catalog.choose(caller.tenant(), model, call.variable("version"))
                : catalog.choose(caller.tenant(), model);
    }
}
