package meterstick.emitters.micrometer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.IOException;
import java.net.InetSocketAddress;

/** `/metrics` by the HTTP server of the JDK, as Micrometer's documentation shows it. The format is the library's choice. */
final class Endpoint implements AutoCloseable {
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusMeterRegistry registry;
    private final HttpServer server;

    Endpoint(int port, PrometheusMeterRegistry registry) throws IOException {
        this.registry = registry;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/metrics", this::answer);
        // The thread of the server is a daemon if its starter is: then it keeps no program alive whose main thread has died.
        Thread starter = new Thread(server::start);
        starter.setDaemon(true);
        starter.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            String contentType = formats.findWriter(accept).getContentType();
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            registry.scrape(exchange.getResponseBody(), contentType);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
