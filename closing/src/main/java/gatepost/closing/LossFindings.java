package gatepost.closing;

import gatepost.closing.Cause.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why TCP can have ended without a Close frame. */
final class LossFindings {
    /** Messages that are smaller than that are not too big for any server. */
    private static final long BIG = 8192;

    /** What a server did so soon after something was sent to it was probably an answer to that. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Closure closure;
    private final Findings findings;

    LossFindings(Closure closure, Findings findings) {
        this.closure = closure;
        this.findings = findings;
    }

    void ofClient(Loss loss) {
        if (closure.client().tcp() == TcpEnding.NEVER_OPENED) {
            findings.know(
                            "waited",
                            Quiet.inWords(Duration.between(closure.opened(), closure.closed())))
                    .certain(Suspect.CLIENT_LEFT_IN_HANDSHAKE);
            return;
        }
        addLimits(
                closure.client(),
                false,
                Suspect.CLIENT_SIDE_IDLE_LIMIT,
                Suspect.CLIENT_SIDE_LIFE_LIMIT,
                Suspect.CLIENT_SIDE_FORGOTTEN);
        findings.certain(
                loss.midFrame()
                        ? Suspect.CLIENT_GONE_IN_FRAME
                        : switch (loss.tcp()) {
                            case FIN, ABORTED, NEVER_OPENED -> Suspect.CLIENT_GONE;
                            case RST -> Suspect.CLIENT_RESET;
                        });
    }

    void ofServer(Loss loss) {
        addLimits(
                closure.upstream(),
                true,
                Suspect.SERVER_SIDE_IDLE_LIMIT,
                Suspect.SERVER_SIDE_LIFE_LIMIT,
                Suspect.SERVER_SIDE_FORGOTTEN);
        addBigMessage();
        Quiet quiet = Quiet.of(closure, closure.upstream());
        if (closure.upstream().octets() == 0
                && closure.client().messages() == 0
                && quiet.life().compareTo(SOON) < 0) {
            findings.likely(Suspect.SERVER_DROPS_AT_ONCE);
        }
        findings.certain(
                loss.midFrame()
                        ? Suspect.SERVER_GONE_IN_FRAME
                        : switch (loss.tcp()) {
                            case FIN, ABORTED, NEVER_OPENED -> Suspect.SERVER_GONE;
                            case RST -> Suspect.SERVER_RESET;
                        });
    }

    /**
     * Those that leave a sign in the handshake speak for themselves; of others, all that fit do.
     */
    private void addLimits(
            LegRecord leg, boolean ofServer, Suspect idle, Suspect life, Suspect forgotten) {
        Quiet quiet = Quiet.of(closure, leg);
        findings.know("silence", Quiet.inWords(quiet.sinceEither()))
                .know("life", Quiet.inWords(quiet.life()))
                .know("octets", leg.octets());
        List<KnownLimit> fitting =
                KnownLimit.all().stream()
                        .filter(limit -> limit.fits(quiet, leg.tcp(), ofServer))
                        .toList();
        List<KnownLimit> signed =
                fitting.stream()
                        .filter(limit -> limit.sign(closure.handshake(), ofServer).isPresent())
                        .toList();
        List<KnownLimit> suspected = signed.isEmpty() ? fitting : signed;
        Certainty certainty = signed.isEmpty() ? Certainty.POSSIBLE : Certainty.LIKELY;
        add(suspected, certainty, idle, KnownLimit.Kind.IDLE_FROM_SERVER, KnownLimit.Kind.IDLE);
        add(suspected, certainty, life, KnownLimit.Kind.LIFE);
        add(suspected, certainty, forgotten, KnownLimit.Kind.FORGETS);
    }

    private void add(
            List<KnownLimit> all, Certainty certainty, Suspect suspect, KnownLimit.Kind... kinds) {
        List<KnownLimit> limits =
                all.stream().filter(limit -> List.of(kinds).contains(limit.kind())).toList();
        if (!limits.isEmpty()) {
            findings.know("who", Findings.names(limits.stream().map(KnownLimit::who).toList()))
                    .know("limit", limits.getFirst().inWords())
                    .know("settings", settings(limits))
                    .add(suspect, certainty);
        }
    }

    private static String settings(List<KnownLimit> limits) {
        List<String> settings = new ArrayList<>();
        limits.stream()
                .filter(limit -> !limit.setting().isEmpty())
                .forEach(limit -> settings.add("`" + limit.setting() + "` (" + limit.who() + ")"));
        return settings.isEmpty() ? "-" : Findings.names(settings);
    }

    /** The largest message so far was the last one, and the server left right after it. */
    private void addBigMessage() {
        LegRecord client = closure.client();
        Quiet quiet = Quiet.of(closure, closure.upstream());
        if (client.lastMessage() < BIG
                || client.lastMessage() < client.largestMessage()
                || quiet.sinceSent().compareTo(SOON) > 0) {
            return;
        }
        Optional<KnownSize> known = KnownSize.justUnder(client.lastMessage());
        findings.know("size", client.lastMessage() + " B")
                .know("limit", known.map(size -> size.octets() + " B").orElse("-"))
                .know("who", known.map(KnownSize::who).orElse("-"));
        findings.add(
                Suspect.SERVER_DROPS_BIG_MESSAGE,
                known.filter(KnownSize::drops).isPresent() ? Certainty.LIKELY : Certainty.POSSIBLE);
    }
}
