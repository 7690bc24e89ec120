package farebox.metering.broken;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import farebox.local.http.WebResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Random;
import software.amazon.awssdk.regions.Region;

/** Asks the system, the clock, chance, AWS, the network and the local emulator, from a use case that Lambda calls. */
class EveryForbiddenCall implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String input, Context context) {
        return String.valueOf(System.getenv(input))
                + Instant.now()
                + new Random().nextInt()
                + Region.US_EAST_1
                + WebResponse.empty(200);
    }

    InputStream fetch(String url) throws IOException {
        return URI.create(url).toURL().openStream();
    }

    void fail() {
        throw new RuntimeException("of no kind");
    }
}
