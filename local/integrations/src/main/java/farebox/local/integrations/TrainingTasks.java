package farebox.local.integrations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.RequestParameters;
import farebox.local.host.ServiceException;
import farebox.local.sagemaker.TrainingJob;
import farebox.local.sagemaker.TrainingJobs;
import farebox.local.sagemaker.awsjson.SageMakerApi;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code sagemaker:createTrainingJob}, waited for or not. */
final class TrainingTasks {
    private final TrainingJobs jobs;

    TrainingTasks(TrainingJobs jobs) {
        this.jobs = jobs;
    }

    static boolean supports(TaskResource resource) {
        return resource.qualifiedAction().equals("sagemaker:createTrainingJob") && !resource.waitsForToken();
    }

    CompletionStage<TaskOutcome> start(TaskRequest request) {
        ObjectNode arguments =
                RequestParameters.asStructure(request.arguments()).json();
        String name = arguments.path("TrainingJobName").asText();
        try {
            create(request, arguments, name);
        } catch (ServiceException e) {
            return CompletableFuture.completedStage(
                    new TaskOutcome.Failed("SageMaker." + exception(e.code()), e.message()));
        }
        if (!request.resource().runsAJob()) {
            ObjectNode response = JsonNodeFactory.instance.objectNode();
            return CompletableFuture.completedStage(new TaskOutcome.Succeeded(
                    response.put("TrainingJobArn", jobs.get(name).arn())));
        }
        return jobs.end(name).thenApply(TrainingTasks::outcome);
    }

    void stop(TaskRequest request) {
        String name = request.arguments().path("TrainingJobName").asText();
        if (!jobs.get(name).status().ended()) {
            jobs.stop(name);
        }
    }

    /** After a restart the job that this attempt has created is waited for, and not created again. */
    private void create(TaskRequest request, ObjectNode arguments, String name) {
        boolean created = request.resumed()
                && jobs.list().stream().anyMatch(job -> job.name().equals(name));
        if (!created) {
            jobs.create(arguments);
        }
    }

    /** A job that did not complete fails its task, with the job's description as the cause. */
    private static TaskOutcome outcome(TrainingJob job) {
        ObjectNode described = SageMakerApi.described(job);
        return job.status() == TrainingJob.Status.COMPLETED
                ? new TaskOutcome.Succeeded(described)
                : new TaskOutcome.Failed("States.TaskFailed", described.toString());
    }

    private static String exception(String code) {
        return code.endsWith("Exception") ? code : code + "Exception";
    }
}
