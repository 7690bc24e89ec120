package farebox.inference.lambda;

import farebox.access.aws.Authenticators;
import farebox.billing.aws.Payments;
import farebox.http.CrossOrigin;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.inference.CanaryObserver;
import farebox.inference.RunObserver;
import farebox.inference.UsageMeter;
import farebox.inference.VersionRecorder;
import farebox.inference.dynamo.DynamoVersionMetrics;
import farebox.kernel.Environment;
import farebox.metering.aws.MeteringFactory;
import farebox.models.Models;
import farebox.models.onnx.Natives;
import farebox.models.s3.S3Models;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.crac.Core;

/**
 * Everything of the function, put together.
 *
 * <p>Models are opened once and kept in a snapshot; so are the routes. Who calls and what is metered hang on keys,
 * random numbers and connections, which every environment must have for itself. Where a caller waits for the start, its
 * request is taken while the models are still loading: it is read and its limits are looked up in that time.
 *
 * @param http made anew after a snapshot is restored
 */
record InferenceWiring(RecreatedOnRestore<HttpRouter> http) {
    private static final String VERSION_METRICS_TABLE = "VERSION_METRICS_TABLE";

    static InferenceWiring of(Map<String, String> environment) {
        Settings settings = Settings.from(environment);
        InstantSource clock = InstantSource.system();
        Natives.use(settings.taskRoot());
        CompletableFuture<Models> connecting =
                CompletableFuture.supplyAsync(() -> models(settings, clock), InferenceWiring::besideTheRest);
        CompletableFuture<Void> preloading = connecting.thenAcceptAsync(
                models -> new PreloadModels(models, clock).run(settings.hotModels()), InferenceWiring::besideTheRest);
        Json json = new Json();
        Natives.load();
        Monitoring monitoring = Monitoring.from(environment, clock);
        VersionRecorder recorder = recorder(environment, clock);
        Models models = connecting.join();
        RunObserver observer = RunObserver.all(monitoring.observer(), new CanaryObserver(models, recorder));
        InferenceApi inferenceApi =
                InferenceApi.over(new InferenceApi.Served(models, observer), settings.defaultModel(), json, clock);
        RecreatedOnRestore<HttpRouter> http =
                RecreatedOnRestore.within(Core.getGlobalContext(), () -> http(environment, inferenceApi, json, clock));
        if (settings.startsBeforeCalls()) {
            preloading.join();
            ModelWarmUp modelWarmUp = new ModelWarmUp(inferenceApi.routes(ModelWarmUp.FREE), clock);
            settings.hotModels().forEach(modelWarmUp::run);
            monitoring.forgetOwnCalls();
        }
        return new InferenceWiring(http);
    }

    private static Models models(Settings settings, InstantSource clock) {
        return S3Models.of(
                S3Models.registry(settings.modelsBucket(), settings.verificationKey()),
                settings.temporary().resolve("farebox-models"),
                settings.cacheLimits(),
                clock);
    }

    /** A start has two cores, and the store of models takes longest to answer. */
    private static void besideTheRest(Runnable task) {
        Thread.ofPlatform().daemon().name("start").start(task);
    }

    private static VersionRecorder recorder(Map<String, String> variables, InstantSource clock) {
        String table = Environment.requiring(variables, VERSION_METRICS_TABLE).value(VERSION_METRICS_TABLE);
        return new VersionRecorder(DynamoVersionMetrics.connect(table, clock), clock);
    }

    private static HttpRouter http(
            Map<String, String> environment, InferenceApi inferenceApi, Json json, InstantSource clock) {
        return new HttpRouter(
                        inferenceApi.routes(UsageMeter.of(MeteringFactory.meterUsage(
                                environment, Payments.from(environment, clock), clock, new SecureRandom()))),
                        Authenticators.from(environment, clock),
                        json,
                        clock)
                .with(CrossOrigin.from(environment));
    }
}
