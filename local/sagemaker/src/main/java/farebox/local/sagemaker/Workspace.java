package farebox.local.sagemaker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** The folder of one job: what is /opt/ml in a container. */
final class Workspace {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_FAILURE_CHARACTERS = 1_024;

    private final Path root;
    private final TrainingObjectStore objects;

    Workspace(Path root, TrainingObjectStore objects) {
        this.root = root;
        this.objects = objects;
    }

    Path root() {
        return root;
    }

    Path log() {
        return root.resolve("training.log");
    }

    /** Makes the folders and files of the contract, and copies channels and checkpoints. */
    void prepare(TrainingSpec spec, ObjectNode resources) throws IOException {
        clear(spec);
        Path config = Files.createDirectories(root.resolve("input/config"));
        for (String folder : List.of("input/data", "model", "output/data", "checkpoints", "code")) {
            Files.createDirectories(root.resolve(folder));
        }
        JSON.writeValue(config.resolve("hyperparameters.json").toFile(), spec.hyperParameters());
        JSON.writeValue(config.resolve("inputdataconfig.json").toFile(), inputDataConfig(spec));
        JSON.writeValue(config.resolve("resourceconfig.json").toFile(), resources);
        JSON.writeValue(config.resolve("checkpointconfig.json").toFile(), checkpointConfig(spec));
        for (TrainingSpec.Channel channel : spec.channels()) {
            copy(channel.source(), Files.createDirectories(root.resolve("input/data/" + channel.name())));
        }
        if (spec.checkpoints().isPresent()) {
            copyAll(spec.checkpoints().get(), spec.checkpoints().get().key(""), root.resolve("checkpoints"));
        }
    }

    /** A program that is started again finds what a new container would have: its checkpoints, if they are kept. */
    private void clear(TrainingSpec spec) throws IOException {
        List<String> old =
                spec.checkpoints().isPresent() ? List.of("model", "output") : List.of("model", "output", "checkpoints");
        for (String folder : old) {
            if (Files.exists(root.resolve(folder))) {
                for (Path file : files(root.resolve(folder))) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Copies to S3 each checkpoint file that has changed since the last call with the same memory. */
    void saveCheckpoints(S3Location target, Map<String, Long> saved) throws IOException {
        Path checkpoints = root.resolve("checkpoints");
        for (Path file : files(checkpoints)) {
            String name = checkpoints.relativize(file).toString();
            long modified = Files.getLastModifiedTime(file).toMillis();
            if (!Long.valueOf(modified).equals(saved.get(name))) {
                objects.upload(file, target.bucket(), target.key(name));
                saved.put(name, modified);
            }
        }
    }

    /** Packs the model, even if it is empty, and copies it to S3. */
    void saveModel(S3Location output, String key) throws IOException {
        save("model", "model.tar.gz", output, key);
    }

    /** Packs what else the program has written, if anything. */
    void saveOutput(S3Location output, String key) throws IOException {
        if (!files(root.resolve("output")).isEmpty()) {
            save("output", "output.tar.gz", output, key);
        }
    }

    /** What the program has written about its failure. */
    String failureText() throws IOException {
        if (!Files.exists(failure())) {
            return "";
        }
        String text = new String(Files.readAllBytes(failure()), StandardCharsets.UTF_8);
        return text.substring(0, Math.min(text.length(), MAX_FAILURE_CHARACTERS));
    }

    /** The last value of each metric in the output. */
    Map<String, Double> metrics(List<TrainingSpec.Metric> wanted) throws IOException {
        Map<String, Double> values = new HashMap<>();
        if (wanted.isEmpty() || !Files.exists(log())) {
            return values;
        }
        try (Stream<String> lines = Files.lines(log())) {
            lines.forEach(line -> wanted.forEach(metric -> {
                Matcher matcher = metric.pattern().matcher(line);
                while (matcher.find()) {
                    values.put(metric.name(), Double.parseDouble(matcher.group(1)));
                }
            }));
        }
        return values;
    }

    private Path failure() {
        return root.resolve("output/failure");
    }

    /** The object of that key, or all below the prefix. */
    private void copy(S3Location source, Path folder) throws IOException {
        copyAll(source, source.prefix(), folder);
        if (files(folder).isEmpty()) {
            throw new IOException("No S3 objects found under S3 URL \"" + source.uri("") + "\"");
        }
    }

    private void copyAll(S3Location source, String prefix, Path folder) throws IOException {
        for (String key : objects.list(source.bucket(), prefix)) {
            String name = key.equals(source.prefix())
                    ? key.substring(key.lastIndexOf('/') + 1)
                    : key.substring(source.prefix().length()).replaceFirst("^/", "");
            Path file = folder.resolve(name).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException("The key " + key + " leads out of the folder of its channel");
            }
            // A checkpoint that is here already is at least as new.
            if (!key.endsWith("/") && !Files.exists(file)) {
                Files.createDirectories(file.resolveSibling("."));
                objects.download(source.bucket(), key, file);
            }
        }
    }

    private void save(String folder, String archive, S3Location output, String key) throws IOException {
        Path packed = root.resolve(archive);
        try (OutputStream file = Files.newOutputStream(packed);
                GzipCompressorOutputStream zipped = new GzipCompressorOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(zipped)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path each : files(root.resolve(folder))) {
                String name = root.resolve(folder).relativize(each).toString();
                tar.putArchiveEntry(new TarArchiveEntry(each, name));
                Files.copy(each, tar);
                tar.closeArchiveEntry();
            }
        }
        objects.upload(packed, output.bucket(), output.key(key));
        Files.delete(packed);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static ObjectNode inputDataConfig(TrainingSpec spec) {
        ObjectNode config = JSON.createObjectNode();
        spec.channels()
                .forEach(channel -> config.putObject(channel.name())
                        .put("TrainingInputMode", "File")
                        .put("S3DistributionType", "FullyReplicated")
                        .put("RecordWrapperType", "None")
                        .put("ContentType", channel.contentType()));
        return config;
    }

    private ObjectNode checkpointConfig(TrainingSpec spec) {
        ObjectNode config = JSON.createObjectNode();
        spec.checkpoints()
                .ifPresent(target -> config.put("S3Uri", target.uri(""))
                        .put("LocalPath", root.resolve("checkpoints").toString()));
        return config;
    }
}
