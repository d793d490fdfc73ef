package gatepost.journal;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.HandshakeFailure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.Rule;
import gatepost.closing.Silence;
import gatepost.closing.TcpEnding;
import gatepost.closing.TimeOrderedId;
import gatepost.protocol.CloseCode;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Violated;
import gatepost.protocol.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Closures by chance, the same for the same seed, with whatever texts can have in them. */
final class SomeClosures {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final List<String> PIECES =
            List.of(
                    "gate ",
                    "ворота ",
                    "門柱",
                    "🚪",
                    "\0",
                    "\n",
                    "\r",
                    "\t",
                    "\"",
                    "'",
                    "\\",
                    "\\u",
                    "\\u0000",
                    "\ud83d",
                    "\udeaa",
                    "%",
                    "_",
                    "u0041",
                    "\u001b[1m",
                    "\u202e",
                    "\ufeff",
                    "\uffff",
                    "\ud83d\ud83d\udeaa\udeaa");

    private final Random random;

    SomeClosures(long seed) {
        random = new Random(seed);
    }

    /** One of each cause, with texts by chance. */
    Stream<Cause> causes() {
        return Stream.<Supplier<Cause>>of(
                        Cause.ClientClosed::new,
                        () -> new Cause.ClientClosed(text()),
                        Cause.UpstreamClosed::new,
                        () -> new Cause.ClientViolation(violated(), text()),
                        () -> new Cause.UpstreamViolation(violated(), text()),
                        () -> new Cause.ClientRefused(one(Rule.values()), text()),
                        () -> new Cause.UpstreamRefused(one(Rule.values()), text()),
                        () -> new Cause.ClientLost(loss()),
                        () -> new Cause.UpstreamLost(loss()),
                        () ->
                                new Cause.UpstreamUnavailable(
                                        one(HandshakeFailure.values()), text(), random.nextInt()),
                        () -> new Cause.HandshakeRefused(random.nextInt(600)),
                        () -> new Cause.NoHandshake(random.nextInt(600), text()),
                        () -> new Cause.GatewayFull(random.nextInt()),
                        () -> new Cause.ClientSilent(silence()),
                        () -> new Cause.UpstreamSilent(silence()),
                        () -> new Cause.IdleTimeout(duration()),
                        Cause.GatewayDraining::new,
                        () -> new Cause.GatewayFault(text()))
                .map(Supplier::get);
    }

    Closure next() {
        List<Cause> causes = causes().toList();
        return of(causes.get(random.nextInt(causes.size())));
    }

    Closure of(Cause cause) {
        Instant opened = time();
        return new Closure(
                TimeOrderedId.at(opened, random),
                opened,
                opened.plus(duration()),
                maybe(this::text),
                maybe(this::text),
                address(),
                maybe(this::text),
                text(),
                new HandshakeRecord(
                        text(),
                        text(),
                        random.nextBoolean()
                                ? OptionalInt.of(random.nextInt())
                                : OptionalInt.empty(),
                        text(),
                        text()),
                leg(),
                leg(),
                cause);
    }

    /** A normal ending, as most are. */
    static Closure normal(Instant closed) {
        return Example.ENDING.closed(closed).closure();
    }

    /** An error ending. */
    static Closure error(Instant closed) {
        return Example.ENDING
                .closed(closed)
                .cause(new Cause.UpstreamLost(new Cause.Loss(TcpEnding.RST, false, 12)))
                .closure();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private LegRecord leg() {
        if (random.nextInt(5) == 0) {
            return LegRecord.NEVER_OPENED;
        }
        return new LegRecord(
                maybe(this::frame),
                maybe(this::frame),
                one(TcpEnding.values()),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                maybe(this::time),
                maybe(this::time),
                maybe(this::time),
                maybe(this::time));
    }

    private CloseFrame frame() {
        return random.nextInt(5) == 0
                ? CloseFrame.WITHOUT_BODY
                : CloseFrame.of(
                        random.nextBoolean()
                                ? CloseCode.NORMAL_CLOSURE
                                : CloseCode.POLICY_VIOLATION,
                        text());
    }

    private String address() {
        return random.nextBoolean()
                ? "203.0.113." + random.nextInt(256) + ":" + random.nextInt(65536)
                : random.nextBoolean() ? "[2001:db8::" + random.nextInt(9) + "]:1" : text();
    }

    private Violated violated() {
        return new Violated(
                one(Violation.values()), random.nextLong(), random.nextLong(), text(), text());
    }

    private Cause.Loss loss() {
        return new Cause.Loss(one(TcpEnding.values()), random.nextBoolean(), random.nextLong());
    }

    private Silence silence() {
        return new Silence(one(Silence.Kind.values()), duration());
    }

    private Duration duration() {
        return Duration.ofNanos(random.nextLong(1L << 50));
    }

    private Instant time() {
        return Instant.ofEpochSecond(
                random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }
}
