package farebox.bench;

import farebox.batch.AssembleBatch;
import farebox.batch.Batch;
import farebox.batch.BatchEnvironment;
import farebox.batch.BatchStores;
import farebox.batch.InMemoryBatchObjects;
import farebox.batch.InMemoryBatchRecords;
import farebox.batch.InMemoryUploads;
import farebox.batch.MeterChunk;
import farebox.batch.OpenRequests;
import farebox.batch.RunChunk;
import farebox.batch.Sequencer;
import farebox.batch.SplitBatch;
import farebox.batch.StartUploadedBatch;
import farebox.batch.inference.EmbeddingsEndpoint;
import farebox.batch.inference.UploadEndpoint;
import farebox.files.InMemoryFileContents;
import farebox.files.InMemoryFileRecords;
import farebox.files.TenantFiles;
import farebox.http.Json;
import farebox.inference.Catalog;
import farebox.inference.Detect;
import farebox.inference.Embed;
import farebox.inference.ModelRuns;
import farebox.inference.Predict;
import farebox.inference.Statistics;
import farebox.inference.Workers;
import farebox.inference.openai.CreateEmbeddings;
import farebox.inference.predict.CreatePredictions;
import farebox.kernel.Deadline;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.metering.CallPayment;
import farebox.metering.MeteringPolicy;
import farebox.metering.RecordUsage;
import farebox.metering.memory.InMemoryUsageLedger;
import farebox.models.EmbeddingModel;
import farebox.models.FileRole;
import farebox.models.Lease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A whole batch, from the uploaded lines to the results, beside the same texts through the model alone. */
final class BatchBenchmark implements Benchmark {
    private static final Target NEARLY_RAW = new Target.AtLeast(0.90, " of raw");
    private static final TenantId TENANT = new TenantId("bench");
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final int LINES = 400;

    private final InterleavedRunner interleavedRunner;
    private final int threads;

    BatchBenchmark(InterleavedRunner interleavedRunner, int threads) {
        this.interleavedRunner = interleavedRunner;
        this.threads = threads;
    }

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        try (Lease<EmbeddingModel> lease = benchmarkEnvironment.open();
                RawModel raw = new RawModel(benchmarkEnvironment.fetch(
                        benchmarkEnvironment.manifest().file(FileRole.GRAPH),
                        benchmarkEnvironment.folder().resolve("raw-batch.ort")))) {
            Workers workers = new Workers(threads);
            InterleavedRunner.Task batch = () -> new Service(benchmarkEnvironment, workers).batch();
            List<Timings> samples = interleavedRunner.time(List.of(batch, () -> {
                var _ = workers.map(texts(), text -> embedded(lease.value(), raw, text));
            }));
            double ratio = samples.getLast().medianRatioTo(samples.getFirst());
            ResultRow row = new ResultRow(
                    "batch of " + LINES + " texts, " + threads + (threads == 1 ? " thread" : " threads"),
                    rate(samples.getFirst()),
                    rate(samples.getLast()),
                    ratio,
                    NEARLY_RAW.verdict(ratio));
            return new Result(
                    List.of(row),
                    List.of(interleavedRunner.words() + "; split, chunks, usage and results with stores in memory; "
                            + "raw is the tokenizer and ONNX Runtime alone on as many threads"));
        }
    }

    private static String rate(Timings timings) {
        return ResultRow.perSecond(LINES * 1e3 / timings.medianMillis(), "texts");
    }

    private static List<String> texts() {
        return IntStream.range(0, LINES)
                .mapToObj(i -> Sentences.ALL.get(i % Sentences.ALL.size()))
                .toList();
    }

    private static int embedded(EmbeddingModel model, RawModel raw, String text) {
        try {
            return raw.embed(model.tokenize(text).ids()).length;
        } catch (Exception e) {
            throw new IllegalStateException("ONNX Runtime by itself failed", e);
        }
    }

    /**
     * The tasks of the state machine, one after the other. Each batch has stores of its own: what earlier batches left
     * would be copied by the collector, where S3 and DynamoDB hold it otherwise.
     */
    private static final class Service {
        private final Json json = new Json();
        private final InMemoryUploads uploads = new InMemoryUploads();
        private final InMemoryBatchRecords records = new InMemoryBatchRecords();
        private final StartUploadedBatch start;
        private final SplitBatch split;
        private final RunChunk runChunk;
        private final AssembleBatch assemble;

        Service(BenchmarkEnvironment benchmarkEnvironment, Workers workers) {
            var clock = BenchmarkEnvironment.CLOCK;
            TenantFiles files =
                    new TenantFiles(new InMemoryFileRecords(), new InMemoryFileContents(), clock, new Random(1));
            BatchStores stores = new BatchStores(records, new InMemoryBatchObjects());
            BatchEnvironment environment = environment(benchmarkEnvironment);
            RecordUsage recordUsage = new RecordUsage(
                    new InMemoryUsageLedger(), MeteringPolicy.DEFAULT, new Random(2), CallPayment.LATER);
            this.start = new StartUploadedBatch(
                    new StartUploadedBatch.Stores(
                            records, _ -> {}, stores.objects(), _ -> Optional.of(new PlanName("standard"))),
                    UploadEndpoint.PATH,
                    clock);
            this.split = new SplitBatch(new OpenRequests(files, uploads, Map.of(), json), stores, environment);
            this.runChunk = new RunChunk(stores, new MeterChunk(recordUsage, workers, clock), workers, environment);
            this.assemble =
                    new AssembleBatch(new AssembleBatch.Delivery(files, (_, _) -> {}), stores, runChunk, environment);
        }

        private BatchEnvironment environment(BenchmarkEnvironment benchmarkEnvironment) {
            var clock = BenchmarkEnvironment.CLOCK;
            ModelRuns runs = new ModelRuns(benchmarkEnvironment.models(), new Statistics(), clock);
            Catalog catalog = new Catalog(benchmarkEnvironment.models(), clock);
            CreateEmbeddings embeddings = new CreateEmbeddings(new Embed(runs, new Workers(1)), json);
            UploadEndpoint endpoint = new UploadEndpoint(
                    catalog, embeddings, new CreatePredictions(new Predict(runs), Detect.over(runs), json), uploads);
            return new BatchEnvironment(
                    Map.of(
                            endpoint.path(),
                            endpoint,
                            EmbeddingsEndpoint.PATH,
                            new EmbeddingsEndpoint(catalog, embeddings)),
                    json,
                    clock);
        }

        void batch() {
            String key = "batches/%s/%s/texts.jsonl".formatted(TENANT, BenchmarkEnvironment.MODEL.name());
            uploads.put(key, "e", lines());
            StartUploadedBatch.Uploaded uploaded =
                    new StartUploadedBatch.Uploaded("uploads", key, "e", Optional.empty(), new Sequencer("0"));
            StartUploadedBatch.Outcome _ = start.run(uploaded);
            String id = uploaded.id().value();
            Deadline deadline = Deadline.after(TIMEOUT, BenchmarkEnvironment.CLOCK);
            int chunks = split.run(TENANT, id);
            for (int chunk = 0; chunk < chunks; chunk++) {
                var _ = runChunk.run(TENANT, id, chunk, deadline);
            }
            requireAll(assemble.run(TENANT, id, deadline));
        }

        private static void requireAll(Batch ended) {
            if (ended.counts().completed() != LINES) {
                throw new IllegalStateException("not all lines were served: " + ended.counts());
            }
        }

        private byte[] lines() {
            return texts().stream()
                    .map(text -> new String(json.write(Map.of("input", text)), StandardCharsets.UTF_8) + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
