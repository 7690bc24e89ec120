package farebox.inference.http;

import farebox.http.HttpRequest;
import farebox.inference.Catalog;
import farebox.inference.ResolvedModel;
import farebox.kernel.Caller;

/** Finds the model that a path names, with or without its owner and a version. */
public record ModelResolver(Catalog catalog) {
    public ResolvedModel offer(HttpRequest request, Caller caller) {
        String name = request.variable("model");
        String model = request.variables().containsKey("owner") ? request.variable("owner") + "/" + name : name;
        return request.variables().containsKey("version")
                ? catalog.choose(caller.tenant(), model, request.variable("version"))
                : catalog.choose(caller, model);
    }
}
