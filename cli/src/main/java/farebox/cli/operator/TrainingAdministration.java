package farebox.cli.operator;

import farebox.training.pipeline.CancelRun;
import farebox.training.pipeline.RunEvents;
import farebox.training.pipeline.RunStore;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.dynamo.DynamoRunStore;
import farebox.training.pipeline.s3.S3RunFolders;
import farebox.training.pipeline.sfn.StepFunctionsExecutions;
import java.time.InstantSource;

/** What an operator does with the training runs of a stack. */
public record TrainingAdministration(RunStore store, RunEvents events, Runs runs, CancelRun cancelRun) {
    /** In a stack that is deployed or runs on this machine. */
    public static TrainingAdministration of(Stack stack, StackClients clients, InstantSource clock) {
        RunStore store = new DynamoRunStore(clients.dynamo(), stack.output("TrainingTable"), clock);
        Runs runs = new Runs(store, clock);
        StepFunctionsExecutions executions = new StepFunctionsExecutions(
                clients.stepFunctions(), clients.sageMaker(), stack.output("TrainingStateMachine"));
        RunEvents events = new RunEvents(store, new S3RunFolders(clients.s3(), stack.output("ResultsBucket")));
        return new TrainingAdministration(store, events, runs, new CancelRun(runs, executions));
    }
}
