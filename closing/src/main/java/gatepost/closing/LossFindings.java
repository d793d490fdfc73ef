package gatepost.closing;

import gatepost.closing.Cause.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
        if (loss.tcp() == TcpEnding.TIMED_OUT) {
            findings.certain(Suspect.CLIENT_UNREACHABLE);
            return;
        }
        addLimits(
                closure.client(),
                false,
                Suspect.CLIENT_SIDE_IDLE_LIMIT,
                Suspect.CLIENT_SIDE_LIFE_LIMIT,
                Suspect.CLIENT_SIDE_FORGOTTEN);
        findings.certain(
                how(loss, Suspect.CLIENT_GONE, Suspect.CLIENT_RESET, Suspect.CLIENT_GONE_IN_FRAME));
    }

    void ofServer(Loss loss) {
        // Nobody cut it, whatever was sent before: the time was the system's own.
        if (loss.tcp() == TcpEnding.TIMED_OUT) {
            findings.certain(Suspect.SERVER_UNREACHABLE);
            return;
        }
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
                how(loss, Suspect.SERVER_GONE, Suspect.SERVER_RESET, Suspect.SERVER_GONE_IN_FRAME));
    }

    private static Suspect how(Loss loss, Suspect gone, Suspect reset, Suspect inFrame) {
        if (loss.midFrame()) {
            return inFrame;
        }
        return loss.tcp() == TcpEnding.RST ? reset : gone;
    }

    /** Where one that fits has left its sign, it is that; else, those that never leave one. */
    private void addLimits(
            LegRecord leg, boolean ofServer, Suspect idle, Suspect life, Suspect forgotten) {
        Quiet quiet = Quiet.of(closure, leg);
        List<KnownLimit> fitting =
                KnownLimit.all().stream()
                        .filter(limit -> limit.fits(quiet, leg.tcp(), ofServer))
                        .toList();
        List<KnownLimit> signed =
                fitting.stream()
                        .filter(limit -> limit.sign(closure.handshake(), ofServer).isPresent())
                        .toList();
        List<KnownLimit> suspected =
                signed.isEmpty()
                        ? fitting.stream().filter(limit -> !limit.leavesSign(ofServer)).toList()
                        : signed;
        Certainty certainty = signed.isEmpty() ? Certainty.POSSIBLE : Certainty.LIKELY;
        Map<Suspect, List<KnownLimit>> bySuspect = new EnumMap<>(Suspect.class);
        for (KnownLimit limit : suspected) {
            Suspect suspect =
                    switch (limit.kind()) {
                        case IDLE, IDLE_OF_SERVER, IDLE_FROM_SERVER -> idle;
                        case LIFE -> life;
                        case FORGETS -> forgotten;
                    };
            bySuspect.computeIfAbsent(suspect, _ -> new ArrayList<>()).add(limit);
        }
        bySuspect.forEach((suspect, limits) -> {
            String span = Quiet.inWords(limits.getFirst().span(quiet, ofServer));
            findings.know("silence", span)
                    .know("life", span)
                    .know("who", Findings.names(limits.stream().map(KnownLimit::who).toList()))
                    .know("limit", limits.getFirst().inWords())
                    .know("settings", settings(limits))
                    .add(suspect, certainty);
        });
    }

    private static String settings(List<KnownLimit> limits) {
        List<String> settings = new ArrayList<>();
        limits.stream()
                .filter(limit -> !limit.setting().isEmpty())
                .forEach(limit -> settings.add("`" + limit.setting() + "` (" + limit.who() + ")"));
        return settings.isEmpty() ? Findings.NO_SETTING : Findings.names(settings);
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
        Optional<KnownSize> known = KnownSize.justUnder(closure);
        findings.know("size", client.lastMessage() + " B")
                .know(
                        "limit",
                        known.map(size -> size.inWords() + " (" + size.who() + ")").orElse("-"));
        // As large a one may have passed before; of what is behind it, nothing was seen.
        findings.possible(Suspect.SERVER_DROPS_BIG_MESSAGE);
    }
}
