package farebox.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.kernel.ByteCount;
import farebox.local.gateway.Gate.Passage;
import farebox.local.gateway.ProxyAnswers.Reading;
import farebox.local.template.Deployment;
import farebox.local.template.RestApi;
import farebox.local.template.UsagePlan;
import farebox.local.web.WebAnswer;
import farebox.local.web.WebHandler;
import farebox.local.web.WebRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request to the API: finds the route, passes the gates, calls the function, and logs one line. */
public final class Gateway implements WebHandler {
    /** API Gateway's limit of a request's body. */
    public static final ByteCount LARGEST_BODY = ByteCount.ofMebibytes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final RestApi api;
    private final RouteTable routes;
    private final List<Gate> gates;
    private final Integration integration;
    private final GatewayAnswers own;
    private final Arrivals arrivals;
    private final AccessLog log;
    private final InstantSource clock;

    /** What stands around a gateway. */
    public record Surroundings(
            Functions functions,
            ApiKeys keys,
            Quotas quotas,
            AccessLog log,
            InstantSource clock,
            RandomGenerator random) {}

    /** @param around its random generator is used by many threads at once */
    public Gateway(Deployment deployment, Surroundings around) {
        ObjectMapper json = new ObjectMapper();
        Events events = new Events(json);
        this.api = deployment.api();
        this.clock = around.clock();
        this.routes = new RouteTable(api.routes());
        this.gates = List.of(
                Gateway::size,
                new AuthorizerGate(around.functions(), events, json, clock),
                new KeyGate(around.keys(), around.quotas(), plans(deployment), clock),
                new StageGate(clock),
                new ParameterGate());
        this.integration = new Integration(around.functions(), events, new ProxyAnswers(json));
        this.own = new GatewayAnswers(api);
        this.arrivals = new Arrivals(clock, around.random());
        this.log = around.log();
    }

    private static List<UsagePlan> plans(Deployment deployment) {
        return deployment.usagePlans().stream()
                .filter(plan -> plan.covers(deployment.api()))
                .toList();
    }

    @Override
    public WebAnswer answer(WebRequest request) throws InterruptedException {
        Arrival arrival = arrivals.next(request);
        try {
            return answer(arrival);
        } catch (RuntimeException e) {
            LOG.error("The gateway failed on request {}", arrival.extendedRequestId(), e);
            return finish(arrival, refuse(arrival, Refusal.bug(), arrival.variables(api)));
        }
    }

    private WebAnswer answer(Arrival arrival) throws InterruptedException {
        WebRequest request = arrival.request();
        Optional<RouteTable.Match> match = routes.match(request.method(), request.target());
        if (match.isEmpty()) {
            return finish(arrival, refuse(arrival, Refusal.unknownRoute(), arrival.variables(api)));
        }
        Passage passage = through(Exchange.begin(arrival, api, match.get()));
        return switch (passage) {
            case Passage.Open open -> integrate(open.exchange());
            case Passage.Closed closed ->
                finish(
                        arrival,
                        refuse(arrival, closed.refusal(), closed.exchange().variables()));
        };
    }

    @Override
    public WebAnswer tooLarge(WebRequest request) {
        Arrival arrival = arrivals.next(request);
        return finish(arrival, refuse(arrival, Refusal.tooLarge(), arrival.variables(api)));
    }

    private Passage through(Exchange exchange) throws InterruptedException {
        Passage passage = new Passage.Open(exchange);
        for (Gate gate : gates) {
            if (passage instanceof Passage.Open open) {
                passage = gate.pass(open.exchange());
            }
        }
        return passage;
    }

    private static Passage size(Exchange exchange) {
        return exchange.arrival().request().body().length > LARGEST_BODY.bytes()
                ? new Passage.Closed(exchange, Refusal.tooLarge())
                : new Passage.Open(exchange);
    }

    private WebAnswer integrate(Exchange exchange) throws InterruptedException {
        long began = clock.millis();
        Reading reading = integration.call(exchange);
        Map<String, String> variables = exchange.variables();
        variables.put("integrationLatency", String.valueOf(clock.millis() - began));
        Said said = switch (reading) {
            case Reading.Whole whole -> new Said(whole.answer(), variables);
            case Reading.Broken broken -> refuse(exchange.arrival(), broken.refusal(), variables);
        };
        return finish(exchange.arrival(), said);
    }

    private Said refuse(Arrival arrival, Refusal refusal, Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(GatewayAnswers.variables(refusal));
        String accept = arrival.request().header("accept").orElse("");
        return new Said(own.answer(refusal, accept, all), all);
    }

    private WebAnswer finish(Arrival arrival, Said said) {
        Map<String, List<String>> headers = new LinkedHashMap<>(said.answer().headers());
        headers.put("x-amzn-RequestId", List.of(arrival.requestId()));
        headers.put("x-amz-apigw-id", List.of(arrival.extendedRequestId()));
        headers.put("X-Amzn-Trace-Id", List.of(arrival.traceId()));
        Map<String, String> variables = new LinkedHashMap<>(said.variables());
        variables.put("status", String.valueOf(said.answer().status()));
        variables.put("responseLength", String.valueOf(said.answer().body().length));
        variables.put(
                "responseLatency",
                String.valueOf(Duration.between(arrival.at(), clock.instant()).toMillis()));
        log.write(api.accessLogFormat(), variables);
        return new WebAnswer(said.answer().status(), headers, said.answer().body());
    }

    /** An answer, and the variables of {@code $context} that led to it. */
    private record Said(WebAnswer answer, Map<String, String> variables) {}
}
