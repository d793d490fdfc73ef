package gatepost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.gateway.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The page of the demo: a file that stands alone, in which only the servers' URLs are missing. */
final class DemoPage {
    private static final String FILE = "demo.html";

    private DemoPage() {}

    /** Puts the URL of each server where {@code {{echo}}} and so on stand. */
    static Page of(List<DemoServer> servers) {
        String html = read();
        for (DemoServer server : servers) {
            html = html.replace("{{" + server.upstream().title() + "}}", server.url());
        }
        if (html.contains("{{")) {
            throw new AssertionError("nothing to put into " + FILE + " at " + html.indexOf("{{"));
        }
        return new Page(html);
    }

    private static String read() {
        try (InputStream in = DemoPage.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new AssertionError(FILE + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
