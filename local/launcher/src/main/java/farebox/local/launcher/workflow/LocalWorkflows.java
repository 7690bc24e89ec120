package farebox.local.launcher.workflow;

import farebox.cli.operator.UserError;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.eventbridge.Deliveries;
import farebox.local.eventbridge.Event;
import farebox.local.eventbridge.EventBus;
import farebox.local.eventbridge.EventDelivery;
import farebox.local.eventbridge.Targets;
import farebox.local.eventbridge.awsjson.EventBridgeApi;
import farebox.local.host.Documents;
import farebox.local.host.ServiceException;
import farebox.local.host.ThreadTimers;
import farebox.local.http.WebHandler;
import farebox.local.integrations.ServiceTargets;
import farebox.local.integrations.ServiceTasks;
import farebox.local.lambda.LocalLambda;
import farebox.local.s3.LocalS3;
import farebox.local.sagemaker.TrainingJobs;
import farebox.local.sagemaker.awsjson.SageMakerApi;
import farebox.local.sagemaker.process.ChildProcesses;
import farebox.local.scheduler.Scheduler;
import farebox.local.scheduler.rest.SchedulerApi;
import farebox.local.sqs.Delivery;
import farebox.local.sqs.Sqs;
import farebox.local.sqs.awsjson.SqsApi;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.awsjson.StepFunctionsApi;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.template.Deployment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The services that pass work on, with what the template has of them. */
public final class LocalWorkflows implements AutoCloseable {
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "000000000000";
    private static final String QUEUE_URLS = "https://sqs." + REGION + ".amazonaws.com/" + ACCOUNT + "/";

    private final Host host;
    private final ThreadTimers timers;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ChildProcesses processes;
    private final LambdaFunctions functions;
    private final Sqs sqs;
    private final EventBus bus;
    private final Scheduler scheduler;
    private final TrainingJobs jobs;
    private final Map<String, AwsService> services;
    private final StepFunctions stepFunctions;
    private final ServiceTargets targets;
    private final QueuePollers pollers;

    /**
     * What the services take from the emulator.
     *
     * @param dynamo which Task states may call, too
     * @param training the commands of training images, by the image's name
     * @param folder for the files of training jobs
     */
    public record Host(
            InstantSource clock,
            RandomGenerator random,
            Documents documents,
            AwsService dynamo,
            LocalS3 s3,
            Map<String, List<String>> training,
            Path folder) {}

    private LocalWorkflows(Host host, Deployment deployment) {
        this.host = host;
        this.timers = new ThreadTimers(host.clock());
        this.processes = new ChildProcesses(host.training());
        this.functions = new LambdaFunctions(
                deployment.functions().stream().map(Deployment.Function::name).collect(Collectors.toSet()));
        this.sqs = new Sqs(
                REGION,
                ACCOUNT,
                new Sqs.Host(host.clock(), timers, host.documents(), host.random(), Delivery.inOrder()));
        this.bus = new EventBus(
                REGION,
                ACCOUNT,
                new EventBus.Host(
                        host.clock(), timers, host.documents(), host.random(), this::send, EventDelivery.once()));
        this.scheduler =
                new Scheduler(REGION, ACCOUNT, new Deliveries.Host(host.clock(), timers, host.documents(), this::send));
        this.jobs = new TrainingJobs(REGION, ACCOUNT, training());
        this.services = Map.of(
                "sqs", new SqsApi(sqs, QUEUE_URLS).service(),
                "eventbridge", new EventBridgeApi(bus, host.clock()).service(),
                "sagemaker", new SageMakerApi(jobs).service());
        this.stepFunctions = new StepFunctions(
                new StateMachines.Account(REGION, ACCOUNT),
                new Engine.Host(host.clock(), timers, host.documents(), host.random()),
                tasks());
        stepFunctions.listen(execution -> bus.put(ended(execution)));
        this.targets = new ServiceTargets(functions, sqs, stepFunctions.executions(), this::newName);
        this.pollers = pollers(deployment);
    }

    /**
     * Makes what the template has; nothing runs before {@link #start}.
     *
     * @throws UserError if the template asks for something that a service refuses
     */
    public static LocalWorkflows open(Host host, Deployment deployment) {
        try {
            return new LocalWorkflows(host, deployment);
        } catch (ServiceException e) {
            throw new UserError("template.yaml: " + e.code() + ": " + e.message(), e);
        }
    }

    /** All that speak AWS's JSON protocol. */
    public List<AwsService> services() {
        List<AwsService> all = new ArrayList<>(services.values());
        all.add(new StepFunctionsApi(stepFunctions, this::newName).service());
        return all;
    }

    /** One listener for this protocol and for the scheduler's paths. */
    public WebHandler endpoint(AwsJsonEndpoint services) {
        SchedulerApi schedules = new SchedulerApi(scheduler);
        return request -> SchedulerApi.serves(request) ? schedules.answer(request) : services.answer(request);
    }

    /** Goes on with the work of the last process, and begins to take new work. */
    public void start(LocalLambda lambda, UploadEvents uploads) {
        functions.runOn(lambda);
        jobs.resume();
        stepFunctions.resume();
        bus.resume();
        scheduler.resume();
        pollers.start();
        uploads.sendTo(bus);
    }

    @Override
    public void close() {
        pollers.close();
        timers.close();
        processes.close();
        executor.shutdownNow();
    }

    private QueuePollers pollers(Deployment deployment) {
        TemplateWorkflows.queues(deployment.workflows(), sqs);
        TemplateWorkflows.rules(deployment.workflows(), bus);
        TemplateWorkflows.schedules(deployment.workflows(), scheduler);
        TemplateWorkflows.machines(deployment.workflows(), stepFunctions.machines());
        return new QueuePollers(deployment, sqs, functions, host.clock());
    }

    private TrainingJobs.Host training() {
        return new TrainingJobs.Host(
                host.clock(),
                timers,
                host.documents(),
                executor,
                host.s3().trainingObjects(),
                processes,
                host.folder(),
                job -> {});
    }

    private ServiceTasks tasks() {
        Map<String, AwsService> called = new HashMap<>(services);
        called.put("dynamodb", host.dynamo());
        return new ServiceTasks(functions, jobs, host.s3().tasks(executor), called, executor);
    }

    private static Event ended(Execution execution) {
        Execution.End end = execution.end().orElseThrow();
        return Event.executionEnded(
                new Event.EndedExecution(
                        execution.arn(),
                        execution.origin().stateMachineArn(),
                        execution.origin().name(),
                        execution.status().name(),
                        execution.input(),
                        end.error().orElse(""),
                        end.cause().orElse("")),
                end.stop());
    }

    private UUID newName() {
        return new UUID(host.random().nextLong(), host.random().nextLong());
    }

    /** Rules and schedules exist before what they send to. */
    private CompletionStage<Targets.Outcome> send(String arn, String payload) {
        return targets.send(arn, payload);
    }
}
