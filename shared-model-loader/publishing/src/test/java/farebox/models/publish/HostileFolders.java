package farebox.models.publish;

import farebox.models.publish.onnx.HostileGraphs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Uploaded folders that must not be published, by what is wrong with them. */
final class HostileFolders {
    static final String HARMLESS = "{\"spec\": {\"task\": \"tensors\"}}";

    private static final String MANIFEST = "manifest.json";

    private final Map<String, Folder> folders = new LinkedHashMap<>();

    /**
     * @param files by name
     * @param links by name, to what they lead to
     * @param rule that is broken
     */
    record Folder(String name, Map<String, byte[]> files, Map<String, Path> links, String rule) {
        @Override
        public String toString() {
            return name;
        }
    }

    private HostileFolders() {}

    /** @param secret a file outside */
    static List<Folder> all(Path secret) {
        HostileFolders hostile = new HostileFolders();
        HostileGraphs.all()
                .forEach((name, graph) -> hostile.folder(
                        "graph: " + name, Map.of(MANIFEST, bytes(HARMLESS), "model.onnx", graph.file()), graph.rule()));
        hostile.manifests();
        hostile.files();
        hostile.links(secret);
        return List.copyOf(hostile.folders.values());
    }

    private void manifests() {
        for (String text : List.of(
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"model\"",
                "{",
                "{}{}",
                "{'spec': 1}",
                "{\"spec\": null}",
                "{\"spec\": 7}",
                "{\"spec\": []}",
                "{\"spec\": {}}",
                "{\"spec\": {\"task\": 7}}",
                "{\"spec\": {\"task\": \"magic\"}}",
                "{\"spec\": {\"task\": \"farebox.models.ModelSpec$Tensors\"}}",
                "{\"spec\": {\"task\": \"tensors\", \"run\": \"sh\"}}",
                "{\"spec\": {\"task\": \"tensors\"}, \"spec\": {\"task\": \"tensors\"}}",
                "{\"spec\": {\"task\": \"tensors\"}, \"run\": \"sh\"}",
                "{\"spec\": {\"task\": \"tensors\"}, \"source\": 7}",
                "{\"spec\": {\"task\": \"tensors\"}, \"training\": {\"seed\": 7}}",
                "{\"spec\": {\"task\": \"tensors\"}, \"training\": []}",
                "{\"spec\": {\"task\": \"tensors\"}, \"metrics\": {\"accuracy\": \"high\"}}",
                "{\"spec\": {\"task\": \"tensors\"}, \"metrics\": {\"accuracy\": NaN}}",
                "{\"spec\": {\"task\": \"tensors\"}, \"tolerance\": -1}",
                "{\"spec\": {\"task\": \"tensors\"}, \"tolerance\": 1e999}",
                "{\"spec\": {\"task\": \"tensors\"}, \"tolerance\": \"0\"}",
                "{\"spec\": {\"task\": \"tensors\"}, \"alias\": \"champion/../x\"}",
                "{\"spec\": {\"task\": \"tensors\"}, \"alias\": true}",
                "{\"spec\": {\"task\": \"tensors\"}, \"samples\": {}}",
                "{\"spec\": {\"task\": \"tensors\"}, \"samples\": [[]]}",
                sample("[2]", "FP32", "[1]"),
                sample("[-1]", "FP32", "[1]"),
                sample("[1000000000, 1000000000]", "FP32", "[1]"),
                sample("[4611686018427387904, 4]", "FP32", "[1]"),
                sample("[1]", "FP32", "[\"one\"]"),
                sample("[1]", "INT8", "[1000]"),
                sample("[1]", "NONE", "[1]"),
                "{\"spec\": {\"task\": \"sequence\", \"inputs\": [\"x\"], \"max_steps\": 0}}",
                "{\"spec\": {\"task\": \"tabular-regression\", \"columns\": [], \"output\": \"y\"}}",
                "{\"spec\": {\"task\": \"tabular-classification\", \"columns\": [{\"name\": \"a\", \"input\": \"a\","
                        + " \"nullable\": false}], \"scores\": {\"output\": \"p\", \"activation\": \"NONE\"}}}",
                "{\"source\": \"" + "x".repeat(1 << 16) + "\", \"spec\": {\"task\": \"tensors\"}}",
                "[".repeat(100_000),
                "{\"spec\":".repeat(1000),
                "1".repeat(1000),
                "\ufeff\u0000" + HARMLESS)) {
            manifest(text);
        }
        folder("manifest that is no text", Map.of(MANIFEST, new byte[] {-1, -2, 0, 9}), "manifest");
    }

