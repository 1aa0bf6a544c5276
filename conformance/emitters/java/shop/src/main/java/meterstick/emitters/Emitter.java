package meterstick.emitters;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/** What every emitter does: plays the orders, then is told what to do, or stays until it is told to stop. */
public final class Emitter {
    private Emitter() {}

    public static void run(Options options, Library library) throws Exception {
        // Standard output belongs to the protocol: whatever a library prints goes where its log goes.
        PrintStream answers = System.out;
        System.setOut(System.err);

        Orders.play(library.shop(options.renamed()), options.orders());
        library.serve(options.port());
        if (System.getenv("METERSTICK_CONTROL") != null) {
            new Control(library, answers).obey(System.in);
        } else {
            linger(options.linger(), answers);
        }
        // Not in a `finally`: `raise` must leave by its error alone.
        library.close();
    }

    /** Under control nothing is done about signals; here the emitter is a service and ends as one. */
    private static void linger(long milliseconds, PrintStream answers) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> ended.countDown());
        }
        answers.println("ready");
        answers.flush();
        if (milliseconds < 0) {
            ended.await();
        } else {
            ended.await(milliseconds, TimeUnit.MILLISECONDS);
        }
    }
}
