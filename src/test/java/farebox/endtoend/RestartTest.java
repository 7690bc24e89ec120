package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local emulator of its own, stopped and started again on the same data. */
@Tag("emulator")
final class RestartTest {
    @Test
    void keysModelsAndUsageSurvive_andProcessesDoNot(@TempDir Path data) {
        Target before;
        List<Long> children;
        try (EmulatorStack emulatorStack = EmulatorStack.start(data)) {
            before = emulatorStack.target();
            assertThat(call(before).status()).isEqualTo(200);
            new Usage(1, Sentences.TOKENS_OF_CAT).isToldOf(before, "demo");
            children = Stream.of(
                            "InferenceFunction",
                            "UsageFunction",
                            "BillingFunction",
                            "RollupFunction",
                            "AuthorizerFunction")
                    .flatMap(function -> emulatorStack.children(function).stream())
                    .toList();
        }

        assertThat(children).hasSizeGreaterThanOrEqualTo(4);
        assertThat(children)
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                        .isEmpty());

        try (EmulatorStack emulatorStack = EmulatorStack.start(data)) {
            Target after = emulatorStack.target();
            assertThat(after.key()).isEqualTo(before.key());
            assertThat(after.adminKey()).isEqualTo(before.adminKey());
            new Usage(1, Sentences.TOKENS_OF_CAT).isToldOf(after, "demo");

            assertThat(call(after).body()).isEqualTo(call(after).body());
            new Usage(3, 3 * Sentences.TOKENS_OF_CAT).isToldOf(after, "demo");
        }
    }

    private static HttpReply call(Target target) {
        return PlainHttp.of(target).post("/v1/embeddings", Sentences.body(Sentences.CAT));
    }
}
