package farebox.local.lambda;

/** A function and what its children are started from. */
record HostedFunction(FunctionDefinition function, ExecutionEnvironmentCommand command, ClassCache classes) {}
