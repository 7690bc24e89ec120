package farebox.kernel.broken;

import farebox.edge.Json;

final class KernelThatKnowsTheEdge {
    Json json() {
        return new Json();
    }
}
