package farebox.local.sagemaker.awsjson;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.RequestParameters;
import farebox.local.awsjson.ResultPage;
import farebox.local.sagemaker.TrainingJob;
import farebox.local.sagemaker.TrainingJobs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Training jobs and their tags. */
public final class SageMakerApi {
    private static final double MILLIS = 1_000.0;
    private static final int DEFAULT_PAGE = 10;

    private final TrainingJobs jobs;

    public SageMakerApi(TrainingJobs jobs) {
        this.jobs = jobs;
    }

    public AwsService service() {
        return new AwsService(
                "SageMaker",
                AwsService.JSON_1_1,
                Map.of(
                        "CreateTrainingJob", this::create,
                        "DescribeTrainingJob", this::describe,
                        "StopTrainingJob", this::stop,
                        "ListTrainingJobs", this::list,
                        "AddTags", this::addTags,
                        "ListTags", this::listTags,
                        "DeleteTags", this::deleteTags));
    }

    private ObjectNode create(RequestParameters request) {
        return AwsJsonEndpoint.object()
                .put("TrainingJobArn", jobs.create(request.json()).arn());
    }

    private ObjectNode describe(RequestParameters request) {
        return described(jobs.get(request.requiredText("TrainingJobName")));
    }

    /** The response of DescribeTrainingJob, which is also the output of a task that waits for the job. */
    public static ObjectNode described(TrainingJob job) {
        ObjectNode described = (ObjectNode) job.request().deepCopy();
        described.remove("Tags");
        described
                .put("TrainingJobArn", job.arn())
                .put("TrainingJobStatus", job.status().text())
                .put("SecondaryStatus", job.secondaryStatus())
                .put("CreationTime", seconds(job.times().created()))
                .put("LastModifiedTime", seconds(job.times().modified()))
                .put("TrainingTimeInSeconds", job.times().training().toSeconds())
                .put("BillableTimeInSeconds", job.times().training().toSeconds());
        job.times().trainingStart().ifPresent(start -> described.put("TrainingStartTime", seconds(start)));
        job.times().trainingEnd().ifPresent(end -> described.put("TrainingEndTime", seconds(end)));
        job.failure().ifPresent(reason -> described.put("FailureReason", reason));
        job.modelArtifacts()
                .ifPresent(uri -> described.putObject("ModelArtifacts").put("S3ModelArtifacts", uri));
        ArrayNode transitions = described.putArray("SecondaryStatusTransitions");
        job.transitions().forEach(transition -> transitions.add(described(transition)));
        ArrayNode metrics = described.putArray("FinalMetricDataList");
        job.metrics()
                .forEach((name, value) -> metrics.addObject()
                        .put("MetricName", name)
                        .put("Value", value)
                        .put("Timestamp", seconds(job.times().modified())));
        return described;
    }

    private static ObjectNode described(TrainingJob.Transition transition) {
        ObjectNode described = AwsJsonEndpoint.object()
                .put("Status", transition.status())
                .put("StartTime", seconds(transition.start()))
                .put("StatusMessage", transition.message());
        transition.end().ifPresent(end -> described.put("EndTime", seconds(end)));
        return described;
    }

    private ObjectNode stop(RequestParameters request) {
        jobs.stop(request.requiredText("TrainingJobName"));
        return AwsJsonEndpoint.object();
    }

    private ObjectNode list(RequestParameters request) {
        request.supporting("ListTrainingJobs", Set.of("StatusEquals", "NameContains", "MaxResults", "NextToken"));
        Optional<String> status = request.text("StatusEquals");
        String part = request.text("NameContains").orElse("");
        List<TrainingJob> matching = jobs.list().stream()
                .filter(job -> status.isEmpty() || job.status().text().equals(status.get()))
                .filter(job -> job.name().contains(part))
                .toList();
        ResultPage<TrainingJob> resultPage = ResultPage.of(
                matching,
                request.text("NextToken"),
                request.count("MaxResults", 1).orElse(DEFAULT_PAGE));
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode summaries = response.putArray("TrainingJobSummaries");
        resultPage
                .items()
                .forEach(job -> summaries
                        .addObject()
                        .put("TrainingJobName", job.name())
                        .put("TrainingJobArn", job.arn())
                        .put("TrainingJobStatus", job.status().text())
                        .put("SecondaryStatus", job.secondaryStatus())
                        .put("CreationTime", seconds(job.times().created()))
                        .put("LastModifiedTime", seconds(job.times().modified())));
        resultPage.next().ifPresent(token -> response.put("NextToken", token));
        return response;
    }

    private ObjectNode addTags(RequestParameters request) {
        Map<String, String> added = new LinkedHashMap<>();
        request.structures("Tags").forEach(tag -> added.put(tag.requiredText("Key"), tag.requiredText("Value")));
        jobs.addTags(request.requiredText("ResourceArn"), added);
        return listTags(request);
    }

    private ObjectNode listTags(RequestParameters request) {
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode tags = response.putArray("Tags");
        jobs.tags(request.requiredText("ResourceArn"))
                .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return response;
    }

    private ObjectNode deleteTags(RequestParameters request) {
        jobs.removeTags(request.requiredText("ResourceArn"), request.texts("TagKeys"));
        return AwsJsonEndpoint.object();
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS;
    }
}
