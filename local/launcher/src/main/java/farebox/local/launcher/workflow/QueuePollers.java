package farebox.local.launcher.workflow;

import farebox.local.integrations.InvokedFunctions;
import farebox.local.sqs.Sqs;
import farebox.local.sqs.mapping.EventSourceMapping;
import farebox.local.sqs.mapping.QueueFunction;
import farebox.local.sqs.mapping.QueuePoller;
import farebox.local.template.Deployment;
import java.time.InstantSource;
import java.util.List;

/** Calls functions with the messages of queues, as the template's event source mappings say. */
final class QueuePollers implements AutoCloseable {
    private final List<QueuePoller> pollers;

    QueuePollers(Deployment deployment, Sqs sqs, InvokedFunctions functions, InstantSource clock) {
        this.pollers = deployment.functions().stream()
                .flatMap(function -> function.queues().stream()
                        .map(source -> new QueuePoller(
                                mapping(source),
                                sqs.get(source.queue()),
                                event ->
                                        functions.invoke(function.name(), event).thenApply(QueuePollers::result),
                                clock)))
                .toList();
    }

    void start() {
        pollers.forEach(QueuePoller::start);
    }

    @Override
    public void close() {
        pollers.forEach(QueuePoller::close);
    }

    private static EventSourceMapping mapping(Deployment.QueueSource source) {
        return new EventSourceMapping(
                source.batchSize(), source.batchingWindow(), source.reportsItems(), source.concurrency());
    }

    private static QueueFunction.Result result(InvokedFunctions.Result result) {
        return switch (result) {
            case InvokedFunctions.Result.Returned returned -> new QueueFunction.Result.Returned(returned.payload());
            case InvokedFunctions.Result.Failed failed -> new QueueFunction.Result.Failed(failed.payload());
            case InvokedFunctions.Result.Throttled throttled -> new QueueFunction.Result.Failed("throttled");
            case InvokedFunctions.Result.NotFound missing ->
                new QueueFunction.Result.Failed("there is no such function");
        };
    }
}
