package farebox.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The Iris data as they are uploaded. */
final class IrisData {
    private IrisData() {}

    /** The rows with the labels of others: a model of them is no better than chance. */
    static byte[] shuffled(byte[] csv) {
        List<String> lines = new String(csv, StandardCharsets.UTF_8).lines().toList();
        List<String> labels = new ArrayList<>(lines.stream()
                .map(line -> line.substring(line.lastIndexOf(',')))
                .toList());
        Collections.shuffle(labels.subList(1, labels.size()), new Random(1));
        return IntStream.range(0, lines.size())
                .mapToObj(row -> lines.get(row).substring(0, lines.get(row).lastIndexOf(',')) + labels.get(row))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
