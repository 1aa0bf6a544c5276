package meterstick.emitters.prometheus;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import meterstick.emitters.Emitter;
import meterstick.emitters.Library;
import meterstick.emitters.Options;
import meterstick.emitters.Shop;

/** Prometheus client_java: pull. There is no provider that could be flushed or shut down. */
public final class ClientJava implements Library {
    private final Instruments instruments = new Instruments();
    private HTTPServer server;

    public static void main(String[] arguments) throws Exception {
        Emitter.run(Options.parse(arguments), new ClientJava());
    }

    @Override
    public Shop shop(boolean renamed) {
        return new PrometheusShop(renamed);
    }

    @Override
    public void serve(int port) throws IOException {
        server = HTTPServer.builder().hostname("127.0.0.1").port(port).buildAndStart();
    }

    @Override
    public void record(Kind kind, String name, Number value, Map<String, String> attributes) {
        instruments.record(kind, name, value, attributes);
    }

    @Override
    public void callback(String name, Supplier<Number> value) {
        instruments.callback(name, value);
    }

    @Override
    public void close() {
        server.close();
    }
}
