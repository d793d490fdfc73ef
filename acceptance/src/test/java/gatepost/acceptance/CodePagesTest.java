package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of docs/codes: each page has a configuration and the record of one connection. */
final class CodePagesTest {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final Pattern BLOCK = Pattern.compile("```(yaml)?\\n(.*?)```", Pattern.DOTALL);

    private RawUpstream upstream;

    @BeforeEach
    void startUpstream() {
        upstream = new RawUpstream();
    }

    @AfterEach
    void stopUpstream() {
        upstream.close();
        assertThat(upstream.failures()).isEmpty();
    }

    private static List<String> blocks(String page) throws IOException {
        return BLOCK.matcher(page).results().map((MatchResult block) -> block.group(2)).toList();
    }

    private static Path codes() {
        return Gatepost.root().resolve("docs/codes");
    }

    @ParameterizedTest
    @CsvSource({"1002", "1003", "1006", "1009", "1010", "1014"})
    void whatAPageShowsIsWhatHappens(int code) throws IOException {
        List<String> blocks = blocks(Files.readString(codes().resolve(code + ".md")));
        assertThat(blocks).hasSize(2);
        String configuration =
                blocks.getFirst()
                        .replace("127.0.0.1:8080", "127.0.0.1:0")
                        .replace("127.0.0.1:9000", "127.0.0.1:" + upstream.port());
        try (Gatepost gatepost = Gatepost.configured(configuration);
                RawPeer client = RawClient.connect(gatepost.port())) {
            happens(code, client);
            Map<String, String> record = gatepost.awaitClosure(client);
            assertThat(record)
                    .containsAllEntriesOf(
                            Gatepost.pairs(" " + blocks.getLast().replaceAll("\\s+", " ")));
        }
    }

    /** What the page says of the connection whose record it shows. */
    private void happens(int code, RawPeer client) {
        CompletableFuture<RawUpstream.Asked> asked = upstream.asked("/chat/1");
        client.sendText(RawClient.request("/chat/1", code == 1010 ? OFFER : "X-Page: " + code));
        RawUpstream.Asked arrived = RawUpstream.await(asked);
        RawPeer server = arrived.peer();
        server.sendText(
                code == 1014
                        ? "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"
                        : RawUpstream.accepting(arrived.request()));
        RawClient.expectAccepted(client);
        switch (code) {
            case 1002 -> client.sendHex("8105 68656c6c6f");
            case 1003 -> client.send(Frame.binary(new byte[] {1}));
            case 1006 -> client.sendOctets(client.octets(Frame.text("half")), 0, 3).fin();
            case 1009 -> client.sendHex("82ff 0000000000011170 00000000");
            case 1010 -> client.send(Frame.close(1010, "permessage-deflate"));
            default -> {}
        }
        if (code != 1014) {
            answer(server);
        }
        if (code != 1006) {
            answer(client);
        }
    }

    private static void answer(RawPeer peer) {
        Frame close = peer.read();
        assertThat(close.opcode()).isEqualTo(8);
        peer.expectFin().send(close).fin();
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        String index = Files.readString(codes().resolve("README.md"));
        try (var files = Files.list(codes())) {
            List<String> pages =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("README.md"))
                            .collect(Collectors.toList());
            assertThat(pages).hasSize(6).allMatch(name -> index.contains("](" + name + ")"));
        }
    }
}
