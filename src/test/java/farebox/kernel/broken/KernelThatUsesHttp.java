package farebox.kernel.broken;

import farebox.http.Json;

final class KernelThatUsesHttp {
    Json json() {
        return new Json();
    }
}
