package farebox.training.tabular.boosting;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.training.onnx.TreeEnsemble;
import farebox.training.onnx.TreeEnsemble.Leaf;
import farebox.training.onnx.TreeEnsemble.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One tree as XGBoost's JSON dump writes it: nested nodes that name their children by id. */
final class TreeDump {
    private static final JsonMapper JSON = new JsonMapper();

    private final int target;
    private final int targets;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Integer, Integer> places = new HashMap<>();

    private TreeDump(int target, int targets) {
        this.target = target;
        this.targets = targets;
    }

    /**
     * A node of the dump; a leaf has a weight and nothing else.
     *
     * @param split the column, as {@code f} and its index
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Node(
            @JsonProperty("nodeid") int id,
            String split,
            @JsonProperty("split_condition") float threshold,
            int yes,
            int no,
            int missing,
            @Nullable Float leaf,
            @Nullable List<Node> children) {}

    /**
     * @param target the class that the tree adds to
     * @param targets how many there are
     */
    static TreeEnsemble.Tree read(String json, int target, int targets) {
        try {
            TreeDump dump = new TreeDump(target, targets);
            dump.collect(JSON.readValue(json, Node.class));
            return new TreeEnsemble.Tree(dump.nodes.stream().map(dump::convert).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("XGBoost's dump of a tree has an unknown shape", e);
        }
    }

    private void collect(Node node) {
        places.put(node.id(), nodes.size());
        nodes.add(node);
        if (node.children() != null) {
            node.children().forEach(this::collect);
        }
    }

    private TreeEnsemble.Node convert(Node node) {
        if (node.leaf() != null) {
            return Leaf.of(target, targets, node.leaf());
        }
        return new Split(
                Integer.parseInt(node.split().substring(1)),
                node.threshold(),
                place(node.yes()),
                place(node.no()),
                node.missing() == node.yes());
    }

    private int place(int id) {
        Integer place = places.get(id);
        if (place == null) {
            throw new IllegalStateException("XGBoost's dump of a tree names the node " + id + " and has none");
        }
        return place;
    }
}
