package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every row of the table in docs/closing.md, brought about in every way that it names: what both
 * ends get and what is recorded is what the page says.
 */
final class ClosingTableTest {
    /** Nothing that a peer could send is known to bring it about; Closing's own test has it. */
    private static final String FAULT = "a fault in the gateway itself";

    private static final String NOTHING = "";
    private static final String NOTHING_YET = "nothing before its answer to the handshake";
    private static final String RELAYED = "the same code and reason, octet for octet";
    private static final String OWN_BACK = "its own code back after close-timeout";
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

    /** Or the system's buffers would take all that is sent. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private static final ClosingTable TABLE = ClosingTable.read();
    private static final Map<String, List<Script>> SCRIPTS = scripts();
    private static final Set<String> ROWS = SCRIPTS.keySet();

    private static Testbed testbed;

    /** One way to bring a row about. */
    @FunctionalInterface
    private interface Script {
        Shown run();
    }

    /**
     * What a script has seen.
     *
     * @param client as in {@link ClosingTable.Cell#met}
     * @param upstream as in {@link ClosingTable.Cell#met}
     */
    private record Shown(String client, String upstream, Map<String, String> record) {
        String cause() {
            return record.get("cause");
        }

        String endedBy() {
            return record.get("by");
        }
    }

    @BeforeAll
    static void start() {
        testbed = Testbed.start(Map.of(), RECEIVE_BUFFER);
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    private static Map<String, List<Script>> scripts() {
        Map<String, List<Script>> scripts = new LinkedHashMap<>();
        scripts.put("the client sends a Close frame", closes(End.CLIENT));
        scripts.put("the upstream sends a Close frame", closes(End.UPSTREAM));
        scripts.put(
                "both at the same time",
                List.of(() -> bothClose(End.CLIENT), () -> bothClose(End.UPSTREAM)));
        scripts.put(
                "the client closes with 1010 because it misses an extension",
                List.of(ClosingTableTest::missesAnExtension));
        scripts.put(
                "the client breaks RFC 6455",
                List.of(
                        () -> sends(End.CLIENT, "/t", client -> client.sendHex("8105 68656c6c6f")),
                        () -> sends(End.CLIENT, "/t", client -> client.sendHex("8380 00000000")),
                        () ->
                                sends(
                                        End.CLIENT,
                                        "/t",
                                        client -> client.send(Frame.close(1005, "")))));
        scripts.put("the client sends text or a reason that is not UTF-8", notUtf8(End.CLIENT));
        scripts.put(
                "the client sends a type of message that its route does not accept",
                refusedType(End.CLIENT));
        scripts.put(
                "the client sends a frame or a message that is too large", tooLarge(End.CLIENT));
        scripts.put(
                "the client sends a binary message that is to become text and cannot",
                notConvertible(End.CLIENT));
        scripts.put(
                "the client sends too fast, where its route closes for that",
                List.of(() ->
                        sends(
                                End.CLIENT,
                                "/too-much",
                                client -> client.send(Frame.binary(new byte[1000])))));
        scripts.put("the client leaves a frame unfinished", unfinished(End.CLIENT));
        scripts.put(
                "the client ends TCP without a Close frame",
                List.of(
                        () -> lost(End.CLIENT, RawPeer::fin, "8180"),
                        () -> lost(End.CLIENT, RawPeer::rst, ""),
                        ClosingTableTest::lostBeforeTheAnswer));
        scripts.put("the client does not answer a Ping", List.of(() -> silent(End.CLIENT)));
        scripts.put(
                "the client takes nothing of what waits for it", List.of(() -> stuck(End.CLIENT)));
        scripts.put(
                "the upstream breaks RFC 6455",
                List.of(
                        () -> sends(End.UPSTREAM, "/t", server -> server.sendHex("8300")),
                        () ->
                                sends(
                                        End.UPSTREAM,
                                        "/t",
                                        server -> server.sendHex("8185 00000000 68656c6c6f"))));
        scripts.put("the upstream sends text or a reason that is not UTF-8", notUtf8(End.UPSTREAM));
        scripts.put(
                "the upstream sends a type of message that its route does not accept",
                refusedType(End.UPSTREAM));
        scripts.put(
                "the upstream sends a frame or a message that is too large",
                tooLarge(End.UPSTREAM));
        scripts.put(
                "the upstream sends a binary message that is to become text and cannot",
                notConvertible(End.UPSTREAM));
        scripts.put("the upstream leaves a frame unfinished", unfinished(End.UPSTREAM));
        scripts.put(
                "the upstream ends TCP without a Close frame, also inside a frame",
                List.of(
                        () -> lost(End.UPSTREAM, RawPeer::fin, ""),
                        () -> lost(End.UPSTREAM, RawPeer::rst, "8105 68")));
        scripts.put("the upstream does not answer a Ping", List.of(() -> silent(End.UPSTREAM)));
        scripts.put(
                "the upstream takes nothing of what waits for it",
                List.of(() -> stuck(End.UPSTREAM)));
        scripts.put(
                "neither sends a message for `idle-timeout`",
                List.of(() -> sends(End.CLIENT, "/idle", client -> {})));
        scripts.put(
                "no endpoint can be reached or gives a valid handshake",
                List.of(
                        () -> asks("/down"),
                        () -> asks("/down-http"),
                        () -> answers("/t", "HTTP/1.1 500 Internal Server Error\r\n\r\n"),
                        () -> answers("/t", "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
                        () -> answers("/http", "HTTP/1.1 404 Not Found\r\n\r\n"),
                        () -> answers("/http", "HTTP/1.1 101 Switch")));
        scripts.put(
                "the upstream does not agree to one of `require-extensions`",
                List.of(
                        () -> sends(End.CLIENT, "/required", client -> {}),
                        ClosingTableTest::doesNotAgreeInHttp));
        scripts.put(
                "the upstream answers the handshake with one of `pass-statuses`",
                List.of(ClosingTableTest::passesAnAnswer));
        scripts.put(
                "the route does not let the handshake in: origin, header field, subprotocol",
                List.of(
                        () -> asks("/strict", "Origin: https://b.test", "X-Key: s3cret"),
                        () -> asks("/strict", "Origin: https://a.test"),
                        () ->
                                asks(
                                        "/strict",
                                        "Origin: https://a.test",
                                        "X-Key: s3cret",
                                        "Sec-WebSocket-Protocol: other"),
                        () -> asks("/strict-close", "Origin: https://b.test")));
        scripts.put(
                "what the client sends is no handshake that can be accepted, or no route serves it",
                List.of(
                        () -> sends("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                        () -> asksFor(testbed, "/nowhere/1"),
                        () -> sends(RawClient.request("/t/1").replaceFirst("GET", "POST")),
                        () -> sends(RawClient.request("/t/1").replace("Version: 13", "Version: 8")),
                        () -> asksFor(testbed, "/t/1", "Cookie: a=" + "x".repeat(20_000))));
        scripts.put(
                "the client's address begins handshakes too fast, or has as many connections as it"
                        + " may",
                List.of(
                        ClosingTableTest::tooManyHandshakes,
                        () -> tooManyOfAnAddress("/t"),
                        () -> tooManyOfAnAddress("/close")));
        scripts.put(
                "the gateway has as many connections as it may",
                List.of(() -> tooMany("/t"), () -> tooMany("/close")));
        scripts.put(
                "the gateway stops",
                List.of(ClosingTableTest::stops, ClosingTableTest::stopsBeforeTheAnswer));
        return scripts;
    }

    @Test
    void everyRowHasItsScriptsAndEveryScriptItsRow() {
        Set<String> scripted = new HashSet<>(ROWS);
        scripted.add(FAULT);
        assertThat(TABLE.rows().keySet()).isEqualTo(scripted);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void whatThePageSaysIsWhatHappens(String what) {
        ClosingTable.Row row = TABLE.rows().get(what);
        List<Shown> shown = SCRIPTS.get(what).stream().map(Script::run).toList();

        assertMet(row.client(), shown, Shown::client);
        assertMet(row.upstream(), shown, Shown::upstream);
        assertMet(row.cause(), shown, Shown::cause);
        assertMet(row.endedBy(), shown, Shown::endedBy);
        for (Shown each : shown) {
            assertRecorded(each.record(), End.CLIENT, each.client());
            assertRecorded(each.record(), End.UPSTREAM, each.upstream());
        }
    }

    /** Each script meets one alternative, and each alternative is met by some script. */
    private static void assertMet(
            ClosingTable.Cell cell, List<Shown> shown, Function<Shown, String> column) {
        Set<String> met = new HashSet<>();
        for (Shown each : shown) {
            String seen = column.apply(each);
            List<String> alternatives = cell.met(seen);
            assertThat(alternatives).as("what meets \"%s\" in %s", seen, cell).hasSize(1);
            met.addAll(alternatives);
        }
        assertThat(met).containsExactlyInAnyOrderElementsOf(cell.alternatives());
    }

    /** What a leg was told stands in the record; what it was told in words, scripts look at. */
    private static void assertRecorded(Map<String, String> record, End end, String seen) {
        if (seen.matches("[0-9]{4} .*")) {
            assertThat(record)
                    .containsEntry(end.word() + ".sent", seen.substring(0, 4))
                    .containsEntry(end.word() + ".sent-reason", seen.substring(5));
        } else if (seen.isEmpty() || seen.startsWith("HTTP")) {
            assertThat(record).containsEntry(end.word() + ".sent", "-");
        }
    }

    private static List<Script> closes(End first) {
        return List.of(
                () -> closes(first, "/t", Frame.close(4000, "bye ✓"), Frame.close(4001, "well")),
                () -> closes(first, "/t", Frame.close(), Frame.close()),
                () -> isNotAnswered(first));
    }

    private static Shown closes(End first, String route, Frame close, Frame reply) {
        try (Connected connected = testbed.connect(route)) {
            connected.at(first).send(close);
            assertThat(connected.at(first.other()).read()).isEqualTo(close);
            connected.at(first.other()).expectFin().send(reply).fin();
            assertThat(connected.at(first).read()).isEqualTo(reply);
            connected.at(first).expectFin().fin();
            return shown(connected, first, "the " + first.other().word() + "'s reply", RELAYED);
        }
    }

    private static Shown isNotAnswered(End first) {
        try (Connected connected = testbed.connect("/short")) {
            connected.at(first).send(Frame.close(4000, "bye"));
            connected.at(first.other()).expect("close 4000 bye");
            connected.at(first).expect("close 4000 bye").expectFin().fin();
            return shown(connected, first, OWN_BACK, RELAYED);
        }
    }

    /** The second has sent its Close frame before it can have read the other. */
    private static Shown bothClose(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.close(4000, "one"));
            connected.at(first.other()).expect("close 4000 one").expectFin();
            connected.at(first.other()).send(Frame.close(4002, "two")).fin();
            connected.at(first).expect("close 4002 two").expectFin().fin();
            return shown(connected, first, "what the other sent", "what the other sent");
        }
    }

    private static Shown missesAnExtension() {
        Frame close = Frame.close(1010, "permessage-deflate");
        Shown shown = closes(End.CLIENT, "/t", close, Frame.close(1010, "sorry"));
        assertThat(shown.record().get("evidence")).startsWith("the client offered ");
        return shown;
    }

    private static List<Script> notUtf8(End wrong) {
        byte[] close = {0x03, (byte) 0xE8, (byte) 0xFF};
        return List.of(
                () -> sends(wrong, "/t", peer -> peer.send(Frame.of(0x81, new byte[] {-1}))),
                () -> sends(wrong, "/t", peer -> peer.send(Frame.of(0x88, close))));
    }

    private static List<Script> refusedType(End wrong) {
        return List.of(
                () -> sends(wrong, "/text", peer -> peer.sendHeader(0x82, 1)),
                () -> sends(wrong, "/binary", peer -> peer.sendHeader(0x81, 1)));
    }

    private static List<Script> tooLarge(End wrong) {
        return List.of(
                () -> sends(wrong, "/frame", peer -> peer.sendHeader(0x82, 1001)),
                () -> sends(wrong, "/message", peer -> peer.sendHeader(0x82, 1001)));
    }

    private static List<Script> notConvertible(End wrong) {
        byte[] octets = {'a', -1};
        return List.of(() -> sends(wrong, "/to-text", peer -> peer.send(Frame.binary(octets))));
    }

    private static List<Script> unfinished(End slow) {
        return List.of(() -> sends(slow, "/slow-frame", peer -> peer.sendHeader(0x81, 1)));
    }

    /** One end does something, both are told. */
    private static Shown sends(End end, String route, Consumer<RawPeer> does) {
        try (Connected connected = testbed.connect(route)) {
            does.accept(connected.at(end));
            return closed(connected);
        }
    }

    private static Shown closed(Connected connected) {
        String client = close(connected.client());
        String upstream = close(connected.upstream());
        return new Shown(client, upstream, connected.closure());
    }

    /** Reads the Close frame that has to come next, and answers it. */
    private static String close(RawPeer peer) {
        Frame close = readClose(peer);
        peer.send(close).fin();
        return told(close);
    }

    private static Frame readClose(RawPeer peer) {
        Frame close = peer.readAnsweringPings();
        assertThat(close.toString()).startsWith("close ");
        peer.expectFin();
        return close;
    }

    private static String told(Frame close) {
        return close.toString().substring("close ".length());
    }

    private static Shown lost(End end, Consumer<RawPeer> how, String sent) {
        try (Connected connected = testbed.connect()) {
            how.accept(connected.at(end).sendHex(sent));
            return shown(connected, end, NOTHING, close(connected.at(end.other())));
        }
    }

    private static Shown lostBeforeTheAnswer() {
        String path = testbed.path("/t");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client(path)) {
            RawPeer upstream = RawUpstream.await(asked).peer();
            client.rst();
            assertThat(upstream.ending()).isIn("FIN", "RST");
            return new Shown(NOTHING, NOTHING_YET, testbed.gatepost().awaitClosure(client));
        }
    }

    private static Shown silent(End silent) {
        try (Connected connected = testbed.connect("/ping")) {
            assertThat(connected.at(silent).read().opcode()).isEqualTo(9);
            String other = close(connected.at(silent.other()));
            return shown(connected, silent, told(readClose(connected.at(silent))), other);
        }
    }

    private static Shown stuck(End stuck) {
        RawPeer client = RawClient.connect(testbed.gatepost().port(), RECEIVE_BUFFER);
        try (Connected connected = testbed.connect(client, "/stuck", List.of(), List.of())) {
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<RawPeer> sending = connected.at(stuck.other()).flood(enough);
            String other = told(readClose(connected.at(stuck.other())));
            enough.set(true);
            Shown shown = shown(connected, stuck, NOTHING, other);
            RawUpstream.await(sending);
            return shown;
        }
    }

    private static Shown shown(Connected connected, End one, String ofOne, String ofOther) {
        Map<String, String> record = connected.closure();
        return one == End.CLIENT
                ? new Shown(ofOne, ofOther, record)
                : new Shown(ofOther, ofOne, record);
    }

    private static Shown asks(String route, String... fields) {
        return asks(testbed, route, fields);
    }

    /** A handshake that never becomes a connection with an upstream. */
    private static Shown asks(Testbed asked, String route, String... fields) {
        return asksFor(asked, asked.path(route), fields);
    }

    private static Shown asksFor(Testbed asked, String path, String... fields) {
        try (RawPeer client = asked.client(path, fields)) {
            String answer = answer(client);
            return new Shown(answer, NOTHING, asked.gatepost().awaitClosure(client));
        }
    }

    /** Octets in place of a handshake. */
    private static Shown sends(String octets) {
        try (RawPeer client = testbed.client()) {
            client.sendText(octets);
            return new Shown(answer(client), NOTHING, testbed.gatepost().awaitClosure(client));
        }
    }

    private static String answer(RawPeer client) {
        int status = client.readHead().status();
        if (status == 101) {
            return close(client);
        }
        assertThat(client.readRest()).startsWith("gatepost: ");
        return "HTTP " + status;
    }

    /** An upstream answers a handshake, and waits. */
    private static Shown answers(String route, String answer) {
        String path = testbed.path(route);
        testbed.upstream().on(path, (peer, request) -> peer.sendText(answer));
        return asksFor(testbed, path);
    }

    private static Shown doesNotAgreeInHttp() {
        String path = testbed.path("/required-http");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client(path, OFFER)) {
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            String upstream = close(arrived.peer());
            String answer = answer(client);
            return new Shown(answer, upstream, testbed.gatepost().awaitClosure(client));
        }
    }

