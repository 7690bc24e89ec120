package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.AliasName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.models.SampleModel;
import farebox.models.registry.Alias;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollBackAliasTest {
    private static final ModelVersion V1 = new ModelVersion("v-1");
    private static final ModelVersion V2 = new ModelVersion("v-2");

    @TempDir
    Path folder;

    private final ModelRegistry modelRegistry = new ModelRegistry(new InMemoryObjectStore(), TestSignatures.ONE);
    private final RollBackAlias rollBackAlias = new RollBackAlias(modelRegistry);

    @BeforeEach
    void addTwoVersions() throws IOException {
        Files.write(folder.resolve("graph.ort"), new byte[23]);
        Files.write(folder.resolve("tokenizer.json"), new byte[7]);
        modelRegistry.add(SampleModel.embedding(V1.value()), folder);
        modelRegistry.add(SampleModel.embedding(V2.value()), folder);
    }

    @Test
    void alias_pointsToTheVersionBefore() {
        point(V1);
        point(V2);

        assertThat(rollBack()).isEqualTo(V1);
        assertThat(champion().map(Alias::version)).contains(V1);
    }

    @Test
    void rolledBackTwice_pointsWhereItDid() {
        point(V1);
        point(V2);

        assertThat(rollBack()).isEqualTo(V1);
        assertThat(rollBack()).isEqualTo(V2);
        assertThat(champion().map(Alias::version)).contains(V2);
    }

    @Test
    void alias_thatNeverMoved_staysAndSaysSo() {
        point(V1);

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(this::rollBack)
                .withMessageContaining("never pointed to another version");
        assertThat(champion().map(Alias::version)).contains(V1);
    }

    @Test
    void aliasThatIsNotThere_isNotFound() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(this::rollBack)
                .withMessageContaining("has no alias champion");
    }

    private ModelVersion rollBack() {
        return rollBackAlias.run(SampleModel.REF, AliasName.CHAMPION);
    }

    private void point(ModelVersion version) {
        modelRegistry.point(SampleModel.REF, AliasName.CHAMPION, version, champion());
    }

    private Optional<Alias> champion() {
        return modelRegistry.alias(SampleModel.REF, AliasName.CHAMPION);
    }
}
