package meterstick.emitters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The control protocol of {@code conformance/README.md}: one command a line, one answer a line, in order. */
final class Control {
    /** What nobody catches. */
    private static final class Raised extends RuntimeException {
        Raised() {
            super("raised on demand");
        }
    }

    private final Library library;
    private final PrintStream answers;

    Control(Library library, PrintStream answers) {
        this.library = library;
        this.answers = answers;
    }

    /** Greets and obeys until `stop` or the end of the input. */
    void obey(InputStream input) throws IOException {
        StringBuilder greeting = new StringBuilder("meterstick 1 record records callback");
        library.provides().forEach(word -> greeting.append(' ').append(word));
        answer(greeting + " stop raise");

        BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.ISO_8859_1));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("stop")) {
                answer("ok");
                return;
            }
            if (words[0].equals("raise")) {
                answer("ok");
                throw new Raised();
            }
            answer(carryOut(words));
        }
    }

    /** What a library throws at its caller is an answer; errors of the virtual machine are not caught. */
    private String carryOut(String[] words) {
        try {
            switch (words[0]) {
                case "record" -> record(words);
                case "records" -> records(words);
                case "callback" -> callback(words);
                case "flush", "shutdown" -> {
                    if (!library.provides().contains(words[0])) {
                        return "unknown";
                    }
                    Long milliseconds = words.length > 1 ? Long.valueOf(words[1]) : null;
                    if (words[0].equals("flush")) {
                        library.flush(milliseconds);
                    } else {
                        library.shutdown(milliseconds);
                    }
                }
                default -> {
                    return "unknown";
                }
            }
            return "ok";
        } catch (Exception failure) {
            return "failed " + failure.toString().replaceAll("\\s+", " ");
        }
    }

    private void record(String[] words) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int at = 4; at < words.length; at++) {
            String[] sides = words[at].split("=", 2);
            attributes.put(Text.decode(sides[0]), Text.decode(sides[1]));
        }
        library.record(kind(words[1]), Text.decode(words[2]), Text.number(words[3]), attributes);
    }

    private void records(String[] words) {
        Library.Kind kind = kind(words[2]);
        String name = Text.decode(words[3]);
        String key = Text.decode(words[4]);
        for (int value = 0; value < Integer.parseInt(words[1]); value++) {
            library.record(kind, name, 1L, Map.of(key, Integer.toString(value)));
        }
    }

    private void callback(String[] words) {
        String name = Text.decode(words[1]);
        switch (words[2]) {
            case "raise" -> library.callback(name, () -> {
                throw new IllegalStateException("this callback raises");
            });
            case "slow" -> {
                long milliseconds = Long.parseLong(words[3]);
                library.callback(name, () -> {
                    sleep(milliseconds);
                    return 1L;
                });
            }
            default -> {
                Number value = Text.number(words[2]);
                library.callback(name, () -> value);
            }
        }
    }

    private static Library.Kind kind(String word) {
        return Library.Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String line) {
        answers.println(line);
        answers.flush();
    }
}
