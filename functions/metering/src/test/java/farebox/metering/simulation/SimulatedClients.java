package farebox.metering.simulation;

import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import farebox.metering.idempotency.IdempotencyKey;
import farebox.metering.simulation.Protocol.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Who calls: with and without a key, impatient, stubborn, twice at once, and days later again. */
final class SimulatedClients {
    private static final int GAP_MILLIS = 400;
    private static final int GATEWAY_MILLIS = 29_000;
    private static final int WAY_BACK_MILLIS = 200;
    private static final int[] PATIENCE_MILLIS = {1_000, 10_000, 60_000};
    private static final int ATTEMPTS = 6;
    private static final int INVOKED_TWICE_ONE_IN = 300;
    private static final long DAY_MILLIS = 86_400_000;
    private static final int CALLERS = 12;

    private final SimulatedTime simulatedTime;
    private final StoreConnection storeConnection;
    private final GroundTruth groundTruth;
    private final SimulatedWork simulatedWork;
    private final Protocol protocol;
    private final Caller[] callers;
    private final Sha256[] bodies;
    private int requests;

    SimulatedClients(
            SimulatedTime simulatedTime, StoreConnection storeConnection, GroundTruth groundTruth, Protocol protocol) {
        this.simulatedTime = simulatedTime;
        this.storeConnection = storeConnection;
        this.groundTruth = groundTruth;
        this.simulatedWork = new SimulatedWork(simulatedTime, storeConnection);
        this.protocol = protocol;
        this.callers =
                IntStream.range(0, CALLERS).mapToObj(SimulatedClients::caller).toArray(Caller[]::new);
        this.bodies = IntStream.range(0, 16)
                .mapToObj(i -> Sha256.of(new byte[] {(byte) i}))
                .toArray(Sha256[]::new);
    }

    /** One after another, so that what is planned stays little. */
    void begin(int calls) {
        if (calls > 0) {
            simulatedTime.after(simulatedTime.chance().nextInt(GAP_MILLIS), () -> {
                begin(calls - 1);
                begin();
            });
        }
    }

    /** The thing that a request may be billed as, which its id carries along for the books. */
    static int unitOf(RequestId request) {
        return Integer.parseInt(request.value().substring(request.value().indexOf('.') + 1));
    }

    private void begin() {
        Call call = new Call(simulatedTime.oneIn(3));
        if (call.keyed() && simulatedTime.oneIn(50)) {
            simulatedTime.after(simulatedTime.chance().nextInt(40), call::attempt);
        }
        call.attempt();
    }

    private static Caller caller(int number) {
        return new Caller(
                new TenantId("tenant-" + number % 5),
                new KeyId("key%05d".formatted(number)),
                Scope.INVOKE,
                new PlanName("standard"));
    }

    /** What one client wants, and the state of its efforts. */
    private final class Call {
        private final Optional<IdempotencyKey> key;
        private final Caller caller = callers[simulatedTime.chance().nextInt(CALLERS)];
        private final int body = simulatedTime.chance().nextInt(bodies.length);
        private final int patienceMillis =
                PATIENCE_MILLIS[simulatedTime.chance().nextInt(PATIENCE_MILLIS.length)];
        private int unit = groundTruth.open();
        private int attempts;
        private byte[] answer = {};

        Call(boolean keyed) {
            this.key = keyed ? Optional.of(new IdempotencyKey("call-" + unit)) : Optional.empty();
        }

        boolean keyed() {
            return key.isPresent();
        }

        void attempt() {
            attempts++;
            unit = keyed() || attempts == 1 ? unit : groundTruth.open();
            send(bodies[body]).ifPresent(this::receive);
        }

        /** What comes back in time; without it, a retry is planned. */
        private Optional<Outcome> send(Sha256 fingerprint) {
            long patience = simulatedTime.millis() + Math.min(patienceMillis, GATEWAY_MILLIS);
            Invocation invocation = new Invocation(patience, none -> retry());
            MeteredCall call = new MeteredCall(
                    caller, "POST /v1/embeddings", new RequestId(requests++ + "." + unit), key, fingerprint);
            if (simulatedTime.oneIn(INVOKED_TWICE_ONE_IN)) {
                invoke(unheard(), call);
            }
            Optional<Outcome> outcome = invoke(invocation, call);
            if (outcome.isEmpty() && !invocation.abandoned()) {
                retry();
            }
            return invocation.abandoned() ? Optional.empty() : outcome;
        }

        /** The gateway's first invocation for a request whose outcome it did not learn. */
        private static Invocation unheard() {
            Invocation invocation = new Invocation(Long.MAX_VALUE, none -> {});
            invocation.abandon();
            return invocation;
        }

        private Optional<Outcome> invoke(Invocation invocation, MeteredCall call) {
            Instant deadline = simulatedTime.instant().plusMillis(GATEWAY_MILLIS - WAY_BACK_MILLIS);
            int thisUnit = unit;
            return storeConnection.as(invocation, () -> {
                try {
                    Outcome outcome = protocol.run(call, new Deadline(deadline), simulatedWork);
                    if (!invocation.abandoned() && !simulatedTime.oneIn(200)) {
                        groundTruth.deliver(thisUnit);
                        outcome.afterwards().run();
                        return Optional.of(outcome);
                    }
                    outcome.afterwards().run();
                } catch (Failure | Crash nothingCame) {
                    groundTruth.checkInVain(invocation);
                }
                return Optional.empty();
            });
        }

        private void receive(Outcome outcome) {
            byte[] body = outcome.response();
            if (outcome.replayed()) {
                groundTruth.replay();
            }
            if (keyed() && answer.length > 0 && !Arrays.equals(answer, body)) {
                groundTruth.differ();
            }
            boolean first = answer.length == 0;
            answer = body;
            if (first && keyed()) {
                comeAgain();
            }
        }

        private void comeAgain() {
            if (simulatedTime.oneIn(50)) {
                simulatedTime.after(simulatedTime.chance().nextLong(10 * DAY_MILLIS), this::attempt);
            }
            if (simulatedTime.oneIn(100)) {
                simulatedTime.after(simulatedTime.chance().nextInt(600_000), this::attempt);
            }
            if (simulatedTime.oneIn(100)) {
                simulatedTime.after(simulatedTime.chance().nextInt(60_000), this::sendAnotherBody);
            }
        }

        private void sendAnotherBody() {
            attempts = ATTEMPTS;
            if (send(bodies[(body + 1) % bodies.length]).isPresent()) {
                groundTruth.acceptAnotherBody();
            }
        }

        private void retry() {
            if (attempts < ATTEMPTS) {
                simulatedTime.after(backoffMillis(), this::attempt);
            }
        }

        private long backoffMillis() {
            return simulatedTime.oneIn(30)
                    ? simulatedTime.chance().nextLong(5 * DAY_MILLIS)
                    : 10 + simulatedTime.chance().nextInt(2_000);
        }
    }
}
