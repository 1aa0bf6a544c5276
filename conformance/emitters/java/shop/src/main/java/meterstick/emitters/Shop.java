package meterstick.emitters;

/** What a library has to be able to say of the order service. */
public interface Shop {
    /** An order was taken and served. */
    void ordered(String tier, double seconds);

    /** An order was taken and is still open. */
    void opened(String tier);

    /** So many orders wait in a queue. */
    void waiting(String queue, long orders);
}
