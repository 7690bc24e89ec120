package farebox.cli.broken;

import farebox.local.http.WebResponse;

final class CommandThatUsesTheEmulator {
    WebResponse response() {
        return WebResponse.empty(200);
    }
}
