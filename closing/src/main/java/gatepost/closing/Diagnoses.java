package gatepost.closing;

import gatepost.closing.Diagnosis.Evidence;
import gatepost.closing.Diagnosis.Step;
import gatepost.closing.Diagnosis.Suspicion;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Violated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes of the record of an ending an answer, in one language. Not for use by several threads. */
public final class Diagnoses {
    private static final String FILE = "diagnoses";
    private static final String PATTERNS = "patterns";

    /** A leg that was opened. */
    private record Leg(Party who, LegRecord record) {}

    private final Texts texts;

    private Diagnoses(Language language) {
        texts = new Texts(language);
    }

    /** Diagnoses in a language. */
    public static Diagnoses in(Language language) {
        return new Diagnoses(language);
    }

    /** The language of all texts. */
    public Language language() {
        return texts.language();
    }

    /** What an ended connection ended by. */
    public Diagnosis of(Closure closure) {
        return new Diagnosis(
                closure,
                texts.text(FILE, "ended-by." + Reference.word(closure.cause().endedBy())),
                Findings.of(closure).stream().map(this::suspicion).toList(),
                evidence(closure));
    }

    /** What many endings have in common, in words. */
    public PatternText of(EndingPattern pattern) {
        Map<String, Object> values = new HashMap<>(pattern.values());
        values.put("count", pattern.count());
        values.put("of", pattern.of());
        values.put("against", pattern.against());
        String key = Reference.word(pattern.kind());
        if (values.get("leg") instanceof String leg) {
            key += "." + leg;
        }
        if (values.get("suspect") instanceof String suspect) {
            values.put("suspect", texts.text(PATTERNS, "suspect." + suspect));
        }
        return new PatternText(
                pattern,
                texts.format(PATTERNS, key, values),
                texts.format(
                        PATTERNS,
                        pattern.against() == 0 ? "against.nothing" : key + ".against",
                        values),
                texts.format(PATTERNS, key + ".step", values));
    }

    /** A heading of a page about a diagnosis, as in {@code steps}. */
    public String heading(String key) {
        return texts.text(FILE, "heading." + key);
    }

    /** A short name for what an ending was, as it stands in a table. */
    public String name(Suspect suspect) {
        return texts.text(PATTERNS, "suspect." + suspect.key());
    }

    /** Words around lists of endings and patterns, with values for their placeholders. */
    public String words(String key, Map<String, Object> values) {
        return texts.format(PATTERNS, key, values);
    }

    /** Words around lists of endings and patterns. */
    public String words(String key) {
        return texts.text(PATTERNS, key);
    }

    /** What an ending most probably was. */
    public static Suspect suspect(Closure closure) {
        return Findings.of(closure).getFirst().suspect();
    }

    private Suspicion suspicion(Finding finding) {
        Suspect suspect = finding.suspect();
        List<Step> steps = new ArrayList<>();
        for (Audience audience : suspect.audiences()) {
            steps.add(
                    new Step(
                            audience,
                            texts.text(FILE, "for." + Reference.word(audience)),
                            format(suspect.key() + ".step." + (steps.size() + 1), finding)));
        }
        return new Suspicion(
                finding,
                format(suspect.key(), finding),
                texts.text(FILE, "blame." + Reference.word(suspect.blame())),
                texts.text(FILE, "certainty." + Reference.word(finding.certainty())),
                steps);
    }

    private String format(String key, Finding finding) {
        return texts.format(FILE, key, finding.values());
    }

    private List<Evidence> evidence(Closure closure) {
        List<Evidence> all = new ArrayList<>();
        all.add(evidence(Evidence.Kind.CAUSE, List.of(closure.cause().evidence())));
        violated(closure.cause())
                .ifPresent(violated -> {
                    List<String> lines = new ArrayList<>(FrameHeaderBits.lines(violated.header()));
                    lines.add(violated.violation().section() + ", @" + violated.frame());
                    all.add(evidence(Evidence.Kind.HEADER, lines));
                });
        octets(closure)
                .ifPresent(hex ->
                        all.add(
                                evidence(
                                        Evidence.Kind.OCTETS,
                                        List.of(hex, Octets.of(hex).printable()))));
        add(all, Evidence.Kind.CLOSE_FRAMES, closeFrames(closure));
        add(all, Evidence.Kind.TCP, tcp(closure));
        add(all, Evidence.Kind.SILENCE, silence(closure));
        add(all, Evidence.Kind.TRAFFIC, traffic(closure));
        add(all, Evidence.Kind.REQUEST, closure.handshake().request().lines().toList());
        add(all, Evidence.Kind.ANSWER, answer(closure.handshake()));
        return all;
    }

