package farebox.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.cli.operator.Stack;
import farebox.local.template.Deployment;
import farebox.local.template.Template;
import farebox.local.template.Workflows;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/** What template.yaml has of queues, rules, schedules and state machines. */
final class FareboxWorkflowsTest {
    private static final Path HOME = Path.of("..", "..");

    @Test
    void template_isAcceptedByTheEmulatedServices_alsoAtASecondStart(@TempDir Path data) throws Exception {
        Deployment deployment = Template.read(HOME.resolve("template.yaml")).deploy(Map.of());

        for (int start = 1; start <= 2; start++) {
            try (CloseableStack parts = new CloseableStack()) {
                LocalServices services = LocalServices.start(
                        new LocalServices.Host(
                                HOME, parts.add(DataFolder.lock(data)), Clock.systemUTC(), new Random(1), parts),
                        deployment);

                assertThat(client(services, parts).listStateMachines().stateMachines())
                        .extracting(StateMachineListItem::name)
                        .containsExactlyInAnyOrderElementsOf(deployment.workflows().machines().stream()
                                .map(Workflows.StateMachine::name)
                                .toList());
            }
        }
    }

    private static SfnClient client(LocalServices services, CloseableStack parts) {
        return parts.add(SfnClient.builder()
                .endpointOverride(Objects.requireNonNull(services.endpoints().get(Stack.Service.SFN)))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }
}
