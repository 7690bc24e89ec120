package farebox.models;

import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.models.tensor.GraphSchema;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that is known of one immutable version.
 *
 * @param graph the tensors of the served graph
 * @param files one for each role that the spec has, and for some of those that it may have
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
        Set<FileRole> roles = files.stream().map(ModelFile::role).collect(Collectors.toSet());
        Specs.require(roles.size() == files.size(), "a model has one file for each role");
        spec.requireRoles(roles);
    }

    /** A file that every model of the spec has. */
    public ModelFile file(FileRole role) {
        return find(role).orElseThrow(() -> new IllegalStateException("a manifest has every role of its spec"));
    }

    /** A file that not every model has. */
    public Optional<ModelFile> find(FileRole role) {
        return files.stream().filter(file -> file.role() == role).findFirst();
    }

    /** The bytes of all files. */
    public ByteCount size() {
        ByteCount sum = ByteCount.NONE;
        for (ModelFile file : files) {
            sum = sum.plus(file.size());
        }
        return sum;
    }

    public ModelCard card() {
        return new ModelCard(ref, version, created, spec, graph);
    }
}
