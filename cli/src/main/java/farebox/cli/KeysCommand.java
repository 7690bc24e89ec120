package farebox.cli;

import farebox.access.IssuedKey;
import farebox.access.KeyState;
import farebox.access.ListedKey;
import farebox.access.RotatedKey;
import farebox.access.Tenant;
import farebox.kernel.KeyId;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "keys", mixinStandardHelpOptions = true, description = "With what keys tenants call.")
final class KeysCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(mixinStandardHelpOptions = true, description = "Makes a key and shows it this once.")
    int create(
            @Mixin StackOption target,
            @Parameters(paramLabel = "TENANT", description = "Whose key; 'operator' for an admin key.") String tenant) {
        TenantId owner = new TenantId(tenant);
        Scope scope = owner.equals(Tenant.OPERATOR) ? Scope.ADMIN : Scope.INVOKE;
        show(target.administer(of -> of.createKey().run(owner, scope)));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "A tenant's keys, without their secrets.")
    int list(@Mixin StackOption target, @Parameters(paramLabel = "TENANT", description = "Whose keys.") String tenant) {
        target.administer(of -> of.listKeys().run(new TenantId(tenant))).forEach(key -> print(line(key)));
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a key in another's place; both are good for a while.")
    int rotate(
            @Mixin StackOption target,
            @Parameters(paramLabel = "KEY_ID", description = "The eight characters after fbx_live_.") String key,
            @Option(
                            names = "--grace",
                            defaultValue = "PT24H",
                            description =
                                    "How long the old key stays good, as PT24H or P7D (default: ${DEFAULT-VALUE}).")
                    Duration grace) {
        RotatedKey rotated = target.administer(of -> of.rotateKey().run(new KeyId(key), grace));
        show(rotated.fresh());
        print("the old one: " + line(rotated.old()));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Ends a key; it is refused everywhere within a minute.")
    int revoke(
            @Mixin StackOption target,
            @Parameters(paramLabel = "KEY_ID", description = "The eight characters after fbx_live_.") String key) {
        print(line(target.administer(of -> of.revokeKey().run(new KeyId(key)))));
        return 0;
    }

    private void show(IssuedKey issued) {
        print(issued.key().reveal());
        print("shown this once; " + line(issued.listed()));
    }

    private static String line(ListedKey key) {
        return "%s  tenant %s  %s  created %s  %s"
                .formatted(
                        key.id(),
                        key.tenant(),
                        key.scope().name().toLowerCase(Locale.ROOT),
                        key.created(),
                        words(key.state()));
    }

    private static String words(KeyState state) {
        return switch (state) {
            case KeyState.Live live -> "live";
            case KeyState.Expiring expiring -> "until " + expiring.at();
            case KeyState.Revoked revoked -> "revoked " + revoked.at();
        };
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
