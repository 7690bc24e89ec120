package farebox.cli;

import farebox.cli.operator.ReadyFile;

/** What a person reads once the cloud is up: a key, and a call to copy. */
public final class QuickStart {
    private QuickStart() {}

    /** Of a cloud that runs as long as this command. */
    public static String text(ReadyFile ready) {
        return calls(ready) + "\nCtrl-C stops it.\n";
    }

    static String calls(ReadyFile ready) {
        return """

                Farebox answers at %1$s

                  key        %2$s
                  admin key  %3$s

                A first call:

                  curl %1$s/v1/embeddings \\
                    -H "Authorization: Bearer %2$s" -H "Content-Type: application/json" \\
                    -d '{"model": "all-minilm-l6-v2", "input": "The cat sits on the mat."}'

                What it used:

                  curl -G %1$s/v1/usage -H "Authorization: Bearer %2$s" \\
                    -d start_time=$(($(date +%%s) - 3600)) -d bucket_width=1h
                """.formatted(ready.url(), ready.key(), ready.adminKey());
    }
}
