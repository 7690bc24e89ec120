package farebox.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The official runtime interface client and what it needs, as archives on this machine. */
public final class RuntimeArchives {
    private RuntimeArchives() {}

    /** Those that this process was started with, so that nothing has to be fetched. */
    public static List<Path> all() {
        return Stream.of(AWSLambda.class, LambdaRuntime.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(RuntimeArchives::archiveOf)
                .toList();
    }

    private static Path archiveOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the archive of " + type.getName() + " has no path", e);
        }
    }
}
