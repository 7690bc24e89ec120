package farebox.inference;

import farebox.http.HttpResponse;
import farebox.kernel.Deadline;
import farebox.metering.MeterUsage;
import farebox.metering.MeteredCall;
import java.util.function.Supplier;

/**
 * Makes the event of a request durable before its response is returned, as {@link farebox.metering.MeterUsage} does.
 */
@FunctionalInterface
public interface UsageMeter {
    MeteredCall.Response<HttpResponse> run(
            MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<HttpResponse>> work);

    /**
     * The same for a further part of a response that is sent piece by piece, as {@link MeterUsage#runPart} does.
     *
     * @throws UnsupportedOperationException if this meters whole responses only
     */
    default void runPart(MeteredCall call, int part, MeteredCall.Result<HttpResponse> result, Deadline deadline) {
        throw new UnsupportedOperationException("only whole responses are metered here");
    }

    static UsageMeter of(MeterUsage<HttpResponse> meterUsage) {
        return new UsageMeter() {
            @Override
            public MeteredCall.Response<HttpResponse> run(
                    MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<HttpResponse>> work) {
                return meterUsage.run(call, deadline, work);
            }

            @Override
            public void runPart(
                    MeteredCall call, int part, MeteredCall.Result<HttpResponse> result, Deadline deadline) {
                meterUsage.runPart(call, part, result, deadline);
            }
        };
    }
}
