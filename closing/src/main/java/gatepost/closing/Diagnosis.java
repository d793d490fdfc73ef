package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What an ended connection ended by, in one language. What a peer sent may stand in any text of it.
 *
 * @param endedBy who ended the connection, in words
 * @param suspicions what it can have been, the most probable first; at least one
 * @param evidence what that rests on
 */
public record Diagnosis(
        Closure closure, String endedBy, List<Suspicion> suspicions, List<Evidence> evidence) {
    public Diagnosis {
        requireNonNull(closure, "closure");
        requireNonNull(endedBy, "endedBy");
        suspicions = List.copyOf(suspicions);
        evidence = List.copyOf(evidence);
    }

    /** The most probable one. */
    public Suspicion first() {
        return suspicions.getFirst();
    }

    /**
     * A finding in words.
     *
     * @param happened what happened, in a sentence or two
     * @param blame whose fault it is, in words
     * @param certainty how sure that is, in words
     * @param steps what to do, in this order
     */
    public record Suspicion(
            Finding finding, String happened, String blame, String certainty, List<Step> steps) {
        public Suspicion {
            requireNonNull(finding, "finding");
            requireNonNull(happened, "happened");
            requireNonNull(blame, "blame");
            requireNonNull(certainty, "certainty");
            steps = List.copyOf(steps);
        }
    }

    /**
     * Something to do.
     *
     * @param who the audience, in words
     */
    public record Step(Audience audience, String who, String text) {
        public Step {
            requireNonNull(audience, "audience");
            requireNonNull(who, "who");
            requireNonNull(text, "text");
        }
    }

    /**
     * Something that was seen.
     *
     * @param kind what it is, the same in every language
     * @param label the same in words
     * @param lines as they were seen
     */
    public record Evidence(Kind kind, String label, List<String> lines) {
        /** What was seen. */
        public enum Kind {
            /** The cause in English, as in the log. */
            CAUSE,
            /** The header of the frame that broke a rule, bit by bit. */
            HEADER,
            /** The octets that broke a rule, or came instead of a handshake. */
            OCTETS,
            /** What each leg got and sent as its Close frame. */
            CLOSE_FRAMES,
            /** How TCP ended on each leg, in the order in which it did. */
            TCP,
            /** How long each leg was open and silent. */
            SILENCE,
            /** How much was received on each leg. */
            TRAFFIC,
            /** What client and server say in their handshake. */
            REQUEST,
            ANSWER
        }

        public Evidence {
            requireNonNull(kind, "kind");
            requireNonNull(label, "label");
            lines = List.copyOf(lines);
        }
    }
}
