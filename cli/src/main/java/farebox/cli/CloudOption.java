package farebox.cli;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.UserError;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The cloud a command speaks to: an account on AWS, or something else at one address. */
final class CloudOption {
    /** Any would do where there is one place only. */
    private static final String REGION_ELSEWHERE = "us-east-1";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where LocalStack serves, instead of AWS, such as http://127.0.0.1:4566.")
    private @Nullable URI endpoint;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile of your AWS configuration whose credentials and region to use.")
    private @Nullable String profile;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Such as eu-central-1 (default: the region that your AWS configuration names).")
    private @Nullable String region;

    /** Work that asks the cloud. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T with(Stack place, StackClients clients) throws E;
    }

    <T, E extends Exception> T ask(Work<T, E> work) throws E {
        Stack place = place();
        try (StackClients clients = new StackClients(place)) {
            return work.with(place, clients);
        }
    }

    /** A stack that has no outputs yet. */
    private Stack place() {
        URI own = endpoint;
        String name = Optional.ofNullable(profile).orElse("");
        if (own == null) {
            return new Stack(Optional.ofNullable(region).orElseGet(() -> configured(name)), Map.of(), Map.of(), name);
        }
        if (!name.isEmpty()) {
            throw new UserError("give --endpoint (LocalStack) or --profile (AWS), not both");
        }
        URI slashless = URI.create(own.toString().replaceAll("/+$", ""));
        return Stack.at(slashless, Optional.ofNullable(region).orElse(REGION_ELSEWHERE));
    }

    private static String configured(String profile) {
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        if (!profile.isEmpty()) {
            chain.profileName(profile);
        }
        try {
            return chain.build().getRegion().id();
        } catch (SdkException e) {
            throw new UserError("no AWS region is known; give --region, or --endpoint for LocalStack", e);
        }
    }
}
