package farebox.cli;

import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.billing.prepaid.Balance;
import farebox.kernel.TenantId;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "credit", mixinStandardHelpOptions = true, description = "Prepaid credit of tenants.")
final class CreditCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(mixinStandardHelpOptions = true, description = "Adds credit to a tenant's balance.")
    int grant(
            @Mixin StackOption target,
            @Parameters(paramLabel = "TENANT", description = "Whose balance.") String tenant,
            @Parameters(paramLabel = "AMOUNT", description = "Such as 50.00.") String amount,
            @Parameters(paramLabel = "CURRENCY", description = "Such as USD.") String currency,
            @Option(
                            names = "--id",
                            defaultValue = "",
                            description =
                                    "Names the grant; a grant of one id is added once, however often it is repeated.")
                    String id) {
        Money money = Money.of(amount, new Currency(currency));
        TenantId owner = new TenantId(tenant);
        String grantId = id.isEmpty() ? UUID.randomUUID().toString() : id;
        Balance balance = target.bill(of -> {
            of.tenants().account(owner);
            return of.grantCredit().run(owner, grantId, money);
        });
        print("granted " + money + " to " + owner + " as " + grantId + "; available " + balance.available());
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Settles holds of calls that died. A call that lacks credit does it for its own tenant.")
    int sweep(@Mixin StackOption target) {
        print("settled " + target.bill(of -> of.sweepHolds().run()) + " holds");
        return 0;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
