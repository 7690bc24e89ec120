package farebox.cli;

import farebox.access.CreateTenant;
import farebox.access.Tenant;
import farebox.billing.alert.Webhook;
import farebox.billing.invoice.BillingAccounts;
import farebox.billing.invoice.BillingAccounts.Account;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "tenants", mixinStandardHelpOptions = true, description = "Who may call.")
final class TenantsCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(mixinStandardHelpOptions = true, description = "Makes a tenant.")
    int create(
            @Mixin StackOption target,
            @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and '-', at most 63.") String name,
            @Option(
                            names = "--plan",
                            defaultValue = "standard",
                            description = "Its usage plan (default: ${DEFAULT-VALUE}).")
                    String plan,
            @Option(names = "--prepaid", description = "Its calls are paid from credit that was granted before.")
                    boolean prepaid) {
        CreateTenant.Outcome outcome =
                target.administer(of -> of.createTenant().run(new TenantId(name), new PlanName(plan)));
        if (prepaid) {
            target.bill(of -> prepay(of.accounts(), new TenantId(name)));
        }
        print(
                switch (outcome) {
                    case CreateTenant.Outcome.Created created -> "created " + line(created.tenant());
                    case CreateTenant.Outcome.AlreadyThere there -> "already there: " + line(there.tenant());
                });
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Revokes all keys of a tenant and takes it off its usage plan; its usage stays on record.")
    int close(@Mixin StackOption target, @Parameters(paramLabel = "NAME") String name) {
        TenantId tenant = new TenantId(name);
        target.administer(of -> {
            of.closeTenant().run(tenant);
            return tenant;
        });
        print("closed " + tenant + "; tenants create opens it again, without its keys");
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Puts a tenant on another plan from now on; its month is charged by both, each for its part.")
    int plan(
            @Mixin StackOption target,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "PLAN") String plan) {
        TenantId id = new TenantId(name);
        PlanName other = new PlanName(plan);
        PlanSpan span = target.bill(of -> of.recordPlanChange().run(id, other));
        target.administer(of -> of.changePlan().run(id, other));
        print(id + " is on plan " + span.plan() + " since " + span.from() + "; its keys stay as they are");
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Where a tenant's alerts are posted; prints the secret that they are signed with.")
    int webhook(
            @Mixin StackOption target,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "URL", description = "https; a new one gets a new secret.") String url) {
        Webhook webhook = Webhook.create(url, new SecureRandom());
        target.bill(of -> {
            of.tenants().account(new TenantId(name));
            of.alerts().set(new TenantId(name), webhook);
            return webhook;
        });
        print(webhook.secret());
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "All tenants.")
    int list(@Mixin StackOption target) {
        target.administer(of -> of.listTenants().run()).forEach(tenant -> print(line(tenant)));
        return 0;
    }

    private static Account prepay(BillingAccounts accounts, TenantId tenant) {
        Account account = accounts.read(tenant).with(PaymentMode.PREPAID);
        accounts.write(tenant, account);
        return account;
    }

    private static String line(Tenant tenant) {
        return "%-24s plan %-12s since %s".formatted(tenant.id(), tenant.plan(), tenant.created());
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
