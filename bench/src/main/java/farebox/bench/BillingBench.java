package farebox.bench;

import farebox.billing.invoice.FreezeMonthReport;
import farebox.metering.simulation.SimulationReport;

/** The proofs of metering and billing at size; the exit status says whether they hold. */
public final class BillingBench {
    private static final int SEEDS = 100;
    private static final int CALLS = Integer.getInteger("farebox.calls", 100_000);
    private static final long EVENTS = Long.getLong("farebox.events", 10_000_000);
    private static final int TENANTS = 1_000;

    private BillingBench() {}

    public static void main(String[] arguments) {
        boolean holds = switch (arguments.length == 1 ? arguments[0] : "") {
            case "simulation" -> SimulationReport.print(SEEDS, CALLS, System.out) == 0;
            case "close" -> FreezeMonthReport.print(EVENTS, TENANTS, System.out);
            default -> throw new IllegalArgumentException("simulation or close");
        };
        System.exit(holds ? 0 : 1);
    }
}
