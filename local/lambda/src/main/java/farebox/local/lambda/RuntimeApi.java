package farebox.local.lambda;

import farebox.kernel.ByteCount;
import farebox.local.http.BodyStream;
import farebox.local.http.WebHandler;
import farebox.local.http.WebRequest;
import farebox.local.http.WebResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Runtime API, version 2018-06-01, for the children of every function at one address: each child has a path of
 * its own before the version. See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
 */
final class RuntimeApi implements WebHandler {
    private static final Pattern CALL = Pattern.compile("/([^/]+)/([^/]+)/2018-06-01/runtime/(.+)");
    private static final Pattern REPORT = Pattern.compile("POST invocation/([^/]+)/(response|error)");
    private static final String ERROR_TYPE = "lambda-runtime-function-error-type";
    /** Calls with whatever method. */
    private static final Pattern KNOWN =
            Pattern.compile("\\w+ (invocation/next|init/error|invocation/[^/]+/(response|error))");

    private static final String RESPONSE_MODE = "lambda-runtime-function-response-mode";
    private static final String WRONG_STATE = "InvalidStateTransition";
    private static final WebResponse NO_SUCH_CALL = errorResponse(404, "InvalidPath", "no such call");
    private static final WebResponse ACCEPTED = WebResponse.json(202, "{\"status\":\"OK\"}");

    private final Map<String, FunctionPool> pools;

    RuntimeApi(Map<String, FunctionPool> pools) {
        this.pools = pools;
    }

    /** Where a child finds its Runtime API, without a scheme. */
    static String address(int port, String function, ExecutionEnvironment executionEnvironment) {
        return "127.0.0.1:" + port + "/" + function + "/" + executionEnvironment.id();
    }

    /** A response in streaming mode is passed on as it arrives. */
    @Override
    public boolean streams(WebRequest request) {
        return request.header(RESPONSE_MODE)
                .filter(mode -> mode.equalsIgnoreCase("streaming"))
                .isPresent();
    }

    @Override
    public WebResponse answer(WebRequest request) throws InterruptedException {
        return answer(request, Optional.empty());
    }

    @Override
    public WebResponse answer(WebRequest request, BodyStream body) throws InterruptedException {
        return answer(request, Optional.of(body));
    }

    private WebResponse answer(WebRequest request, Optional<BodyStream> body) throws InterruptedException {
        Matcher call = CALL.matcher(request.target());
        if (!call.matches()) {
            return NO_SUCH_CALL;
        }
        Optional<FunctionPool> pool = Optional.ofNullable(pools.get(call.group(1)));
        Optional<ExecutionEnvironment> child = pool.flatMap(known -> known.child(call.group(2)));
        if (pool.isEmpty() || child.isEmpty()) {
            return errorResponse(403, "InvalidChild", "no such execution environment");
        }
        return new Call(pool.get(), child.get(), request, body).answer(request.method() + " " + call.group(3));
    }

    private static WebResponse errorResponse(int status, String type, String message) {
        return WebResponse.json(status, "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}");
    }

    /**
     * One call of one child.
     *
     * @param body of a response that is streamed
     */
    private record Call(
            FunctionPool pool,
            ExecutionEnvironment executionEnvironment,
            WebRequest request,
            Optional<BodyStream> body) {
        WebResponse answer(String call) throws InterruptedException {
            return switch (call) {
                case "GET invocation/next" -> next();
                case "POST init/error" -> initError();
                case "GET restore/next" -> restored();
                case "POST restore/error" -> initError();
                default -> report(call);
            };
        }

        /** A runtime that asks again before it has answered gets the same event again. */
        private WebResponse next() throws InterruptedException {
            Optional<ExecutionEnvironment.Running> unanswered = pool.unanswered(executionEnvironment);
            Optional<ExecutionEnvironment.Running> next =
                    unanswered.isPresent() ? unanswered : pool.next(executionEnvironment);
            return next.map(this::event)
                    .orElseGet(() -> errorResponse(410, "ChildGone", "this execution environment has ended"));
        }

        private WebResponse event(ExecutionEnvironment.Running running) {
            Invocation invocation = running.invocation();
            Instant deadline = running.since().plus(pool.function().timeout());
            return new WebResponse(
                    200,
                    Map.of(
                            "content-type", List.of("application/json"),
                            "lambda-runtime-aws-request-id", List.of(invocation.requestId()),
                            "lambda-runtime-deadline-ms", List.of(Long.toString(deadline.toEpochMilli())),
                            "lambda-runtime-invoked-function-arn",
                                    List.of(pool.function().arn()),
                            "lambda-runtime-trace-id", List.of(invocation.trace())),
                    invocation.event());
        }

        private WebResponse restored() {
            if (pool.function().start() != FunctionDefinition.Start.SNAP_START) {
                return NO_SUCH_CALL;
            }
            pool.restored(executionEnvironment);
            return WebResponse.empty(200);
        }

        private WebResponse initError() {
            if (!pool.isStarting(executionEnvironment)) {
                return errorResponse(403, WRONG_STATE, "this execution environment has started");
            }
            executionEnvironment.initError(
                    Payloads.error(request.body(), request.header(ERROR_TYPE).orElse("Runtime.Unknown")));
            return ACCEPTED;
        }

        private WebResponse report(String call) throws InterruptedException {
            Matcher report = REPORT.matcher(call);
            if (!report.matches()) {
                return KNOWN.matcher(call).matches() ? WebResponse.empty(405) : NO_SUCH_CALL;
            }
            if (pool.hasAnswered(executionEnvironment, report.group(1))) {
                return errorResponse(403, WRONG_STATE, "this invocation is answered already");
            }
            InvokeOutcome outcome = report.group(2).equals("error") ? error() : response(report.group(1));
            if (!pool.settle(executionEnvironment, report.group(1), outcome)) {
                return errorResponse(400, "InvalidRequestID", "not the invocation of this execution environment");
            }
            return outcome instanceof InvokeOutcome.TooLarge
                    ? errorResponse(413, "RequestEntityTooLarge", "the response is above Lambda's limit")
                    : ACCEPTED;
        }

        private InvokeOutcome response(String requestId) throws InterruptedException {
            Optional<Invocation> answered = pool.unanswered(executionEnvironment)
                    .map(ExecutionEnvironment.Running::invocation)
                    .filter(invocation -> invocation.requestId().equals(requestId));
            if (body.isPresent() && answered.isPresent()) {
                return new StreamedResponse(answered.get(), body.get()).read();
            }
            int length = request.body().length;
            return length > Payloads.MAX_BYTES
                    ? new InvokeOutcome.TooLarge(InvokeOutcome.Direction.ANSWER, new ByteCount(length))
                    : new InvokeOutcome.Answered(request.body());
        }

        private InvokeOutcome error() {
            return Payloads.error(request.body(), request.header(ERROR_TYPE).orElse("Unhandled"));
        }
    }
}
