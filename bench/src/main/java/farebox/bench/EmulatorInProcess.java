package farebox.bench;

import farebox.cli.operator.ReadyFile;
import farebox.local.launcher.EmulatorSettings;
import farebox.local.launcher.LocalEmulator;
import java.net.http.HttpClient;
import java.nio.file.Path;

/** The whole local stack in this process, and one client of it. */
record EmulatorInProcess(LocalEmulator emulator, HttpClient client, Path data) implements AutoCloseable {
    static EmulatorInProcess start(BenchmarkEnvironment benchmarkEnvironment, String folder) throws Exception {
        Path data = benchmarkEnvironment.folder().resolve(folder);
        return new EmulatorInProcess(
                LocalEmulator.start(new EmulatorSettings(benchmarkEnvironment.home(), data, 0), _ -> {}),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                data);
    }

    ReadyFile ready() {
        return emulator.ready();
    }

    /** Runs the task once, and waits until the emulator has recorded the classes of its functions. */
    void warmUp(InterleavedRunner.Task task) throws Exception {
        task.run();
        task.after();
        new ProcessTree(ProcessHandle.current()).awaitIdle();
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
    }
}
