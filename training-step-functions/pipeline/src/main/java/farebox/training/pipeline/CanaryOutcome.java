package farebox.training.pipeline;

import farebox.training.pipeline.gate.CanaryCounts;

/**
 * How far a version was tried beside the champion.
 *
 * @param percent the largest share of the callers that it served
 * @param requests that it answered or failed until it was to serve more callers, or was promoted
 */
public record CanaryOutcome(int percent, long requests) {
    /** Whether they are too few for a comparison of errors and latency. */
    public boolean isInconclusive() {
        return requests < CanaryCounts.MIN_REQUESTS;
    }
}
