package farebox.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What callers do at once.
 *
 * @param texts of each call
 * @param calls of each caller in a round
 * @param rounds that are counted
 */
record Load(String name, int callers, List<String> texts, int calls, int rounds) {
    private static final String WORD = "cat ";
    /** A quick run leaves out what takes minutes. */
    private static final int LARGE_ROUNDS = 60;
    /** Those that begin and end a text. */
    private static final int SPECIAL_TOKENS = 2;

    static List<Load> all(int rounds) {
        List<String> sentence = List.of(SampleRequest.TEXT);
        List<Load> loads = new ArrayList<>();
        loads.add(new Load("1 caller", 1, sentence, 1, rounds));
        for (int callers : rounds < LARGE_ROUNDS ? new int[] {4} : new int[] {4, 16, 64}) {
            loads.add(new Load(callers + " callers", callers, sentence, 4, Math.ceilDiv(rounds, 10)));
        }
        for (int tokens : new int[] {8, 128, 512}) {
            List<String> text = List.of(WORD.repeat(tokens - SPECIAL_TOKENS).strip());
            loads.add(new Load(tokens + " tokens", 1, text, 1, Math.ceilDiv(rounds, 4)));
        }
        loads.add(new Load("32 texts", 1, mixed(32), 1, Math.ceilDiv(rounds, 10)));
        if (rounds >= LARGE_ROUNDS) {
            loads.add(new Load("2,048 texts", 1, mixed(2_048), 1, rounds / LARGE_ROUNDS));
        }
        return loads;
    }

    /** A round of it; whether every call was answered. */
    boolean succeeds(Peer peer) throws InterruptedException {
        try {
            run(peer);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            System.err.println(peer.name() + ", " + name + ": " + e);
            return false;
        }
    }

    private void run(Peer peer) throws Exception {
        Callable<Void> caller = () -> {
            for (int i = 0; i < calls; i++) {
                peer.embed(texts);
            }
            return null;
        };
        if (callers == 1) {
            Void _ = caller.call();
            return;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(callers, caller))) {
                Void _ = done.get();
            }
        }
    }

    /** Milliseconds of a call where one caller calls, calls a second where many do, texts a second of a batch. */
    String words(Timings rounds) {
        double millis = rounds.medianMillis();
        if (texts.size() > 1) {
            return String.format(Locale.ROOT, "%.0f texts/s", texts.size() * 1e3 / millis);
        }
        return callers == 1
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.0f calls/s", callers * calls * 1e3 / millis);
    }

    private static List<String> mixed(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(Sentences.ALL.get(i % Sentences.ALL.size()));
        }
        return texts;
    }
}
