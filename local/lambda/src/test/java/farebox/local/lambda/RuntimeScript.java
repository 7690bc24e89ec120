package farebox.local.lambda;

/** What a runtime may do with one event, right and wrong; each line is a call. The last one ends the invocation. */
enum RuntimeScript {
    ANSWER("POST invocation/{id}/response {\"answer\":1}"),
    EMPTY_ANSWER("POST invocation/{id}/response "),
    ANSWER_TWICE("POST invocation/{id}/response 1\nPOST invocation/{id}/response 2"),
    ERROR_AFTER_ANSWER(
            "POST invocation/{id}/response 1\nPOST invocation/{id}/error {\"errorType\":\"Late\",\"errorMessage\":\"m\"}"),
    MAX_ANSWER("POST invocation/{id}/response @6291556"),
    TOO_LARGE_ANSWER("POST invocation/{id}/response @6291557"),
    ERROR(
            "POST invocation/{id}/error [Lambda-Runtime-Function-Error-Type: Function.Broken] {\"errorType\":\"Broken\",\"errorMessage\":\"m\"}"),
    ERROR_WITHOUT_TYPE("POST invocation/{id}/error {\"errorMessage\":\"m\"}"),
    ERROR_THAT_IS_NO_JSON("POST invocation/{id}/error [Lambda-Runtime-Function-Error-Type: Nonsense] broken"),
    EMPTY_ERROR("POST invocation/{id}/error "),
    ANSWER_AFTER_ERROR(
            "POST invocation/{id}/error {\"errorType\":\"Broken\",\"errorMessage\":\"m\"}\nPOST invocation/{id}/response 1"),
    ANOTHERS_ID(
            "POST invocation/6c7c1e0c-0000-4000-8000-000000000000/response 1\nPOST invocation/6c7c1e0c-0000-4000-8000-000000000000/error 1\nPOST invocation/{id}/response 2"),
    NO_ID("POST invocation/none/response 1\nPOST invocation/{id}/response 2"),
    UNKNOWN_PATHS(
            "GET nothing\nPOST invocation/{id}/nothing 1\nGET invocation\nGET restore/next\nPOST invocation/{id}/response 2"),
    WRONG_METHODS(
            "GET invocation/{id}/response\nPOST invocation/next 1\nPUT invocation/{id}/response 1\nGET init/error\nPOST invocation/{id}/response 2"),
    INIT_ERROR_TOO_LATE(
            "POST init/error {\"errorType\":\"Late\",\"errorMessage\":\"m\"}\nPOST invocation/{id}/response 2"),
    NEXT_TOO_EARLY("GET invocation/next\nPOST invocation/{id}/response 2");

    private final String calls;

    RuntimeScript(String calls) {
        this.calls = calls;
    }

    /** The event that makes the runtime do it. */
    String event() {
        return calls;
    }
}
