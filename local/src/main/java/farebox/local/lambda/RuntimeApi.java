package farebox.local.lambda;

import farebox.kernel.ByteCount;
import farebox.local.web.WebAnswer;
import farebox.local.web.WebHandler;
import farebox.local.web.WebRequest;
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
    private static final Pattern REPORT = Pattern.compile("invocation/([^/]+)/(response|error)");
    private static final String ERROR_TYPE = "lambda-runtime-function-error-type";
    /** Calls with whatever method. */
    private static final Pattern KNOWN =
            Pattern.compile("\\w+ (invocation/next|init/error|invocation/[^/]+/(response|error))");

    private static final String WRONG_STATE = "InvalidStateTransition";
    private static final WebAnswer NO_SUCH_CALL = refusal(404, "InvalidPath", "no such call");
    private static final WebAnswer ACCEPTED = WebAnswer.json(202, "{\"status\":\"OK\"}");

    private final Map<String, FunctionPool> pools;

    RuntimeApi(Map<String, FunctionPool> pools) {
        this.pools = pools;
    }

    /** Where a child finds its Runtime API, without a scheme. */
    static String address(int port, String function, Child child) {
        return "127.0.0.1:" + port + "/" + function + "/" + child.id();
    }

    @Override
    public WebAnswer answer(WebRequest request) throws InterruptedException {
        Matcher call = CALL.matcher(request.target());
        if (!call.matches()) {
            return NO_SUCH_CALL;
        }
        Optional<FunctionPool> pool = Optional.ofNullable(pools.get(call.group(1)));
        Optional<Child> child = pool.flatMap(known -> known.child(call.group(2)));
        if (pool.isEmpty() || child.isEmpty()) {
            return refusal(403, "InvalidChild", "no such execution environment");
        }
        return new Call(pool.get(), child.get(), request).answer(request.method() + " " + call.group(3));
    }

    private static WebAnswer refusal(int status, String type, String message) {
        return WebAnswer.json(status, "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}");
    }

    /** One call of one child. */
    private record Call(FunctionPool pool, Child child, WebRequest request) {
        WebAnswer answer(String call) throws InterruptedException {
            return switch (call) {
                case "GET invocation/next" -> next();
                case "POST init/error" -> initError();
                case "GET restore/next" -> restored();
                case "POST restore/error" -> initError();
                default -> report(call);
            };
        }

        /** A runtime that asks again before it has answered gets the same event again. */
        private WebAnswer next() throws InterruptedException {
            Optional<Child.Running> unanswered = pool.unanswered(child);
            Optional<Child.Running> next = unanswered.isPresent() ? unanswered : pool.next(child);
            return next.map(this::event)
                    .orElseGet(() -> refusal(410, "ChildGone", "this execution environment has ended"));
        }

        private WebAnswer event(Child.Running running) {
            Invocation invocation = running.invocation();
            Instant deadline = running.since().plus(pool.function().timeout());
            return new WebAnswer(
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

        private WebAnswer restored() {
            if (pool.function().start() != FunctionDefinition.Start.SNAP_START) {
                return NO_SUCH_CALL;
            }
            pool.restored(child);
            return WebAnswer.empty(200);
        }

        private WebAnswer initError() {
            if (!pool.isStarting(child)) {
                return refusal(403, WRONG_STATE, "this execution environment has started");
            }
            child.initError(
                    Payloads.error(request.body(), request.header(ERROR_TYPE).orElse("Runtime.Unknown")));
            return ACCEPTED;
        }

        private WebAnswer report(String call) {
            Matcher report = REPORT.matcher(call.replaceFirst("^POST ", ""));
            if (!report.matches()) {
                return KNOWN.matcher(call).matches() ? WebAnswer.empty(405) : NO_SUCH_CALL;
            }
            if (pool.hasAnswered(child, report.group(1))) {
                return refusal(403, WRONG_STATE, "this invocation is answered already");
            }
            InvokeOutcome outcome = report.group(2).equals("error") ? error() : response();
            if (!pool.settle(child, report.group(1), outcome)) {
                return refusal(400, "InvalidRequestID", "not the invocation of this execution environment");
            }
            return outcome instanceof InvokeOutcome.TooLarge
                    ? refusal(413, "RequestEntityTooLarge", "the response is above Lambda's limit")
                    : ACCEPTED;
        }

        private InvokeOutcome response() {
            int length = request.body().length;
            return length > Payloads.LARGEST_BYTES
                    ? new InvokeOutcome.TooLarge(InvokeOutcome.Direction.ANSWER, new ByteCount(length))
                    : new InvokeOutcome.Answered(request.body());
        }

        private InvokeOutcome error() {
            return Payloads.error(request.body(), request.header(ERROR_TYPE).orElse("Unhandled"));
        }
    }
}
