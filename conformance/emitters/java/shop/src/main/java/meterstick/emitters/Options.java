package meterstick.emitters;

/**
 * The command line that every emitter has.
 *
 * @param port where /metrics is served, 0 for any free port
 * @param orders how many orders are played
 * @param linger milliseconds to stay after the last order; negative: until told to stop
 * @param renamed whether the counter of orders is called by another name, to see drift
 */
public record Options(int port, int orders, long linger, boolean renamed) {
    private static final String USAGE = "options: [--port PORT] [--orders NUMBER] [--linger SECONDS] [--rename]";

    public static Options parse(String[] arguments) {
        int port = 0;
        int orders = Orders.listed();
        double linger = -1;
        boolean renamed = false;
        try {
            for (int at = 0; at < arguments.length; at++) {
                switch (arguments[at]) {
                    case "--port" -> port = Integer.parseInt(arguments[++at]);
                    case "--orders" -> orders = Integer.parseInt(arguments[++at]);
                    case "--linger" -> linger = Double.parseDouble(arguments[++at]);
                    case "--rename" -> renamed = true;
                    default -> throw new IllegalArgumentException(arguments[at]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            System.err.println(USAGE);
            System.exit(2);
        }
        return new Options(port, orders, Math.round(linger * 1000), renamed);
    }
}
