package gatepost.cli;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.Reference;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.event.Level;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Lines for whatever collects logs: each is an object, with the field names of the Elastic Common
 * Schema where that has one and all else below {@code gatepost}. {@code docs/log.md} explains the
 * fields, {@code docs/schemas/log.schema.json} describes the lines. What is not known is absent.
 */
final class JsonLines implements LineFormat {
    private static final String ECS_VERSION = "8.17.0";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final JsonFactory JSON =
            JsonFactory.builder().characterEscapes(new UnsafeCharacters()).build();

    /** {@code 127.0.0.1:40000} or {@code [::1]:40000}. */
    private static final Pattern ADDRESS = Pattern.compile("\\[?([0-9A-Fa-f:.]+)]?:([0-9]{1,5})");

    private static final Pattern ENDPOINT =
            Pattern.compile("ws://\\[?([^\\[\\]/]+?)]?(?::([0-9]{1,5}))?(?:/.*)?");

    private static final int HTTP_PORT = 80;

    /** What stands between the braces of a line. */
    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json);
    }

    @Override
    public String of(Closure closure) {
        return line(
                closure.closed(),
                LineFormat.level(closure),
                LineFormat.cause(closure) + ": " + closure.cause().evidence(),
                json -> {
                    event(json, closure);
                    client(json, closure.clientAddress());
                    closure.endpoint().ifPresent(endpoint -> server(json, endpoint));
                    request(json, closure.handshake());
                    json.writeObjectPropertyStart("network")
                            .writeStringProperty("transport", "tcp")
                            .writeStringProperty("protocol", "websocket")
                            .writeEndObject();
                    answered(closure).ifPresent(code -> status(json, code));
                    if (!closure.isNormal()) {
                        json.writeObjectPropertyStart("error")
                                .writeStringProperty("type", LineFormat.cause(closure))
                                .writeStringProperty("message", closure.cause().evidence())
                                .writeEndObject();
                    }
                    own(json, closure);
                });
    }

    @Override
    public String of(Remark remark) {
        return line(
                remark.at(),
                remark.level(),
                remark.message(),
                json -> remark.thrown().ifPresent(thrown -> thrown(json, thrown)),
                log -> log.writeStringProperty("logger", remark.logger()));
    }

    private static void thrown(JsonGenerator json, Remark.Thrown thrown) {
        json.writeObjectPropertyStart("error").writeStringProperty("type", thrown.type());
        string(json, "message", thrown.message());
        json.writeStringProperty("stack_trace", thrown.trace()).writeEndObject();
    }

    /** A line of JSON for each of them, without what sets it out. */
    @Override
    public String told(String lines) {
        return lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> of(Remark.of(Instant.now(), Level.INFO, line)))
                .collect(Collectors.joining());
    }

    private static String line(Instant at, Level level, String message, Fields fields) {
        return line(at, level, message, fields, _ -> {});
    }

    private static String line(Instant at, Level level, String message, Fields fields, Fields log) {
        StringWriter line = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject().writeStringProperty("@timestamp", TIME.format(at));
            json.writeObjectPropertyStart("log")
                    .writeStringProperty("level", level.toString().toLowerCase(Locale.ROOT));
            log.write(json);
            json.writeEndObject().writeStringProperty("message", message);
            json.writeObjectPropertyStart("ecs")
                    .writeStringProperty("version", ECS_VERSION)
                    .writeEndObject();
            json.writeObjectPropertyStart("service")
                    .writeStringProperty("name", "gatepost")
                    .writeStringProperty("type", "gatepost")
                    .writeStringProperty("version", Version.TEXT)
                    .writeEndObject();
            fields.write(json);
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private static void event(JsonGenerator json, Closure closure) {
        json.writeObjectPropertyStart("event")
                .writeStringProperty("kind", "event")
                .writeStringProperty("action", "connection-ended");
        json.writeArrayPropertyStart("category").writeString("network").writeEndArray();
        json.writeArrayPropertyStart("type")
                .writeString("connection")
                .writeString("end")
                .writeEndArray();
        json.writeStringProperty("outcome", closure.isNormal() ? "success" : "failure")
                .writeStringProperty("id", closure.id().toString())
                .writeStringProperty("start", TIME.format(closure.opened()))
                .writeStringProperty("end", TIME.format(closure.closed()))
                .writeNumberProperty(
                        "duration", Duration.between(closure.opened(), closure.closed()).toNanos())
                .writeStringProperty("reason", closure.cause().evidence())
                .writeEndObject();
    }

    private static void client(JsonGenerator json, String address) {
        json.writeObjectPropertyStart("client");
        Matcher matcher = ADDRESS.matcher(address);
        if (matcher.matches()) {
            json.writeStringProperty("address", matcher.group(1))
                    .writeStringProperty("ip", matcher.group(1))
                    .writeNumberProperty("port", Integer.parseInt(matcher.group(2)));
        } else {
            json.writeStringProperty("address", address);
        }
        json.writeEndObject();
    }

    private static void server(JsonGenerator json, String endpoint) {
        Matcher matcher = ENDPOINT.matcher(endpoint);
        if (matcher.matches()) {
            json.writeObjectPropertyStart("server")
                    .writeStringProperty("address", matcher.group(1))
                    .writeNumberProperty(
                            "port",
                            Optional.ofNullable(matcher.group(2))
                                    .map(Integer::valueOf)
                                    .orElse(HTTP_PORT))
                    .writeEndObject();
        }
    }

    private static void request(JsonGenerator json, HandshakeRecord handshake) {
        if (!handshake.path().isEmpty()) {
            json.writeObjectPropertyStart("url")
                    .writeStringProperty("path", handshake.path())
                    .writeEndObject();
        }
        handshake
                .requestField("user-agent")
                .ifPresent(agent ->
                        json.writeObjectPropertyStart("user_agent")
                                .writeStringProperty("original", agent)
                                .writeEndObject());
    }

    /** What the client's handshake was answered with, where the record says it. */
    private static OptionalInt answered(Closure closure) {
        if (closure.client().tcp() != TcpEnding.NEVER_OPENED) {
            return OptionalInt.of(101);
        }
        return switch (closure.cause()) {
            case Cause.HandshakeRefused(int status) -> OptionalInt.of(status);
            case Cause.NoHandshake(int status, String _) -> OptionalInt.of(status);
            default -> OptionalInt.empty();
        };
    }

    private static void status(JsonGenerator json, int status) {
        json.writeObjectPropertyStart("http")
                .writeObjectPropertyStart("response")
                .writeNumberProperty("status_code", status)
                .writeEndObject()
                .writeEndObject();
    }

    /** What the schema has no names for. */
    private static void own(JsonGenerator json, Closure closure) {
        json.writeObjectPropertyStart("gatepost")
                .writeStringProperty("cause", LineFormat.cause(closure))
                .writeStringProperty("ended_by", Reference.word(closure.cause().endedBy()));
        closure.route().ifPresent(route -> json.writeStringProperty("route", route));
        closure.endpoint().ifPresent(url -> json.writeStringProperty("endpoint", url));
        closure.subprotocol().ifPresent(name -> json.writeStringProperty("subprotocol", name));
        string(json, "extensions", closure.extensions());
        handshake(json, closure.handshake());
        leg(json, "client", closure.client());
        leg(json, "upstream", closure.upstream());
        json.writeEndObject();
    }

    private static void handshake(JsonGenerator json, HandshakeRecord handshake) {
        if (handshake.status().isEmpty() && handshake.octets().isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("handshake");
        handshake.status().ifPresent(status -> json.writeNumberProperty("status", status));
        string(json, "octets", handshake.octets());
        json.writeEndObject();
    }

    private static void leg(JsonGenerator json, String name, LegRecord leg) {
        json.writeObjectPropertyStart(name).writeStringProperty("tcp", Reference.word(leg.tcp()));
        if (leg.tcp() != TcpEnding.NEVER_OPENED) {
            close(
                    json,
                    "received",
                    leg.recordedCode(),
                    leg.received().map(CloseFrame::reason).orElse(""));
            leg.sent().ifPresent(frame -> close(json, "sent", frame.code(), frame.reason()));
            json.writeNumberProperty("frames", leg.frames())
                    .writeNumberProperty("messages", leg.messages())
                    .writeNumberProperty("octets", leg.octets())
                    .writeNumberProperty("largest_message", leg.largestMessage());
        }
        json.writeEndObject();
    }

    private static void close(JsonGenerator json, String name, int code, String reason) {
        json.writeObjectPropertyStart(name).writeNumberProperty("code", code);
        string(json, "reason", reason);
        json.writeEndObject();
    }

    private static void string(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }
}
