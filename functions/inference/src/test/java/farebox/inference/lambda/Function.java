package farebox.inference.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.http.ApiDocumentation;
import farebox.http.Authenticator;
import farebox.http.FakeContext;
import farebox.http.HttpResponse;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.http.ResponseStream;
import farebox.http.Route;
import farebox.inference.FaceModel;
import farebox.inference.InMemoryModels;
import farebox.inference.LetterModel;
import farebox.inference.ModelId;
import farebox.inference.PageModel;
import farebox.inference.RunObserver;
import farebox.inference.TableModel;
import farebox.inference.UsageMeter;
import farebox.kernel.Meter;
import farebox.kernel.MovableClock;
import farebox.metering.MeterUsage;
import farebox.metering.MeteringPolicy;
import farebox.metering.UsageEvent;
import farebox.metering.http.HttpResponseCodec;
import farebox.metering.idempotency.StoredResponses;
import farebox.metering.memory.InMemoryIdempotencyLocks;
import farebox.metering.memory.InMemoryResponseStore;
import farebox.metering.memory.InMemoryUsageLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.crac.Core;

/** The whole function on stores in memory and a model without weights, called with events as Lambda reads them. */
final class Function {
    static final String MODEL = "all-minilm-l6-v2";

    private static final Path EVENTS = Path.of("..", "..", "events");

    final MovableClock clock = new MovableClock();
    final InMemoryUsageLedger ledger = new InMemoryUsageLedger();
    final InMemoryModels models = new InMemoryModels()
            .add(InMemoryModels.ref("public", MODEL), "v1", "champion")
            .add("table", TableModel.SPEC, TableModel.GRAPH, TableModel::new)
            .add("faces", FaceModel.SPEC, FaceModel.GRAPH, FaceModel::new)
            .add("page", PageModel.SPEC, PageModel.GRAPH, PageModel::new)
            .add("letters", LetterModel.SPEC, LetterModel.GRAPH, LetterModel::new);
    private final Json json = new Json();
    private final InferenceApi inferenceApi = InferenceApi.over(
            new InferenceApi.Served(models, RunObserver.NONE),
            ModelId.parse(MODEL).orElseThrow(),
            json,
            clock);
    private final MeterUsage<HttpResponse> metering = new MeterUsage<>(
            new MeterUsage.Stores<>(
                    ledger,
                    new InMemoryIdempotencyLocks(),
                    new StoredResponses<>(new InMemoryResponseStore(), new HttpResponseCodec())),
            MeteringPolicy.DEFAULT,
            clock,
            new Random(1));
    private final RecreatedOnRestore<HttpRouter> router = RecreatedOnRestore.within(
            Core.getGlobalContext(), () -> new HttpRouter(routes(), Authenticator.authorizer(), json, clock));
    private final InferenceHandler handler = new InferenceHandler(new InferenceWiring(router));

    List<Route> routes() {
        return inferenceApi.routes(UsageMeter.of(metering));
    }

    /** As a client has it when its response has ended. */
    Said answer(APIGatewayProxyRequestEvent event) {
        APIGatewayProxyResponseEvent response = new APIGatewayProxyResponseEvent();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        stream(event, new ResponseStream() {
            @Override
            public void begin(int status, Map<String, String> headers) {
                response.withStatusCode(status).setHeaders(headers);
            }

            @Override
            public void write(byte[] bytes) {
                body.writeBytes(bytes);
            }
        });
        response.withIsBase64Encoded(true).setBody(Base64.getEncoder().encodeToString(body.toByteArray()));
        ApiDocumentation.assertDocumented(event, response);
        return new Said(response, body.toByteArray());
    }

    /** As whoever hands over one event has it. */
    APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event) {
        return handler.handleRequest(event, new FakeContext("lambda-1", 28_000));
    }

    /** @param name of a file in {@code events/}, without its ending */
    static APIGatewayProxyRequestEvent event(String name) {
        try (InputStream in = Files.newInputStream(EVENTS.resolve(name + ".json"))) {
            return LambdaEventSerializers.serializerFor(
                            APIGatewayProxyRequestEvent.class, Function.class.getClassLoader())
                    .fromJson(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> events() {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> name.startsWith("inference-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the loop on the Runtime API hands an event over. */
    void stream(APIGatewayProxyRequestEvent event, ResponseStream out) {
        router.get().stream(event, new FakeContext("lambda-1", 28_000), out);
    }

    long billed(Meter meter) {
        return billed().stream()
                .mapToLong(event -> event.usage().amounts().of(meter))
                .sum();
    }

    List<UsageEvent> billed() {
        return ledger.all();
    }

    /** What came back. */
    record Said(APIGatewayProxyResponseEvent response, byte[] bytes) {
        private static final ObjectMapper JSON = new ObjectMapper();

        int status() {
            return response.getStatusCode();
        }

        String header(String name) {
            return response.getHeaders().getOrDefault(name, "");
        }

        String text() {
            return new String(bytes, UTF_8);
        }

        /** The body of a success. */
        JsonNode json() {
            assertThat(status()).describedAs(text()).isEqualTo(200);
            try {
                return JSON.readTree(text());
            } catch (JsonProcessingException e) {
                throw new AssertionError(text(), e);
            }
        }
    }
}