    private static String sample(String shape, String type, String data) {
        return ("{\"spec\": {\"task\": \"tensors\"}, \"samples\": [{\"inputs\": [{\"name\": \"x\", \"shape\": %s,"
                        + " \"datatype\": \"%s\", \"data\": %s}]}]}")
                .formatted(shape, type, data);
    }

    private void manifest(String text) {
        String shown = text.length() > 300 ? text.substring(0, 60) + " and " + text.length() + " more" : text;
        folder("manifest: " + shown, Map.of(MANIFEST, bytes(text), "model.onnx", HostileGraphs.harmless()), "manifest");
    }

    private void files() {
        for (String name : List.of(
                "../secret",
                "/etc/passwd",
                "model.onnx/../x",
                "x.jar",
                "libevil.so",
                "serving.properties",
                "..",
                "",
                "model.onnx\u0000",
                "MODEL.ONNX",
                "weights.pt",
                "model.pkl")) {
            folder(
                    "file '" + name.replace('\u0000', '0') + "'",
                    Map.of(
                            MANIFEST,
                            bytes("{\"spec\": {\"task\": \"tensors\"}, \"files\": [\""
                                    + name.replace("\u0000", "\\u0000") + "\"]}"),
                            "model.onnx",
                            HostileGraphs.harmless()),
                    "file_name");
        }
        byte[] graph = HostileGraphs.harmless();
        folder("no manifest", Map.of("model.onnx", graph), "file_missing");
        folder("no graph", Map.of(MANIFEST, bytes(HARMLESS)), "file_missing");
        folder(
                "a file that is not there",
                Map.of(
                        MANIFEST,
                        bytes("{\"spec\": {\"task\": \"tensors\"}, \"files\": [\"labels.txt\"]}"),
                        "model.onnx",
                        graph),
                "file_missing");
        folder("no tokenizer", Map.of(MANIFEST, bytes("""
                {"spec": {"task": "text-embedding", "text": {"max_tokens": 8, "vocabulary": 9}, "output": "y", "pooling": "CLS",
                          "normalise": true, "dimensions": 2}}"""), "model.onnx", graph), "file_missing");
        folder(
                "labels of 2 MiB",
                Map.of(MANIFEST, bytes("""
                {"spec": {"task": "tabular-classification", "columns": [{"name": "a", "input": "a", "nullable": false}],
                          "scores": {"output": "p", "activation": "NONE"}}}"""), "model.onnx", graph, "labels.txt", new byte[1 << 21]),
                "file_size");
        folder("a manifest of 5 MiB", Map.of(MANIFEST, new byte[5 << 20], "model.onnx", graph), "file_size");
    }

    private void links(Path secret) {
        byte[] graph = HostileGraphs.harmless();
        byte[] manifest = bytes(HARMLESS);
        link("model.onnx", Map.of(MANIFEST, manifest), secret);
        link(MANIFEST, Map.of("model.onnx", graph), secret);
        link("model.onnx", Map.of(MANIFEST, manifest), Path.of("/dev/zero"));
        link("model.onnx", Map.of(MANIFEST, manifest), Path.of("model.onnx"));
        link("model.onnx", Map.of(MANIFEST, manifest), Path.of("/proc/self/mem"));
    }

    private void link(String name, Map<String, byte[]> files, Path to) {
        String what = name + " is a link to " + to.getFileName();
        folders.put(what, new Folder(what, files, Map.of(name, to), "file_link"));
    }

    private void folder(String name, Map<String, byte[]> files, String rule) {
        if (folders.put(name, new Folder(name, files, Map.of(), rule)) != null) {
            throw new IllegalStateException("two folders are named " + name);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
