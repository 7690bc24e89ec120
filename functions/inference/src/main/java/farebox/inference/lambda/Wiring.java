package farebox.inference.lambda;

import farebox.access.lambda.Gates;
import farebox.edge.HttpEdge;
import farebox.edge.Json;
import farebox.metering.lambda.Metering;
import farebox.models.Models;
import farebox.models.onnx.Natives;
import farebox.models.s3.S3Models;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.crac.Core;

/**
 * Everything of the function, put together.
 *
 * <p>Models are opened once and kept in a snapshot; so are the routes. Who calls and what is metered hang on keys,
 * random numbers and connections, which every environment must have for itself.
 *
 * @param http made anew after a snapshot is restored
 */
record Wiring(Renewed<HttpEdge> http) {

    static Wiring of(Map<String, String> environment) {
        Settings settings = Settings.from(environment);
        InstantSource clock = InstantSource.system();
        Json json = new Json();
        Natives.use(settings.taskRoot());
        Models models = S3Models.of(
                settings.modelsBucket(), settings.temporary().resolve("farebox-models"), settings.budgets(), clock);
        Protocols protocols = Protocols.over(models, json, clock);
        Rehearsal rehearsal = new Rehearsal(protocols.routes(Rehearsal.FREE), clock);
        settings.hotModels().forEach(rehearsal::run);
        return new Wiring(Renewed.within(Core.getGlobalContext(), () -> http(environment, protocols, json, clock)));
    }

    private static HttpEdge http(Map<String, String> environment, Protocols protocols, Json json, InstantSource clock) {
        return new HttpEdge(
                protocols.routes(Metering.from(environment, clock, new SecureRandom())::run),
                Gates.from(environment, clock),
                json,
                clock);
    }
}
