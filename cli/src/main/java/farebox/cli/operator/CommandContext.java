package farebox.cli.operator;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a use case gets from the process that runs it.
 *
 * @param random must be unpredictable
 */
public record CommandContext(Progress progress, InstantSource clock, RandomGenerator random) {}
