package farebox.training.data;

import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files in a folder that has a sub-folder for each label, in the order of their names.
 *
 * @param name what messages call the folder
 */
public record LabelledFolder(String name, List<Labelled> files) {
    private static final int MIN_FILES = 10;
    private static final int MIN_PER_LABEL = 2;

    public LabelledFolder {
        files = List.copyOf(files);
    }

    /** A file and the name of its sub-folder. */
    public record Labelled(Path file, String label) {
        /** What messages call the file. */
        public String name() {
            return label + "/" + file.getFileName();
        }
    }

    /**
     * Lists the files. Hidden ones are passed over.
     *
     * @param endings that names may have, in small letters
     * @throws InvalidRequest naming the file or the label that is wrong
     */
    public static LabelledFolder of(Path folder, Set<String> endings) {
        String name = String.valueOf(folder.getFileName());
        if (!Files.isDirectory(folder)) {
            throw DataFault.inFile(name, "there is no such folder beside the spec");
        }
        List<Labelled> files = new ArrayList<>();
        for (Path label : list(folder)) {
            if (!Files.isDirectory(label)) {
                throw DataFault.inFile(
                        name + "/" + label.getFileName(),
                        "a file lies where only folders do; put each file into the folder of its label");
            }
            files.addAll(ofLabel(name, label, endings));
        }
        return new LabelledFolder(name, files).checked();
    }

    private static List<Labelled> ofLabel(String folder, Path label, Set<String> endings) {
        String name = label.getFileName().toString();
        List<Labelled> files =
                list(label).stream().map(file -> new Labelled(file, name)).toList();
        for (Labelled each : files) {
            String ending = each.file().toString().replaceFirst(".*\\.", "").toLowerCase(Locale.ROOT);
            if (!Files.isRegularFile(each.file()) || !endings.contains(ending)) {
                throw DataFault.inFile(
                        folder + "/" + each.name(),
                        "its ending is none of %s"
                                .formatted(endings.stream().sorted().toList()));
            }
        }
        if (files.size() < MIN_PER_LABEL) {
            throw DataFault.inFile(
                    folder + "/" + name,
                    "%d files; a class is learned from at least %d".formatted(files.size(), MIN_PER_LABEL));
        }
        return files;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LabelledFolder checked() {
        if (labels().size() < 2) {
            throw DataFault.inFile(
                    name,
                    "it has one class only or none, %s; a classifier learns from at least two".formatted(labels()));
        }
        if (files.size() < MIN_FILES) {
            throw DataFault.inFile(name, "%d files; training needs at least %d".formatted(files.size(), MIN_FILES));
        }
        return this;
    }

    /** The labels, in order. */
    public List<String> labels() {
        return files.stream().map(Labelled::label).distinct().sorted().toList();
    }
}
