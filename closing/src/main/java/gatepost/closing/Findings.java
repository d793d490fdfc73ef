package gatepost.closing;

import static java.util.stream.Collectors.joining;

import gatepost.protocol.CloseFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what a connection can have ended by, in the order in which it is found. */
final class Findings {
    /** In place of a setting: the texts say then that nothing changes the limit. */
    static final String NO_SETTING = "none";

    private final List<Finding> found = new ArrayList<>();
    private final Map<String, Object> known = new HashMap<>();

    private Findings() {}

    /**
     * What a connection can have ended by, the most probable first; at least one, and the last of
     * them is always certain.
     */
    static List<Finding> of(Closure closure) {
        Findings findings = new Findings();
        findings.know("route", closure.route().map(Findings::literal).orElse("-"))
                .know("endpoint", closure.endpoint().orElse("-"))
                .know("path", literal(closure.handshake().path()));
        switch (closure.cause()) {
            case Cause.ClientClosed _ -> new CloseFindings(closure, findings).ofClient();
            case Cause.UpstreamClosed _ -> new CloseFindings(closure, findings).ofServer();
            case Cause.ClientViolation violation ->
                    new ViolationFindings(closure, Role.CLIENT, findings)
                            .add(violation.violated(), violation.octets());
            case Cause.UpstreamViolation violation ->
                    new ViolationFindings(closure, Role.SERVER, findings)
                            .add(violation.violated(), violation.octets());
            case Cause.ClientRefused refused ->
                    new RuleFindings(closure, Role.CLIENT, findings)
                            .add(refused.rule(), refused.reason());
            case Cause.UpstreamRefused refused ->
                    new RuleFindings(closure, Role.SERVER, findings)
                            .add(refused.rule(), refused.reason());
            case Cause.ClientLost(Cause.Loss loss) ->
                    new LossFindings(closure, findings).ofClient(loss);
            case Cause.UpstreamLost(Cause.Loss loss) ->
                    new LossFindings(closure, findings).ofServer(loss);
            case Cause.UpstreamUnavailable unavailable ->
                    new HandshakeFindings(closure.handshake(), findings).add(unavailable);
            case Cause.HandshakeRefused(int status) ->
                    new HandshakeFindings(closure.handshake(), findings).addRefused(status);
            case Cause.NoHandshake none ->
                    new HandshakeFindings(closure.handshake(), findings).add(none);
            case Cause.ClientSilent(Silence silence) ->
                    findings.addSilence(
                            silence, Suspect.CLIENT_NO_PONG, Suspect.CLIENT_READS_NOTHING);
            case Cause.UpstreamSilent(Silence silence) ->
                    findings.addSilence(
                            silence, Suspect.SERVER_NO_PONG, Suspect.SERVER_READS_NOTHING);
            case Cause.IdleTimeout(var limit) ->
                    findings.know("limit", Quiet.inWords(limit))
                            .certain(Suspect.GATEWAY_IDLE_TIMEOUT);
            case Cause.GatewayFull(int connections) ->
                    findings.know("limit", connections).certain(Suspect.GATEWAY_FULL);
            case Cause.GatewayDraining() -> findings.certain(Suspect.GATEWAY_DRAINS);
            case Cause.GatewayFault(String fault) ->
                    findings.know("fault", literal(fault)).certain(Suspect.GATEWAY_FAULT);
        }
        return List.copyOf(findings.found);
    }

    private void addSilence(Silence silence, Suspect noPong, Suspect readsNothing) {
        know("limit", Quiet.inWords(silence.limit()));
        certain(
                switch (silence.kind()) {
                    case NO_ANSWER_TO_PING -> noPong;
                    case READS_NOTHING -> readsNothing;
                });
    }

    /** Remembers a value that the texts about what is added from now on may name. */
    Findings know(String name, Object value) {
        known.put(name, value);
        return this;
    }

    Findings certain(Suspect suspect) {
        return add(suspect, Certainty.CERTAIN);
    }

    Findings likely(Suspect suspect) {
        return add(suspect, Certainty.LIKELY);
    }

    Findings possible(Suspect suspect) {
        return add(suspect, Certainty.POSSIBLE);
    }

    Findings add(Suspect suspect, Certainty certainty) {
        found.add(new Finding(suspect, certainty, known));
        return this;
    }

    /** What a peer sent, as it may stand in a text, where backticks mark what is literal. */
    static String literal(String text) {
        return text.isEmpty() ? "-" : "`" + text.replace('`', '\'') + "`";
    }

    /** A code with its reason, as in {@code 1009 `too big`}. */
    static String inWords(CloseFrame frame) {
        return frame.code() + (frame.reason().isEmpty() ? "" : " " + literal(frame.reason()));
    }

    /** Names of a list in a sentence, which is the same in every language. */
    static String names(List<String> names) {
        return names.stream().distinct().collect(joining(", "));
    }
}
