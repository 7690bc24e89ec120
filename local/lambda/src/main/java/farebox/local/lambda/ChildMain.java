package farebox.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;

/**
 * The main class of a child: Lambda's runtime, which ends with its parent. The parent holds the other end of standard
 * input, and the kernel closes it however the parent ends, kill -9 included, so no child outlives the emulator. Runs
 * alone in a small archive on the child's class path: it must use no other class of ours.
 */
public final class ChildMain {
    private ChildMain() {}

    public static void main(String[] arguments) throws Throwable {
        Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::exitWhenLetGo);
        try {
            AWSLambda.main(arguments);
        } finally {
            // The runtime's loop is over; threads that the function left behind must not keep the process.
            System.exit(1);
        }
    }

    private static void exitWhenLetGo() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException broken) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }
}
