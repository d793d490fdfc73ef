package gatepost.closing;

import static java.util.Objects.requireNonNull;

import gatepost.protocol.Header;
import gatepost.protocol.Headers;
import java.util.List;
import java.util.Locale;
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
 * @param octets the first octets that came instead of a handshake, in hex; empty where HTTP came
 */
public record HandshakeRecord(
        String path, String request, OptionalInt status, String answer, String octets) {
    /** Where nothing was read. */
    public static final HandshakeRecord EMPTY =
            new HandshakeRecord("", "", OptionalInt.empty(), "", "");

    private static final int LONGEST_VALUE = 256;
    private static final int LONGEST_PATH = 512;
    private static final int MOST_LINES = 40;

    /** The fields that are kept, beside those that begin with one of {@link #KEPT_BEGINNINGS}. */
    private static final Set<String> KEPT =
            Set.of(
                    "host",
                    "origin",
                    "user-agent",
                    "upgrade",
                    "connection",
                    "via",
                    "forwarded",
                    "server",
                    "content-type",
                    "content-length",
                    "retry-after",
                    "location",
                    "date",
                    "x-powered-by",
                    "x-request-id",
                    "x-served-by",
                    "x-cache",
                    "x-real-ip",
                    "x-cloud-trace-context",
                    "traceparent",
                    "alt-svc",
                    "ngrok-trace-id");

    private static final List<String> KEPT_BEGINNINGS =
            List.of(
                    "sec-websocket-",
                    "x-forwarded-",
                    "cf-",
                    "x-amzn-",
                    "x-amz-cf-",
                    "x-azure-",
                    "x-arr-",
                    "x-appgw-",
                    "x-envoy-",
                    "fly-",
                    "x-kong-",
                    "x-vercel-",
                    "x-render-",
                    "x-railway-",
                    "x-heroku-",
                    "grip-");

    public HandshakeRecord {
        requireNonNull(path, "path");
        requireNonNull(request, "request");
        requireNonNull(status, "status");
        requireNonNull(answer, "answer");
        requireNonNull(octets, "octets");
    }

    /** The client's request alone. */
    public static HandshakeRecord ofRequest(String path, Headers request) {
        String kept = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
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
        int left = MOST_LINES;
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (isKept(name) && left-- > 0) {
                lines.append(name).append(": ").append(oneLine(header.value())).append('\n');
            }
        }
        return lines.toString();
    }

    private static boolean isKept(String name) {
        return !name.equals("sec-websocket-key")
                && (KEPT.contains(name) || KEPT_BEGINNINGS.stream().anyMatch(name::startsWith));
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