    private void add(List<Evidence> all, Evidence.Kind kind, List<String> lines) {
        if (!lines.isEmpty()) {
            all.add(evidence(kind, lines));
        }
    }

    private Evidence evidence(Evidence.Kind kind, List<String> lines) {
        return new Evidence(kind, texts.text(FILE, "evidence." + Reference.word(kind)), lines);
    }

    private static Optional<Violated> violated(Cause cause) {
        return switch (cause) {
            case Cause.ClientViolation(Violated violated, _) -> Optional.of(violated);
            case Cause.UpstreamViolation(Violated violated, _) -> Optional.of(violated);
            default -> Optional.empty();
        };
    }

    private static Optional<String> octets(Closure closure) {
        String hex =
                switch (closure.cause()) {
                    case Cause.ClientViolation(_, String octets) -> octets;
                    case Cause.UpstreamViolation(_, String octets) -> octets;
                    default -> closure.handshake().octets();
                };
        return Optional.of(hex).filter(octets -> !octets.isEmpty());
    }

    private List<String> closeFrames(Closure closure) {
        return opened(closure)
                .map(leg ->
                        line(
                                "close-frames",
                                leg,
                                Map.of(
                                        "fromIt", inWords(leg.record().received()),
                                        "toIt", inWords(leg.record().sent()))))
                .toList();
    }

    private static String inWords(Optional<CloseFrame> frame) {
        return frame.map(said -> said.code() + quoted(said.reason())).orElse("-");
    }

    /** In quotes, so that no reason looks like what stands behind it. */
    private static String quoted(String reason) {
        return reason.isEmpty()
                ? ""
                : " \"" + reason.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The leg whose TCP connection ended first comes first. */
    private List<String> tcp(Closure closure) {
        List<Leg> legs =
                opened(closure).sorted(Comparator.comparing(leg -> end(closure, leg))).toList();
        return legs.stream()
                .map(leg ->
                        line(
                                "tcp",
                                leg,
                                Map.of(
                                        "how",
                                        leg.record().tcp().name().replace('_', ' '),
                                        "after",
                                        Duration.between(
                                                        end(closure, legs.getFirst()),
                                                        end(closure, leg))
                                                .toMillis())))
                .toList();
    }

    private static Instant end(Closure closure, Leg leg) {
        return leg.record().ended().orElse(closure.closed());
    }

    private List<String> silence(Closure closure) {
        return opened(closure)
                .map(leg -> {
                    Quiet quiet = Quiet.of(closure, leg.record());
                    return line(
                            "silence",
                            leg,
                            Map.of(
                                    "fromIt", Quiet.inWords(quiet.sinceReceived()),
                                    "toIt", Quiet.inWords(quiet.sinceSent()),
                                    "life", Quiet.inWords(quiet.life())));
                })
                .toList();
    }

    private List<String> traffic(Closure closure) {
        return opened(closure)
                .map(leg ->
                        line(
                                "traffic",
                                leg,
                                Map.of(
                                        "messages", leg.record().messages(),
                                        "octets", leg.record().octets(),
                                        "largest", leg.record().largestMessage(),
                                        "last", leg.record().lastMessage())))
                .toList();
    }

    private static Stream<Leg> opened(Closure closure) {
        return Stream.of(
                        new Leg(Party.CLIENT, closure.client()),
                        new Leg(Party.UPSTREAM, closure.upstream()))
                .filter(leg -> leg.record().tcp() != TcpEnding.NEVER_OPENED);
    }

    private String line(String key, Leg leg, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("leg", texts.text(FILE, "leg." + Reference.word(leg.who())));
        return texts.format(FILE, "line." + key, all);
    }

    private static List<String> answer(HandshakeRecord handshake) {
        List<String> lines = new ArrayList<>();
        handshake.status().ifPresent(status -> lines.add("HTTP " + status));
        handshake.answer().lines().forEach(lines::add);
        return lines;
    }
}
