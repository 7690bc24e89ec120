package farebox.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What all functions of one local emulator share.
 *
 * @param folder ours alone: logs, temporary folders of the children
 * @param shared with other emulators: files the children run on, archived classes
 * @param initLimit how long a child may take until it asks for its first event
 * @param inherited the environment of this process, of which children get what a Java process needs and no more
 * @param log sees every line, from several threads
 * @param chance must be safe for several threads
 */
public record LambdaSettings(
        Path folder,
        Path shared,
        Duration initLimit,
        Map<String, String> inherited,
        Consumer<LogLine> log,
        InstantSource clock,
        RandomGenerator chance) {
    public LambdaSettings {
        folder = folder.toAbsolutePath().normalize();
        shared = shared.toAbsolutePath().normalize();
        inherited = Map.copyOf(inherited);
    }
}
