package farebox.local.lambda;

/** A function and what its children are started from. */
record Hosted(FunctionDefinition function, ChildCommand command, ClassCache classes) {}
