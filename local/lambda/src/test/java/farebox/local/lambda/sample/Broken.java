package farebox.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Cannot be made. */
public final class Broken implements RequestStreamHandler {
    public Broken() {
        System.out.println("looking for the table");
        throw new IllegalStateException("no table is named");
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        throw new IllegalStateException("it was never made");
    }
}
