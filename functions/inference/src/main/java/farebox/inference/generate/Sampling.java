package farebox.inference.generate;

/**
 * How the next token is chosen.
 *
 * @param temperature from 0, which always takes the most probable token, to 2
 * @param topP of the most probable tokens, only so many are considered as have this probability together
 * @param seed the same seed gives the same text
 */
public record Sampling(double temperature, double topP, long seed) {
    public static final double MAX_TEMPERATURE = 2;

    public Sampling {
        if (!(temperature >= 0 && temperature <= MAX_TEMPERATURE) || !(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("the caller checks temperature and top_p");
        }
    }
}
