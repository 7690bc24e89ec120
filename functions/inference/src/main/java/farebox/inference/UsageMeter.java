package farebox.inference;

import farebox.http.HttpResponse;
import farebox.kernel.Deadline;
import farebox.metering.MeteredCall;
import java.util.function.Supplier;

/**
 * Makes the event of a request durable before its response is returned, as {@link farebox.metering.MeterUsage} does.
 */
@FunctionalInterface
public interface UsageMeter {
    MeteredCall.Response<HttpResponse> run(
            MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<HttpResponse>> work);
}
