package farebox.bench;

import farebox.models.EmbeddingModel;
import farebox.models.FileRole;
import farebox.models.Lease;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Farebox beside what a user would take or write instead, with the same model on the same cores in the same rounds. The
 * peers check no key and bill nothing. Those in Python are there once {@code bench/peers/install} has run.
 */
final class PeersBenchmark implements Benchmark {
    private static final int COST_CALLS = 100;
    private static final double MEBIBYTE = 1 << 20;

    private final int rounds;

    /** @param rounds of the shortest load; longer ones take fewer */
    PeersBenchmark(int rounds) {
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "peers";
    }

    @Override
    public Result run(BenchmarkEnvironment environment) throws Exception {
        Path folder = Files.createDirectories(environment.folder().resolve("peers"));
        ModelStartBenchmark.copyGiven(folder);
        try (Lease<EmbeddingModel> lease = environment.open();
                RawModel raw = new RawModel(
                        environment.fetch(environment.manifest().file(FileRole.GRAPH), folder.resolve("raw.ort")))) {
            List<Peer> peers = new ArrayList<>();
            try {
                peers.add(EmulatorProcess.start(environment.home(), folder).answering());
                peers.addAll(python(environment, folder));
                peers.addAll(infinity(environment, folder));
                peers.add(new InProcessPeer(lease.value(), raw));
                return new Result(List.of(), table(peers));
            } finally {
                for (Peer peer : peers) {
                    peer.close();
                }
            }
        }
    }

    private List<String> table(List<Peer> peers) throws Exception {
        for (Peer peer : peers) {
            peer.processes().awaitIdle(); // Farebox records classes of its functions after its first start.
        }
        List<String> idle = peers.stream().map(PeersBenchmark::memory).toList();
        List<Load> loads = Load.all(rounds);
        List<List<String>> columns = new ArrayList<>();
        columns.add(peers.stream().map(Peer::name).toList());
        for (Load load : loads) {
            columns.add(column(load, peers));
        }
        columns.add(costs(peers));
        columns.add(idle);
        columns.add(peers.stream().map(PeersBenchmark::memory).toList());
        List<String> lines = new ArrayList<>();
        lines.add("| | " + loads.stream().map(Load::name).collect(Collectors.joining(" | "))
                + " | CPU a call | memory at first | memory after |");
        lines.add("| --- ".repeat(columns.size()) + "|");
        for (int row = 0; row < peers.size(); row++) {
            int peer = row;
            lines.add(columns.stream().map(column -> column.get(peer)).collect(Collectors.joining(" | ", "| ", " |")));
        }
        return lines;
    }

    /** Peers that take one caller at a time have no figure for many, nor has one that failed a call. */
    private static List<String> column(Load load, List<Peer> peers) throws Exception {
        List<Peer> able = peers.stream()
                .filter(peer -> load.callers() == 1 || peer.concurrent())
                .toList();
        Set<Peer> failed = new HashSet<>();
        List<InterleavedRunner.Task> tasks = new ArrayList<>();
        for (Peer peer : able) {
            tasks.add(() -> {
                if (!failed.contains(peer) && !load.succeeds(peer)) {
                    failed.add(peer);
                }
            });
        }
        List<Timings> timings = new InterleavedRunner(1, load.rounds(), System::nanoTime).time(tasks);
        List<String> words = new ArrayList<>();
        for (Peer peer : peers) {
            String measured = able.contains(peer) ? load.words(timings.get(able.indexOf(peer))) : "";
            words.add(failed.contains(peer) ? "failed" : measured);
        }
        return words;
    }

    /** Processor time of a call with one sentence. */
    private static List<String> costs(List<Peer> peers) throws Exception {
        List<String> costs = new ArrayList<>();
        for (Peer peer : peers) {
            Duration before = peer.processes().processorTime();
            for (int i = 0; i < COST_CALLS; i++) {
                peer.embed(List.of(SampleRequest.TEXT));
            }
            Duration used = peer.processes().processorTime().minus(before);
            costs.add(String.format(Locale.ROOT, "%.1f ms", (double) used.toMillis() / COST_CALLS));
        }
        return costs;
    }

    private static String memory(Peer peer) {
        return String.format(Locale.ROOT, "%.0f MiB", peer.processes().residentBytes() / MEBIBYTE);
    }

    private static List<Peer> python(BenchmarkEnvironment environment, Path folder) throws Exception {
        Path python = environment.home().resolve("bench/target/peers/bin/python");
        if (!Files.exists(python)) {
            return List.of();
        }
        return List.of(
                server("FastAPI and ONNX Runtime, 2 processes", python, "fastapi_server.py", environment, folder),
                server("LitServe, 2 workers", python, "litserve_server.py", environment, folder),
                PipePeer.start("ONNX Runtime, Python, over a pipe", script(python, "raw.py", environment, folder)));
    }

    private static List<Peer> infinity(BenchmarkEnvironment environment, Path folder) throws Exception {
        Path python = environment.home().resolve("bench/target/infinity/bin/python");
        return Files.exists(python)
                ? List.of(server("infinity-emb", python, "infinity_server.py", environment, folder))
                : List.of();
    }

    private static Peer server(String name, Path python, String script, BenchmarkEnvironment environment, Path folder)
            throws Exception {
        int port = EmulatorProcess.freePort();
        ProcessBuilder command = script(python, script, environment, folder);
        command.environment().put("PORT", String.valueOf(port));
        return new ServerPeer(
                        name,
                        new ProcessTree(logged(command, folder.resolve(script + ".log"))
                                .start()
                                .toHandle()),
                        URI.create("http://127.0.0.1:" + port + "/v1/embeddings"),
                        "none")
                .whenReady();
    }

    private static ProcessBuilder script(Path python, String script, BenchmarkEnvironment environment, Path folder) {
        ProcessBuilder command = new ProcessBuilder(python.toString(), script)
                .directory(environment.home().resolve("bench/peers").toFile())
                .redirectError(folder.resolve(script + ".errors").toFile());
        command.environment().put("MODEL", folder.toString());
        command.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return command;
    }

    private static ProcessBuilder logged(ProcessBuilder command, Path log) {
        return command.redirectErrorStream(true).redirectOutput(log.toFile());
    }
}
