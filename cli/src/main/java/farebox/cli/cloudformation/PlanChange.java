package farebox.cli.cloudformation;

import java.util.Optional;
import java.util.Set;

/** Has CloudFormation work out, as a change set, what would have to change. */
public interface PlanChange {

    /**
     * @param before names of the parameters that the stack has; empty if there is none yet
     * @return the change set, which may be unfinished or empty; nothing if it is known that nothing changes
     */
    Optional<String> plan(ChangeStack.Order order, boolean isNew, Set<String> before) throws InterruptedException;
}
