package farebox.cli;

import farebox.cli.deploy.Retained;
import farebox.cli.smoke.Smoke;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "smoke",
        mixinStandardHelpOptions = true,
        description = "Deploys to a real account under a name of its own, makes a few calls, and removes everything.")
final class SmokeCommand implements Callable<Integer> {
    @Mixin
    private final CloudOption cloud = new CloudOption();

    @Mixin
    private final SamOption sam = new SamOption();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("This costs at most " + Smoke.cents() + " US cents on AWS (public prices, no free tier)"
                + " and takes about ten minutes.");
        if (!yes && !agreed(out)) {
            out.println("nothing was deployed");
            return 0;
        }
        List<Retained> left = cloud.ask((place, clients) -> {
            Smoke smoke = new Smoke(place, clients, ConsoleProgress.context(out));
            out.println("stack " + smoke.name() + " in " + place.region());
            return smoke.run(Installation.found(), sam.searchPath());
        });
        out.println("all is well, and the stack is gone with its data");
        left.forEach(
                resource -> out.println("left: " + resource.id() + " " + resource.name() + ": " + resource.removal()));
        return 0;
    }

    private static boolean agreed(PrintWriter out) {
        out.print("Go on? [y/N] ");
        out.flush();
        Scanner answers = new Scanner(System.in, Charset.defaultCharset());
        return answers.hasNextLine() && answers.nextLine().strip().equalsIgnoreCase("y");
    }
}
