package farebox.models.publish.isolated;

import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Provenance;
import farebox.models.publish.ByteSource;
import farebox.models.publish.ModelConverter.Converted;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.SampleTensor;
import farebox.models.registry.StrictJson;
import farebox.models.tensor.GraphSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the two processes tell each other, as files in the folder of the publication.
 *
 * @param folder holds the other files of the model, too
 */
record ConversionDocuments(Path folder) {
    private static final String REQUEST = "request.json";
    private static final String CONVERTED = "converted.json";
    private static final String REFUSED = "refused.json";
    private static final int MAX_RESULT = 1 << 20;
    private static final int MAX_DETAIL = 1_000;

    private record Request(
            String owner, String model, ModelSpec spec, double tolerance, List<SampleTensor.Sample> samples) {}

    private record Result(GraphSchema graph, Provenance.Comparison comparison) {}

    private record Refused(String detail, String param, String code) {}

    void write(PublishRequest request) throws IOException {
        Request document = new Request(
                request.model().owner().value(),
                request.model().name().value(),
                request.spec(),
                request.acceptance().tolerance(),
                request.acceptance().samples().stream()
                        .map(SampleTensor.Sample::of)
                        .toList());
        Files.write(folder.resolve(REQUEST), StrictJson.write(document));
    }

    /**
     * Without metrics and origin, which a conversion does not need.
     *
     * @param graph as it was given
     */
    PublishRequest request(Path graph) throws IOException {
        Request document = StrictJson.read(Files.readAllBytes(folder.resolve(REQUEST)), Request.class);
        SortedMap<String, String> none = new TreeMap<>();
        return new PublishRequest(
                new ModelRef(new TenantId(document.owner()), new ModelName(document.model())),
                document.spec(),
                files(document.spec(), graph),
                new PublishRequest.Origin("", none),
                new TreeMap<>(),
                new PublishRequest.Acceptance(
                        document.tolerance(),
                        document.samples().stream()
                                .map(SampleTensor.Sample::tensors)
                                .toList()));
    }

    private Map<FileRole, ByteSource> files(ModelSpec spec, Path graph) {
        Map<FileRole, ByteSource> files = new EnumMap<>(FileRole.class);
        for (FileRole role : spec.roles()) {
            files.put(
                    role,
                    ByteSource.of(
                            switch (role) {
                                case GRAPH -> graph;
                                case RECOGNITION -> folder.resolve(PublicationFolder.RECOGNITION);
                                case TOKENIZER, BACKGROUND, BASELINE -> folder.resolve(role.fileName());
                            }));
        }
        return files;
    }

    void write(Converted converted) throws IOException {
        Files.write(folder.resolve(CONVERTED), StrictJson.write(new Result(converted.graph(), converted.comparison())));
    }

    void write(InvalidRequest refused) throws IOException {
        Files.write(
                folder.resolve(REFUSED),
                StrictJson.write(
                        new Refused(shortened(refused.detail()), refused.param().orElse(""), refused.code())));
    }

    /** @throws InvalidRequest as the other process has it */
    Converted converted() throws IOException {
        if (Files.exists(folder.resolve(REFUSED))) {
            Refused refused = StrictJson.read(bounded(folder.resolve(REFUSED)), Refused.class);
            throw new InvalidRequest(refused.detail(), refused.param(), refused.code());
        }
        Result result = StrictJson.read(bounded(folder.resolve(CONVERTED)), Result.class);
        return new Converted(result.graph(), result.comparison());
    }

    /** What the engine says may be long. */
    private static String shortened(String detail) {
        return detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "..." : detail;
    }

    /** The process that wrote it may have been taken over by the graph. */
    private static byte[] bounded(Path file) throws IOException {
        if (Files.size(file) > MAX_RESULT) {
            throw new InvalidRequest("the graph made the process that tried it answer too long");
        }
        return Files.readAllBytes(file);
    }
}
