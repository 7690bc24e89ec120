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

final class RecreatedOnRestoreTest {
    @Test
    void hooks_runTwice_giveThreeDifferentValues() throws CheckpointException, RestoreException {
        Snapshots snapshots = new Snapshots();
        RecreatedOnRestore<UUID> recreatedOnRestore = RecreatedOnRestore.within(snapshots, UUID::randomUUID);
        List<UUID> seen = new ArrayList<>(List.of(recreatedOnRestore.get()));

        for (int i = 0; i < 2; i++) {
            snapshots.beforeCheckpoint(snapshots);
            snapshots.afterRestore(snapshots);
            seen.add(recreatedOnRestore.get());
        }

        assertThat(seen).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void get_givesTheSameUntilASnapshotIsTaken() {
        RecreatedOnRestore<UUID> recreatedOnRestore = RecreatedOnRestore.within(new Snapshots(), UUID::randomUUID);

        assertThat(recreatedOnRestore.get()).isSameAs(recreatedOnRestore.get());
    }

    @Test
    void afterRestore_makesBeforeTheFirstCallAsks() throws CheckpointException, RestoreException {
        AtomicInteger made = new AtomicInteger();
        Snapshots snapshots = new Snapshots();
        RecreatedOnRestore<Integer> recreatedOnRestore = RecreatedOnRestore.within(snapshots, made::incrementAndGet);

        snapshots.beforeCheckpoint(snapshots);
        snapshots.afterRestore(snapshots);

        assertThat(made).hasValue(2);
        assertThat(recreatedOnRestore.get()).isEqualTo(2);
    }

    @Test
    void beforeCheckpoint_keepsNothingForTheSnapshot() throws CheckpointException {
        Snapshots snapshots = new Snapshots();
        RecreatedOnRestore<UUID> recreatedOnRestore = RecreatedOnRestore.within(snapshots, UUID::randomUUID);
        UUID before = recreatedOnRestore.get();

        snapshots.beforeCheckpoint(snapshots);

        assertThat(recreatedOnRestore.get()).isNotEqualTo(before);
    }

    @Test
    void within_theContextOfThisJvm_takesPart() {
        assertThat(RecreatedOnRestore.within(Core.getGlobalContext(), () -> "made")
                        .get())
                .isEqualTo("made");
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
