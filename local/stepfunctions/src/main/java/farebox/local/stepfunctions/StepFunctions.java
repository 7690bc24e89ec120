package farebox.local.stepfunctions;

import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskIntegrations;
import java.util.function.Consumer;

/** The service as a whole. */
public final class StepFunctions {
    private final Engine engine;
    private final StateMachines machines;
    private final Executions executions;
    private final TaskTokens tokens;

    /** @param integrations the services that Task states may call, beside this one */
    public StepFunctions(StateMachines.Account account, Engine.Host host, TaskIntegrations integrations) {
        NestedExecutions all = new NestedExecutions(integrations, this::executions);
        this.engine = new Engine(host, all);
        this.machines = new StateMachines(account, host.clock(), host.documents(), all::supports);
        this.executions = new Executions(machines, engine);
        this.tokens = new TaskTokens(engine);
    }

    /** Goes on with the executions that were running when the last process ended. */
    public void resume() {
        engine.resume();
    }

    /** @param listener is told of each execution that has ended */
    public void listen(Consumer<Execution> listener) {
        engine.listen(listener);
    }

    public StateMachines machines() {
        return machines;
    }

    public Executions executions() {
        return executions;
    }

    public TaskTokens tokens() {
        return tokens;
    }
}
