package farebox.billing.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.reconcile.RequestLog.LoggedRequest;
import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileRequestLogTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = Instant.parse("2026-11-22T11:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void lines_areReadOfBothFilesAndOfTheSpanOnly() throws IOException {
        write("access.log.1", line("22/Nov/2026:09:59:59 +0000", "before"), line("22/Nov/2026:10:00:00 +0000", "one"));
        write("access.log", line("22/Nov/2026:11:59:59 +0100", "two"), line("22/Nov/2026:11:00:00 +0000", "after"));

        assertThat(read())
                .containsExactly(
                        new LoggedRequest(
                                new RequestId("one"), new TenantId("acme"), "POST", "/v1/embeddings", 200, true, START),
                        new LoggedRequest(
                                new RequestId("two"),
                                new TenantId("acme"),
                                "POST",
                                "/v1/embeddings",
                                200,
                                true,
                                END.minusSeconds(1)));
    }

    @Test
    void linesThatTellOfNoCaller_orAreCutShort_arePassedOver() throws IOException {
        write(
                "access.log",
                line("22/Nov/2026:10:00:00 +0000", "one").replace("acme", "-"),
                "{\"time\":\"22/Nov",
                "",
                line("22/Nov/2026:10:00:00 +0000", "two"));

        assertThat(read()).extracting(LoggedRequest::id).containsExactly(new RequestId("two"));
    }

    @Test
    void aLogThatIsNotThere_isEmpty() {
        assertThat(read()).isEmpty();
    }

    private List<LoggedRequest> read() {
        List<LoggedRequest> requests = new ArrayList<>();
        new FileRequestLog(folder.resolve("access.log")).read(START, END, requests::add);
        return requests;
    }

    private void write(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private static String line(String time, String id) {
        return """
                {"time":"%s","id":"%s","method":"POST","route":"/v1/embeddings","status":"200","tenant":"acme",\
                "key":"k","idempotent":"true","ms":"3","bytes":"10","error":"-"}""".formatted(time, id);
    }
}
