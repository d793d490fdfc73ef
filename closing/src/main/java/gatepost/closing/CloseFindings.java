package gatepost.closing;

import gatepost.protocol.CloseFrame;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a Close frame of a peer can mean, read together with what came before it. */
final class CloseFindings {
    private static final List<String> IDLE_WORDS =
            List.of("idle", "inactiv", "timeout", "timed out");
    private static final List<String> PING_WORDS = List.of("ping timeout", "pong timeout");
    private static final Duration API_GATEWAY_IDLE = Duration.ofMinutes(10);
    private static final Duration API_GATEWAY_LIFE = Duration.ofHours(2);

    /** A word such as time-out alone does not make a silence. */
    private static final Duration SILENT = Duration.ofSeconds(2);

    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private final Closure closure;
    private final Findings findings;

    CloseFindings(Closure closure, Findings findings) {
        this.closure = closure;
        this.findings = findings;
    }

    void ofClient() {
        CloseFrame frame = frame(closure.client());
        findings.know("close", Findings.inWords(frame))
                .know("size", closure.upstream().largestMessage() + " B");
        switch (frame.code()) {
            case 1000, 1005 -> findings.certain(Suspect.CLIENT_CLOSED);
            case 1001 -> findings.certain(Suspect.CLIENT_GOING_AWAY);
            case 1010 ->
                    findings.know("extensions", Findings.literal(closure.extensions()))
                            .certain(Suspect.CLIENT_MISSES_EXTENSION);
            case 1009 -> findings.certain(Suspect.CLIENT_FINDS_TOO_BIG);
            case 1003 -> findings.certain(Suspect.CLIENT_REFUSES_TYPE);
            case 1002, 1007 -> findings.certain(Suspect.CLIENT_FINDS_FAULT);
            case 1011 -> addFailure(frame, Suspect.CLIENT_GOT_NO_PONG, Suspect.CLIENT_FAILED);
            default ->
                    findings.certain(
                            frame.code() >= 3000
                                    ? Suspect.CLIENT_PRIVATE_CODE
                                    : Suspect.CLIENT_CLOSED_OTHERWISE);
        }
    }

    void ofServer() {
        CloseFrame frame = frame(closure.upstream());
        findings.know("close", Findings.inWords(frame))
                .know("size", closure.client().lastMessage() + " B")
                .know(
                        "silence",
                        Quiet.inWords(Quiet.of(closure, closure.upstream()).sinceEither()));
        switch (frame.code()) {
            case 1000, 1005 -> findings.certain(Suspect.SERVER_CLOSED);
            case 1001 -> serverGoesAway(frame);
            case 1012 -> findings.certain(Suspect.SERVER_RESTARTS);
            case 1013 -> findings.certain(Suspect.SERVER_TRY_LATER);
            case 1009 -> serverFindsTooBig();
            case 1002, 1007 -> findings.certain(Suspect.SERVER_FINDS_FAULT);
            case 1003 -> findings.certain(Suspect.SERVER_REFUSES_TYPE);
            case 1008 -> findings.certain(Suspect.SERVER_POLICY);
            case 1011 -> addFailure(frame, Suspect.SERVER_GOT_NO_PONG, Suspect.SERVER_FAILED);
            case 1014 -> findings.certain(Suspect.SERVER_GATEWAY_FAILED);
            default ->
                    findings.certain(
                            frame.code() >= 3000
                                    ? Suspect.SERVER_PRIVATE_CODE
                                    : Suspect.SERVER_CLOSED_OTHERWISE);
        }
    }

    /** It is the library's word for it, not what the gateway saw. */
    private void addFailure(CloseFrame frame, Suspect noPong, Suspect failed) {
        if (says(frame, PING_WORDS)) {
            findings.likely(noPong);
        }
        findings.certain(failed);
    }

    private void serverGoesAway(CloseFrame frame) {
        Quiet quiet = Quiet.of(closure, closure.upstream());
        Optional<String> restarting = restartingProxy(frame);
        if (restarting.isPresent()) {
            findings.know("who", restarting.get()).likely(Suspect.PROXY_RESTARTS);
        } else if (frame.reason().equals("Going away")
                && isAbout(quiet.sinceEither(), API_GATEWAY_IDLE)) {
            limitOfApiGateway(API_GATEWAY_IDLE);
        } else if (frame.reason().equals("Going away") && isAbout(quiet.life(), API_GATEWAY_LIFE)) {
            limitOfApiGateway(API_GATEWAY_LIFE);
        } else if (says(frame, IDLE_WORDS) && quiet.sinceEither().compareTo(SILENT) >= 0) {
            findings.certain(Suspect.SERVER_IDLE_LIMIT);
            return;
        }
        findings.certain(Suspect.SERVER_GOING_AWAY);
    }

    private void limitOfApiGateway(Duration limit) {
        findings.know("who", "AWS API Gateway")
                .know("limit", Quiet.inWords(limit))
                .likely(Suspect.PROXY_LIMIT_WITH_CLOSE);
    }

    private static boolean isAbout(Duration span, Duration limit) {
        return span.minus(limit).abs().compareTo(TOLERANCE) < 0;
    }

    private Optional<String> restartingProxy(CloseFrame frame) {
        String reason = frame.reason().toLowerCase(Locale.ROOT);
        if (reason.contains("cloudflare") && reason.contains("restart")) {
            return Optional.of("Cloudflare");
        }
        return frame.reason().isEmpty()
                ? closure.handshake()
                        .answerField("server")
                        .or(() -> closure.handshake().answerField("via"))
                        .filter(value -> value.toLowerCase(Locale.ROOT).contains("caddy"))
                        .map(_ -> "Caddy")
                : Optional.empty();
    }

    private void serverFindsTooBig() {
        Optional<KnownSize> known = KnownSize.justUnder(closure);
        known.ifPresent(size ->
                findings.know("limit", size.inWords())
                        .know("who", size.who())
                        .know(
                                "setting",
                                size.setting().isEmpty()
                                        ? Findings.NO_SETTING
                                        : Findings.literal(size.setting()))
                        .likely(Suspect.SERVER_TOO_BIG_BY_DEFAULT));
        findings.certain(Suspect.SERVER_TOO_BIG);
    }

    private static boolean says(CloseFrame frame, List<String> words) {
        String reason = frame.reason().toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(reason::contains);
    }

    private static CloseFrame frame(LegRecord leg) {
        return leg.received().orElse(CloseFrame.WITHOUT_BODY);
    }
}
