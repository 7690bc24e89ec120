package farebox.billing.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.dynamo.ReconciledHoursTestAccess;
import farebox.billing.reconcile.Reconcile.ReconciledHours;
import farebox.billing.reconcile.Reconcile.Report;
import farebox.billing.reconcile.RequestLog.LoggedRequest;
import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReconcileTest {
    @Nested
    final class InMemory extends Cases {
        InMemory() {
            super(new InMemoryReconciledHours());
        }
    }

    @Nested
    final class Dynamo extends Cases {
        Dynamo() {
            super(ReconciledHoursTestAccess.inFakeDynamo());
        }
    }

    abstract static class Cases {
        private static final TenantId ACME = new TenantId("acme");

        private final List<LoggedRequest> requests = new ArrayList<>();
        private final Set<String> events = new HashSet<>();
        private Instant now = Instant.parse("2026-08-20T12:20:00Z");
        private int hoursRead;
        private final Reconcile reconcile;

        Cases(ReconciledHours hours) {
            reconcile = new Reconcile(
                    (start, end, each) -> {
                        hoursRead++;
                        requests.stream()
                                .filter(request -> !request.at().isBefore(start)
                                        && request.at().isBefore(end))
                                .forEach(each);
                    },
                    (tenant, request) -> events.contains(request.value()),
                    hours,
                    () -> now);
        }

        @Test
        void aPlantedResponseWithoutAnEvent_isFoundAndNamed() {
            for (int i = 0; i < 1_000; i++) {
                answered("r" + i, "2026-08-20T10:00:00Z");
                events.add("r" + i);
            }
            answered("planted", "2026-08-20T10:59:59Z");

            Report report = run();

            assertThat(report.billable()).isEqualTo(1_001);
            assertThat(report.missing()).extracting(LoggedRequest::id).containsExactly(new RequestId("planted"));
        }

        @Test
        void anHourThatWasComplete_isNotReadAgain_andOneThatWasNotIs() {
            answered("late", "2026-08-20T10:30:00Z");
            assertThat(run().missing()).hasSize(1);
            events.add("late");
            hoursRead = 0;

            assertThat(run().missing()).isEmpty();
            assertThat(hoursRead).isOne();
            hoursRead = 0;
            run();
            assertThat(hoursRead).isZero();
        }

        @Test
        void anHourThatHasNotSettled_waits() {
            answered("running", "2026-08-20T12:00:00Z");
            assertThat(run().billable()).isZero();

            now = now.plus(Duration.ofHours(1));

            assertThat(run().missing()).hasSize(1);
        }

        @Test
        void aRequestWithAKeyOfItsOwn_isCountedOnly() {
            requests.add(new LoggedRequest(
                    new RequestId("replay"),
                    ACME,
                    "POST",
                    "/v1/embeddings",
                    200,
                    true,
                    Instant.parse("2026-08-20T10:00:00Z")));

            assertThat(run()).isEqualTo(new Report(1, 1, List.of()));
        }

        @ParameterizedTest
        @CsvSource({
            "POST, /v1/embeddings, 200, true",
            "POST, '/v2/models/{path+}', 200, true",
            "POST, /v1/something-new, 201, true",
            "GET, /v1/models, 200, false",
            "POST, /v1/embeddings, 429, false",
            "POST, /v1/embeddings, 500, false",
            "POST, /v1/files, 200, false",
            "POST, '/v1/batches/{id}/cancel', 200, false",
            "POST, '/endpoints/{endpoint}/{path+}', 200, true",
            "POST, '/endpoints/{endpoint}/async-invocations', 202, false",
            "POST, /v2/repository/index, 200, false"
        })
        void billable_isEverySuccessfulPostThatIsNotKnownToBeFree(
                String method, String route, int status, boolean billable) {
            Instant at = Instant.parse("2026-08-20T10:00:00Z");

            assertThat(new LoggedRequest(new RequestId("r"), ACME, method, route, status, false, at).isBillable())
                    .isEqualTo(billable);
        }

        private Report run() {
            return reconcile.run(Instant.parse("2026-08-20T10:00:00Z"), now);
        }

        private void answered(String id, String at) {
            requests.add(new LoggedRequest(
                    new RequestId(id), ACME, "POST", "/v1/embeddings", 200, false, Instant.parse(at)));
        }
    }
}
