package meterstick.emitters;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A library under test: what the scenario and the control protocol want of it. Whatever it throws is told as `failed`. */
public interface Library {
    enum Kind { COUNTER, UPDOWN, GAUGE, HISTOGRAM }

    Shop shop(boolean renamed);

    /** Opens the endpoint, if there is one that the library does not open by itself. The orders have been played. */
    default void serve(int port) throws IOException {}

    /**
     * Records a value with an instrument that is made on first use.
     *
     * @param value a Long, a Double, or a BigInteger for an integer beyond 64 bits
     */
    void record(Kind kind, String name, Number value, Map<String, String> attributes);

    /** Registers an asynchronous gauge. */
    void callback(String name, Supplier<Number> value);

    /** Which of `flush` and `shutdown` there is in this library. */
    default List<String> provides() {
        return List.of();
    }

    /** @param milliseconds the time-out, null for the library's own */
    default void flush(Long milliseconds) {
        throw new UnsupportedOperationException("there is no flush");
    }

    /** @param milliseconds the time-out, null for the library's own */
    default void shutdown(Long milliseconds) {
        throw new UnsupportedOperationException("there is no shutdown");
    }

    /** Ends as the library's documentation recommends it to a program that returns from `main`. */
    void close();
}
