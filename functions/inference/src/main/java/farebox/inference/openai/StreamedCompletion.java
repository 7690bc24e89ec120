package farebox.inference.openai;

import farebox.http.ErrorFormat;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.inference.ResolvedModel;
import farebox.inference.generate.GenerateCommand;
import farebox.inference.generate.GenerateText;
import farebox.inference.generate.Generated;
import farebox.inference.http.MeteredStream;
import farebox.kernel.Amounts;
import farebox.kernel.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a completion while it is generated. The first token is sent at once; those that follow are sent together when
 * so much time is over, since each piece costs a write of its usage before it is sent.
 */
final class StreamedCompletion {
    /** Text that appears ten times a second is read as it comes. */
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(100);

    private final CompletionsResponse writer;
    private final ResolvedModel model;
    private final MeteredStream stream;
    private final Json json;
    private final InstantSource clock;
    private final Instant created;
    private Instant sent = Instant.MIN;
    private Amounts before = Amounts.NONE;

    StreamedCompletion(
            CompletionsResponse writer, ResolvedModel model, MeteredStream stream, Json json, InstantSource clock) {
        this.writer = writer;
        this.model = model;
        this.stream = stream;
        this.json = json;
        this.clock = clock;
        this.created = clock.instant();
    }

    /** @param commands one for each choice */
    void run(GenerateText generate, List<GenerateCommand> commands) {
        List<Generated> choices = new ArrayList<>();
        for (GenerateCommand command : commands) {
            CompletionsResponse.Chunks chunks = writer.new Chunks(choices.size(), created);
            Generated choice = generate.run(command, (token, used) -> token(chunks.token(token), used));
            add(chunks.end(choice));
            before = before.plus(choice.amounts());
            choices.add(choice);
        }
        writer.usageChunk(choices, created).ifPresent(this::add);
        stream.add(ServerSentEvents.DONE);
        stream.send(ServerSentEvents.HEAD, model.resource(), before);
    }

    /** OpenAI's clients take an event that has an error for one. */
    void breakOff(Failure failure) {
        HttpResponse error = HttpResponse.of(failure, ErrorFormat.OPENAI, json);
        stream.sendUnbilled(ServerSentEvents.event(error.body()));
    }

    private void token(Object chunk, Amounts used) {
        add(chunk);
        Instant now = clock.instant();
        if (!stream.hasBegun() || !now.isBefore(sent.plus(BETWEEN_PIECES))) {
            stream.send(ServerSentEvents.HEAD, model.resource(), before.plus(used));
            sent = now;
        }
    }

    private void add(Object chunk) {
        stream.add(ServerSentEvents.event(json.write(chunk)));
    }
}
