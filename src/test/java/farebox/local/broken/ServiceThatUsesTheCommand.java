package farebox.local.broken;

import farebox.cli.operator.UserError;

final class ServiceThatUsesTheCommand {
    UserError error() {
        return new UserError("an emulated service knows no command");
    }
}