    private static Shown passesAnAnswer() {
        String path = testbed.path("/t");
        String answer = "HTTP/1.1 401 No\r\nX-Why: because\r\nContent-Length: 5\r\n\r\nhello";
        testbed.upstream().on(path, (peer, request) -> peer.sendText(answer));
        try (RawPeer client = testbed.client(path)) {
            HttpHead head = client.readHead();
            assertThat(head.status()).isEqualTo(401);
            assertThat(head.value("X-Why")).isEqualTo("because");
            assertThat(client.readRest()).isEqualTo("hello");
            return new Shown(
                    "that answer as it is, body and all",
                    NOTHING,
                    testbed.gatepost().awaitClosure(client));
        }
    }

    /** One may begin in a second, so that of many that are tried one comes too soon. */
    private static Shown tooManyHandshakes() {
        try (Testbed limited = Testbed.limited("{handshakes-per-second-per-ip: 1}")) {
            return await().atMost(Gatepost.DEADLINE)
                    .until(
                            () -> asks(limited, "/down-http"),
                            shown -> shown.client().equals("HTTP 429"));
        }
    }

    private static Shown tooManyOfAnAddress(String route) {
        return oneTooMany("{connections-per-ip: 1}", route);
    }

    private static Shown tooMany(String route) {
        return oneTooMany("{connections: 1}", route);
    }

    private static Shown oneTooMany(String limits, String route) {
        try (Testbed limited = Testbed.limited(limits);
                Connected _ = limited.connect()) {
            return asks(limited, route);
        }
    }

    private static Shown stops() {
        try (Testbed stopped = Testbed.start();
                Connected connected = stopped.connect()) {
            stopped.gatepost().terminate();
            Shown shown = closed(connected);
            assertThat(stopped.gatepost().awaitExit()).isZero();
            return shown;
        }
    }

    private static Shown stopsBeforeTheAnswer() {
        try (Testbed stopped = Testbed.start()) {
            String path = stopped.path("/t");
            CompletableFuture<RawUpstream.Asked> asked = stopped.upstream().asked(path);
            try (RawPeer client = stopped.client(path)) {
                RawPeer upstream = RawUpstream.await(asked).peer();
                stopped.gatepost().terminate();
                String answer = answer(client);
                client.fin();
                assertThat(upstream.ending()).isIn("FIN", "RST");
                assertThat(stopped.gatepost().awaitExit()).isZero();
                return new Shown(answer, NOTHING_YET, stopped.gatepost().awaitClosure(client));
            }
        }
    }
}
