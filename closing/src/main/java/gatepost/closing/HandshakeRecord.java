package gatepost.closing;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import gatepost.protocol.Header;
import gatepost.protocol.Headers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is kept of the opening handshakes of a connection: who the ends and those between them say
 * they are, and what they agreed on. Neither cookies nor credentials, and no query: those are
 * secrets.
 *
 * @param path that the client asked for, without its query; empty where none could be read
 * @param request field lines of the client's request, one a line, as in {@code user-agent: curl/8}
 * @param status what the upstream answered; empty where it did not
 * @param answer field lines of the upstream's answer
 * @param octets the first octets that came instead of a handshake, or of the body of an answer that
 *     is no 101, in hex; else empty
 */
public record HandshakeRecord(
        String path, String request, OptionalInt status, String answer, String octets) {
    /** Where nothing was read. */
    public static final HandshakeRecord EMPTY =
            new HandshakeRecord("", "", OptionalInt.empty(), "", "");

    private static final int LONGEST_VALUE = 256;
    private static final int LONGEST_PATH = 512;

    /** Of one name; who repeats one must not keep others out. */
    private static final int MOST_LINES = 2;

    /** Of all lines together: they are kept as long as the connection is open. */
    private static final int LONGEST = 2048;

    /**
     * A subprotocol with a longer name is probably a token that a browser can send in no other way.
     */
    private static final int LONGEST_SUBPROTOCOL = 24;

    /** The fields that are kept: by name, because others with a like name hold credentials. */
    private static final Set<String> KEPT =
            Set.of(
                    "alt-svc",
                    "cf-connecting-ip",
                    "cf-ray",
                    "connection",
                    "content-length",
                    "content-type",
                    "date",
                    "fly-client-ip",
                    "fly-region",
                    "fly-request-id",
                    "forwarded",
                    "host",
                    "location",
                    "origin",
                    "retry-after",
                    "sec-websocket-accept",
                    "sec-websocket-extensions",
                    "sec-websocket-protocol",
                    "sec-websocket-version",
                    "server",
                    "traceparent",
                    "transfer-encoding",
                    "upgrade",
                    "user-agent",
                    "via",
                    "x-amz-apigw-id",
                    "x-amz-cf-id",
                    "x-amz-cf-pop",
                    "x-amzn-requestid",
                    "x-amzn-trace-id",
                    "x-appgw-trace-id",
                    "x-arr-log-id",
                    "x-azure-fdid",
                    "x-azure-ref",
                    "x-cache",
                    "x-cloud-trace-context",
                    "x-envoy-attempt-count",
                    "x-envoy-expected-rq-timeout-ms",
                    "x-envoy-external-address",
                    "x-envoy-upstream-service-time",
                    "x-forwarded-for",
                    "x-forwarded-host",
                    "x-forwarded-port",
                    "x-forwarded-proto",
                    "x-forwarded-server",
                    "x-kong-proxy-latency",
                    "x-kong-request-id",
                    "x-kong-upstream-latency",
                    "x-powered-by",
                    "x-railway-request-id",
                    "x-real-ip",
                    "x-render-origin-server",
                    "x-request-id",
                    "x-served-by",
                    "x-vercel-id");

    public HandshakeRecord {
        requireNonNull(path, "path");
        requireNonNull(request, "request");
        requireNonNull(status, "status");
        requireNonNull(answer, "answer");
        requireNonNull(octets, "octets");
    }

    /** The client's request alone. */
    public static HandshakeRecord ofRequest(String path, Headers request) {
        String plain = path.replaceAll(";[^/]*", ""); // Some servers put a session there.
        String kept = plain.length() > LONGEST_PATH ? plain.substring(0, LONGEST_PATH) : plain;
        return new HandshakeRecord(kept, lines(request), OptionalInt.empty(), "", "");
    }

    /** Octets that should have been a request, in hex. */
    public static HandshakeRecord ofOctets(String octets) {
        return new HandshakeRecord("", "", OptionalInt.empty(), "", octets);
    }

    /** The same with an upstream's answer. */
    public HandshakeRecord answered(int withStatus, Headers fields) {
        return new HandshakeRecord(
                path, request, OptionalInt.of(withStatus), lines(fields), octets);
    }

    /** The same with octets that an upstream sent, where they are no answer or explain one. */
    public HandshakeRecord withOctets(String sent) {
        return new HandshakeRecord(path, request, status, answer, sent);
    }

    /** The first value of a field of the request; the name in lower case. */
    public Optional<String> requestField(String name) {
        return field(request, name);
    }

    /** The first value of a field of the answer; the name in lower case. */
    public Optional<String> answerField(String name) {
        return field(answer, name);
    }

    private static Optional<String> field(String lines, String name) {
        String wanted = name + ": ";
        return lines.lines()
                .filter(line -> line.startsWith(wanted))
                .map(line -> line.substring(wanted.length()))
                .findFirst();
    }

    private static String lines(Headers headers) {
        StringBuilder lines = new StringBuilder();
        Map<String, Integer> counts = new HashMap<>();
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (KEPT.contains(name) && counts.merge(name, 1, Integer::sum) <= MOST_LINES) {
                String line = name + ": " + oneLine(kept(name, header)) + "\n";
                if (lines.length() + line.length() <= LONGEST) {
                    lines.append(line);
                }
            }
        }
        return lines.toString();
    }

    private static String kept(String name, Header header) {
        return switch (name) {
            case "sec-websocket-protocol" ->
                    Headers.of(header.name(), header.value()).elements(header.name()).stream()
                            .map(HandshakeRecord::shownSubprotocol)
                            .collect(joining(", "));
            case "location" -> withoutQuery(header.value());
            default -> header.value();
        };
    }

    /** A subprotocol as it may be recorded: not where it is so long that it may be a token. */
    public static String shownSubprotocol(String name) {
        return name.length() > LONGEST_SUBPROTOCOL ? "…" : name;
    }

    private static String withoutQuery(String url) {
        return url.replaceFirst("//[^/]*@", "//…@").replaceFirst("(?s)[?#].*", "?…");
    }

    /** A value with a line end in it could pass for a field of its own. */
    private static String oneLine(String value) {
        String kept = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
        return kept.chars().noneMatch(HandshakeRecord::endsLine)
                ? kept
                : kept.codePoints()
                        .map(point -> endsLine(point) ? ' ' : point)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    private static boolean endsLine(int character) {
        return character == '\n' || character == '\r';
    }
}
