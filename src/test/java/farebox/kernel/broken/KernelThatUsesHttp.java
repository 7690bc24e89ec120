package farebox.kernel.broken;

import farebox.edge.Json;

final class KernelThatUsesHttp {
    Json json() {
        return new Json();
    }
}
