package farebox.cli;

import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.quota.Limit;
import farebox.billing.quota.Limits.Owner;
import farebox.billing.quota.ReadQuotas.Quota;
import farebox.cli.operator.BillingAdministration;
import farebox.cli.operator.UserError;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "limits",
        mixinStandardHelpOptions = true,
        description = "How much tenants may use and spend in a day or a month.")
final class LimitsCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Whose limits. */
    static final class OwnerOption {
        @Option(names = "--tenant", defaultValue = "", description = "One tenant; comes before its plan's limits.")
        private String tenant = "";

        @Option(names = "--plan", defaultValue = "", description = "Every tenant of a plan.")
        private String plan = "";

        Owner owner() {
            if (tenant.isEmpty() == plan.isEmpty()) {
                throw new UserError("say whose limit: --tenant NAME or --plan PLAN");
            }
            return tenant.isEmpty() ? new Owner.OfPlan(new PlanName(plan)) : new Owner.OfTenant(new TenantId(tenant));
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Sets a limit; it holds within 5 seconds.")
    int set(
            @Mixin StackOption target,
            @Mixin OwnerOption whose,
            @Parameters(paramLabel = "SUBJECT", description = "spend, or a meter such as calls or tokens_in.")
                    String subject,
            @Parameters(paramLabel = "WINDOW", description = "day or month, in the tenant's time zone.") String window,
            @Option(names = "--soft", description = "Of which only alerts are sent.") BigDecimal soft,
            @Option(names = "--hard", description = "At which calls are refused.") BigDecimal hard) {
        Limit limit =
                Limit.of(subject, Limit.Window.named(window), Optional.ofNullable(soft), Optional.ofNullable(hard));
        target.bill(of -> of.limits().set(known(of, whose.owner()), limit));
        print("set " + line(limit));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Takes a limit away.")
    int remove(
            @Mixin StackOption target,
            @Mixin OwnerOption whose,
            @Parameters(paramLabel = "LIMIT", description = "Such as calls-day or spend-month.") String name) {
        boolean removed = target.bill(of -> of.limits().remove(whose.owner(), name));
        if (!removed) {
            throw new NotFound("there is no limit " + name + "; ./farebox limits list shows those there are");
        }
        print("removed " + name);
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "The limits of a tenant or plan; a tenant's with their use.")
    int list(@Mixin StackOption target, @Mixin OwnerOption whose) {
        List<String> lines = target.bill(of -> switch (whose.owner()) {
            case Owner.OfPlan plan ->
                of.limits().read(plan).stream().map(LimitsCommand::line).toList();
            case Owner.OfTenant tenant ->
                quotas(of, tenant.tenant()).stream().map(LimitsCommand::line).toList();
        });
        lines.forEach(this::print);
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Alerts of this month and the one before: where they went, how often they were tried.")
    int alerts(@Mixin StackOption target) {
        target.bill(of -> of.alerts().recent(Instant.now()))
                .forEach(delivery -> print("%-60s %-9s %-9s attempts %-3d %s"
                        .formatted(
                                delivery.id(),
                                delivery.channel(),
                                delivery.state(),
                                delivery.attempts(),
                                delivery.lastError())));
        return 0;
    }

    private static Owner known(BillingAdministration of, Owner owner) {
        if (owner instanceof Owner.OfTenant tenant) {
            of.tenants().account(tenant.tenant());
        }
        return owner;
    }

    private static List<Quota> quotas(BillingAdministration of, TenantId tenant) {
        BillingAccount account = of.tenants().account(tenant);
        PlanSpan plan = account.plans().getLast();
        return of.readQuotas().run(account, of.limits().effective(tenant, plan.plan()), Instant.now());
    }

    private static String line(Quota quota) {
        return line(quota.limit()) + "   used " + quota.used().toPlainString() + " until " + quota.end();
    }

    private static String line(Limit limit) {
        return "%-18s soft %-12s hard %-12s"
                .formatted(
                        limit.name(),
                        limit.soft().map(BigDecimal::toPlainString).orElse("-"),
                        limit.hard().map(BigDecimal::toPlainString).orElse("-"));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
