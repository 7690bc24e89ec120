package farebox.bench;

import farebox.billing.invoice.FreezeMonthReport;
import farebox.billing.prepaid.simulation.PrepaidReport;
import farebox.billing.scale.ScaleTables;
import farebox.metering.simulation.SimulationReport;

/** The proofs of metering and billing at size; the exit status says whether they hold. */
public final class BillingBench {
    private static final int SEEDS = 100;
    private static final int CALLS = 100_000;
    private static final long EVENTS = 10_000_000;
    private static final int TENANTS = 1_000;

    private BillingBench() {}

    /** @param arguments the proof, and how many calls of a seed or events it takes, if not as many as usual */
    public static void main(String[] arguments) {
        String count = arguments.length > 1 ? arguments[1] : "";
        boolean holds = switch (arguments.length == 0 ? "" : arguments[0]) {
            case "simulation" -> SimulationReport.print(SEEDS, calls(count), System.out) == 0;
            case "prepaid" -> PrepaidReport.print(SEEDS, calls(count), System.out);
            case "close" ->
                FreezeMonthReport.print(count.isEmpty() ? EVENTS : Long.parseLong(count), TENANTS, System.out);
            case "costs" -> {
                ScaleTables.print(System.out);
                yield true;
            }
            default -> throw new IllegalArgumentException("simulation, prepaid, close or costs");
        };
        System.exit(holds ? 0 : 1);
    }

    private static int calls(String count) {
        return count.isEmpty() ? CALLS : Integer.parseInt(count);
    }
}
