package farebox.local.apigateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.kernel.ByteCount;
import farebox.local.apigateway.Filter.FilterResult;
import farebox.local.apigateway.ProxyResponses.Reading;
import farebox.local.http.WebHandler;
import farebox.local.http.WebRequest;
import farebox.local.http.WebResponse;
import farebox.local.template.Deployment;
import farebox.local.template.RestApi;
import farebox.local.template.UsagePlan;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles every request to the API: finds the route, passes the filters, calls the function, and logs one line. */
public final class Gateway implements WebHandler {
    /** API Gateway's limit of a request's body. */
    public static final ByteCount MAX_BODY = ByteCount.ofMebibytes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final RestApi api;
    private final RouteTable routes;
    private final List<Filter> filters;
    private final Integration integration;
    private final GatewayResponses own;
    private final IncomingRequests incomingRequests;
    private final AccessLog log;
    private final InstantSource clock;

    /** What stands around a gateway. */
    public record Surroundings(
            Functions functions,
            GatewayApiKeys keys,
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
        this.filters = List.of(
                Gateway::size,
                new AuthorizerFilter(around.functions(), events, json, clock),
                new ApiKeyFilter(around.keys(), around.quotas(), plans(deployment), clock),
                new StageThrottleFilter(clock),
                new ParameterFilter());
        this.integration = new Integration(around.functions(), events, new ProxyResponses(json));
        this.own = new GatewayResponses(api);
        this.incomingRequests = new IncomingRequests(clock, around.random());
        this.log = around.log();
    }

    private static List<UsagePlan> plans(Deployment deployment) {
        return deployment.usagePlans().stream()
                .filter(plan -> plan.covers(deployment.api()))
                .toList();
    }

    @Override
    public WebResponse answer(WebRequest request) throws InterruptedException {
        IncomingRequest incomingRequest = incomingRequests.next(request);
        try {
            return answer(incomingRequest);
        } catch (RuntimeException e) {
            LOG.error("The gateway failed on request {}", incomingRequest.extendedRequestId(), e);
            return finish(incomingRequest, refuse(incomingRequest, GatewayError.bug(), incomingRequest.variables(api)));
        }
    }

    private WebResponse answer(IncomingRequest incomingRequest) throws InterruptedException {
        WebRequest request = incomingRequest.request();
        Optional<RouteTable.Match> match = routes.match(request.method(), request.target());
        if (match.isEmpty()) {
            return finish(
                    incomingRequest,
                    refuse(incomingRequest, GatewayError.unknownRoute(), incomingRequest.variables(api)));
        }
        FilterResult filterResult = through(RequestContext.begin(incomingRequest, api, match.get()));
        return switch (filterResult) {
            case FilterResult.Passed passed -> integrate(passed.context());
            case FilterResult.Stopped stopped ->
                finish(
                        incomingRequest,
                        refuse(
                                incomingRequest,
                                stopped.error(),
                                stopped.context().variables()));
        };
    }

    @Override
    public WebResponse malformed(int status) {
        WebRequest none = new WebRequest("", "/", "", Map.of(), new byte[0], "");
        IncomingRequest incomingRequest = incomingRequests.next(none);
        return finish(
                incomingRequest,
                refuse(incomingRequest, GatewayError.malformed(status), incomingRequest.variables(api)));
    }

    @Override
    public WebResponse tooLarge(WebRequest request) {
        IncomingRequest incomingRequest = incomingRequests.next(request);
        return finish(
                incomingRequest, refuse(incomingRequest, GatewayError.tooLarge(), incomingRequest.variables(api)));
    }

    private FilterResult through(RequestContext context) throws InterruptedException {
        FilterResult filterResult = new FilterResult.Passed(context);
        for (Filter filter : filters) {
            if (filterResult instanceof FilterResult.Passed passed) {
                filterResult = filter.pass(passed.context());
            }
        }
        return filterResult;
    }

    private static FilterResult size(RequestContext context) {
        return context.incomingRequest().request().body().length > MAX_BODY.bytes()
                ? new FilterResult.Stopped(context, GatewayError.tooLarge())
                : new FilterResult.Passed(context);
    }

    private WebResponse integrate(RequestContext context) throws InterruptedException {
        long began = clock.millis();
        Reading reading = integration.call(context);
        Map<String, String> variables = context.variables();
        variables.put("integrationLatency", String.valueOf(clock.millis() - began));
        Said said = switch (reading) {
            case Reading.Whole whole -> new Said(whole.response(), variables);
            case Reading.Broken broken -> refuse(context.incomingRequest(), broken.error(), variables);
        };
        return finish(context.incomingRequest(), said);
    }

    private Said refuse(IncomingRequest incomingRequest, GatewayError error, Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(GatewayResponses.variables(error));
        String accept = incomingRequest.request().header("accept").orElse("");
        return new Said(own.answer(error, accept, all), all);
    }

    private WebResponse finish(IncomingRequest incomingRequest, Said said) {
        Map<String, List<String>> headers = new LinkedHashMap<>(said.response().headers());
        headers.put("x-amzn-RequestId", List.of(incomingRequest.requestId()));
        headers.put("x-amz-apigw-id", List.of(incomingRequest.extendedRequestId()));
        headers.put("X-Amzn-Trace-Id", List.of(incomingRequest.traceId()));
        WebResponse response = said.response().with(headers);
        if (response.isStreamed()) {
            return new WebResponse(response.status(), headers, response.body(), out -> {
                CountedStream counted = new CountedStream(out, response.body().length);
                try {
                    response.rest().writeTo(counted);
                } finally {
                    log(incomingRequest, said, counted.bytes());
                }
            });
        }
        log(incomingRequest, said, response.body().length);
        return response;
    }

    private void log(IncomingRequest incomingRequest, Said said, long bytes) {
        Map<String, String> variables = new LinkedHashMap<>(said.variables());
        variables.put("status", String.valueOf(said.response().status()));
        variables.put("responseLength", String.valueOf(bytes));
        variables.put(
                "responseLatency",
                String.valueOf(incomingRequest.time().until(clock.instant()).toMillis()));
        log.write(api.accessLogFormat(), variables);
    }

    /** An answer, and the variables of {@code $context} that led to it. */
    private record Said(WebResponse response, Map<String, String> variables) {}
}
