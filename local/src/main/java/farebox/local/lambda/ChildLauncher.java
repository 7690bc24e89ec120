package farebox.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Starts children as processes, each in a place of its own. */
final class ChildLauncher implements Launcher {
    private final ChildCommand command;
    private final Site site;
    private final Manner.Choice manner;

    ChildLauncher(ChildCommand command, Site site, Manner.Choice manner) {
        this.command = command;
        this.site = site;
        this.manner = manner;
    }

    @Override
    public ChildProcess launch(Child child, Consumer<String> output, IntConsumer ended) throws IOException {
        ChildPlace place = site.placeOf(child);
        Files.createDirectories(place.temporary());
        return ChildProcess.start(command.of(place, manner.now()), output, ended);
    }
}
