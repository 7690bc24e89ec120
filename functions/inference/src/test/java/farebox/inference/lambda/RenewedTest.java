package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.crac.RestoreException;
import org.junit.jupiter.api.Test;

final class RenewedTest {
    @Test
    void hooks_runTwice_giveThreeDifferentValues() throws CheckpointException, RestoreException {
        Snapshots snapshots = new Snapshots();
        Renewed<UUID> renewed = Renewed.within(snapshots, UUID::randomUUID);
        List<UUID> seen = new ArrayList<>(List.of(renewed.get()));

        for (int i = 0; i < 2; i++) {
            snapshots.beforeCheckpoint(snapshots);
            snapshots.afterRestore(snapshots);
            seen.add(renewed.get());
        }

        assertThat(seen).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void get_givesTheSameUntilASnapshotIsTaken() {
        Renewed<UUID> renewed = Renewed.within(new Snapshots(), UUID::randomUUID);

        assertThat(renewed.get()).isSameAs(renewed.get());
    }

    @Test
    void afterRestore_makesBeforeTheFirstCallAsks() throws CheckpointException, RestoreException {
        AtomicInteger made = new AtomicInteger();
        Snapshots snapshots = new Snapshots();
        Renewed<Integer> renewed = Renewed.within(snapshots, made::incrementAndGet);

        snapshots.beforeCheckpoint(snapshots);
        snapshots.afterRestore(snapshots);

        assertThat(made).hasValue(2);
        assertThat(renewed.get()).isEqualTo(2);
    }

    @Test
    void beforeCheckpoint_keepsNothingForTheSnapshot() throws CheckpointException {
        Snapshots snapshots = new Snapshots();
        Renewed<UUID> renewed = Renewed.within(snapshots, UUID::randomUUID);
        UUID before = renewed.get();

        snapshots.beforeCheckpoint(snapshots);

        assertThat(renewed.get()).isNotEqualTo(before);
    }

    @Test
    void within_theContextOfThisJvm_takesPart() {
        assertThat(Renewed.within(Core.getGlobalContext(), () -> "made").get()).isEqualTo("made");
    }

    /** A context that takes snapshots when it is told to; it holds its resources, as a test does not need more. */
    private static final class Snapshots extends Context<Resource> {
        private final List<Resource> resources = new ArrayList<>();

        @Override
        public void register(Resource resource) {
            resources.add(resource);
        }

        @Override
        public void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
            for (Resource resource : resources) {
                try {
                    resource.beforeCheckpoint(this);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public void afterRestore(Context<? extends Resource> context) throws RestoreException {
            for (Resource resource : resources) {
                try {
                    resource.afterRestore(this);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
