package farebox.models;

import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.models.tensor.GraphSchema;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is known of one immutable version.
 *
 * @param graph the tensors of the served graph
 * @param files one for each role that the spec has
 * @param metrics what its evaluation measured, by name; empty if it was not evaluated
 */
public record Manifest(
        ModelRef ref,
        ModelVersion version,
        Instant created,
        ModelSpec spec,
        GraphSchema graph,
        List<ModelFile> files,
        SortedMap<String, Double> metrics,
        Provenance provenance) {

    /** @throws InvalidRequest if the parts do not make a model that can be served */
    public Manifest {
        files = List.copyOf(files);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        Specs.require(
                metrics.values().stream().allMatch(metric -> metric != null && Double.isFinite(metric)),
                "a metric is a finite number");
        spec.requireFits(graph);
        Specs.require(
                files.size() == spec.roles().size()
                        && files.stream().map(ModelFile::role).distinct().count() == files.size()
                        && files.stream().allMatch(file -> spec.roles().contains(file.role())),
                "a model of " + spec.task().wireName() + " has one file for each of the roles " + spec.roles());
    }

    public ModelFile file(FileRole role) {
        return files.stream()
                .filter(file -> file.role() == role)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a manifest has every role of its spec"));
    }

    /** The bytes of all files. */
    public ByteCount size() {
        return files.stream().map(ModelFile::size).reduce(ByteCount.NONE, ByteCount::plus);
    }

    public ModelCard card() {
        return new ModelCard(ref, version, created, spec, graph);
    }
}
