package farebox.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A process that embeds the texts of each line it is given and prints a line for it. */
record PipePeer(String name, Process process, Writer input, BufferedReader output) implements Peer {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PipePeer start(String name, ProcessBuilder command) throws IOException {
        Process process = command.start();
        return new PipePeer(name, process, process.outputWriter(), process.inputReader());
    }

    @Override
    public void embed(List<String> texts) throws IOException {
        input.write(JSON.writeValueAsString(texts) + "\n");
        input.flush();
        if (output.readLine() == null) {
            throw new IOException(name + " ended");
        }
    }

    @Override
    public boolean concurrent() {
        return false;
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(process.toHandle());
    }

    @Override
    public void close() {
        processes().end();
    }
}
