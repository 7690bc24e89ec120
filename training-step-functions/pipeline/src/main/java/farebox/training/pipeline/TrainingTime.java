package farebox.training.pipeline;

/**
 * How long a job trained, as DescribeTrainingJob has it.
 *
 * @param billedSeconds {@code BillableTimeInSeconds}: on spot capacity, less than the job took
 * @param trainedSeconds {@code TrainingTimeInSeconds}
 */
public record TrainingTime(long billedSeconds, long trainedSeconds) {
    /** What spot capacity saved, in percent of the price on demand, as SageMaker's console counts it. */
    public long savedPercent() {
        return trainedSeconds <= 0 ? 0 : Math.max(0, Math.round(100.0 - 100.0 * billedSeconds / trainedSeconds));
    }
}
