package farebox.local.launcher;

import farebox.cli.operator.Progress;
import farebox.cli.operator.ReadyFile;
import farebox.cli.operator.UserError;
import farebox.local.lambda.LocalLambda;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Everything of template.yaml that answers calls, in this process and its children. */
public final class LocalEmulator implements AutoCloseable {
    private final CloseableStack closeableStack;
    private final ReadyFile ready;
    private final LocalLambda lambda;

    LocalEmulator(CloseableStack closeableStack, ReadyFile ready, LocalLambda lambda) {
        this.closeableStack = closeableStack;
        this.ready = ready;
        this.lambda = lambda;
    }

    /**
     * Returns once calls can be served.
     *
     * @throws UserError if the port is taken, the folder cannot be written, or a function does not start
     */
    public static LocalEmulator start(EmulatorSettings settings, Progress progress) throws InterruptedException {
        requireFree(settings.port());
        CloseableStack closeableStack = new CloseableStack();
        // From the first part on: Ctrl-C may come during the start, too.
        Runtime.getRuntime().addShutdownHook(new Thread(closeableStack::close, "stop"));
        try {
            return new Startup(settings, progress, closeableStack).start();
        } catch (IOException e) {
            closeableStack.close();
            throw new UserError("the local emulator did not start: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            closeableStack.close();
            throw e;
        }
    }

    public ReadyFile ready() {
        return ready;
    }

    /** For those who watch or disturb its functions. */
    public LocalLambda lambda() {
        return lambda;
    }

    @Override
    public void close() {
        closeableStack.close();
    }

    /** Before anything is started or built up, since a taken port is the likeliest mistake. */
    private static void requireFree(int port) {
        if (port < 0 || port > 65_535) {
            throw new UserError(port + " is no port; give one from 1 to 65535 with --port");
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw taken(port, e);
        }
    }

    static UserError taken(int port, IOException cause) {
        return new UserError(
                "port " + port + " is taken; stop what listens there, or choose another with --port N", cause);
    }
}
