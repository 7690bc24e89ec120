package farebox.local.stepfunctions;

import java.time.Instant;

/** @param definition in the Amazon States Language */
public record StateMachine(String arn, String name, String definition, String roleArn, Instant created) {}
