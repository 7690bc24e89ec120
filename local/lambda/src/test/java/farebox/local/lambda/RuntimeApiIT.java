package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our Runtime API and that of the official emulator, by what one and the same runtime sees of them. */
final class RuntimeApiIT {
    @TempDir
    private Path folder;

    @Test
    void aRuntimeSeesTheSame() throws Exception {
        Map<RuntimeScript, List<String>> ours = new Transcripts(folder).onTheLaptop();
        Map<RuntimeScript, List<String>> theirs = new Transcripts(folder).onTheEmulator();

        List<String> unexplained = new ArrayList<>();
        Set<RuntimeDifference> unmet = EnumSet.allOf(RuntimeDifference.class);
        for (RuntimeScript script : RuntimeScript.values()) {
            String here = String.join("\n", ours.getOrDefault(script, List.of()));
            String there = String.join("\n", theirs.getOrDefault(script, List.of()));
            for (RuntimeDifference known : RuntimeDifference.values()) {
                String without = here.equals(there) ? there : known.without(there);
                if (!without.equals(there)) {
                    unmet.remove(known);
                    there = without;
                }
            }
            if (!here.equals(there)) {
                unexplained.add("%n%s%nours:%n%s%nofficial:%n%s".formatted(script, here, there));
            }
        }
        assertThat(unexplained).as("differences without a reason").isEmpty();
        assertThat(unmet)
                .as("known differences that did not happen; take them out")
                .isEmpty();
    }
}
