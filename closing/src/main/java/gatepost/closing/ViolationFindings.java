package gatepost.closing;

import gatepost.protocol.Violated;

/** Why a peer can have broken RFC 6455 or RFC 7692 in the way that it did. */
final class ViolationFindings {
    private static final int RSV1 = 0x40;
    private static final int RESERVED = 0x70;

    private final Closure closure;
    private final Role who;
    private final LegRecord leg;
    private final Findings findings;

    ViolationFindings(Closure closure, Role who, Findings findings) {
        this.closure = closure;
        this.who = who;
        this.findings = findings;
        leg = who == Role.CLIENT ? closure.client() : closure.upstream();
    }

    void add(Violated violated, String around) {
        Octets octets = Octets.of(around);
        findings.know("what", Findings.literal(violated.description()))
                .know("rule", violated.violation().section())
                .know("octet", violated.octet())
                .know("around", Findings.literal(octets.printable()));
        switch (violated.violation()) {
            case UNMASKED_BY_CLIENT -> addMasking(Suspect.CLIENT_DOES_NOT_MASK);
            case MASKED_BY_SERVER -> addMasking(Suspect.SERVER_MASKS);
            case RESERVED_BITS -> {
                if (!addForeign(octets)
                        && isCompressed(violated)
                        && closure.extensions().isEmpty()) {
                    likely(Suspect.CLIENT_COMPRESSES_UNASKED, Suspect.SERVER_COMPRESSES_UNASKED);
                }
                addOutOfStep();
            }
            case RESERVED_OPCODE -> {
                addForeign(octets);
                addOutOfStep();
            }
            case TEXT_NOT_UTF8 -> addText(octets);
            case TEXT_ENDS_IN_CODE_POINT ->
                    likely(Suspect.CLIENT_CUTS_TEXT, Suspect.SERVER_CUTS_TEXT);
            // Nobody means so much; with its octets in the other order it can make sense.
            case LENGTH_OVER_63_BITS -> {
                findings.know("size", "> 2^63 B").know("meant", "?");
                likely(Suspect.CLIENT_LENGTH_REVERSED, Suspect.SERVER_LENGTH_REVERSED);
            }
            case LENGTH_NOT_MINIMAL -> {}
            case CONTINUATION_OF_NOTHING, UNFINISHED_MESSAGE -> {
                if (leg.frames() > 0) {
                    likely(Suspect.CLIENT_INTERLEAVES, Suspect.SERVER_INTERLEAVES);
                }
            }
            case CLOSE_CODE ->
                    certain(Suspect.CLIENT_SENDS_RESERVED_CODE, Suspect.SERVER_SENDS_RESERVED_CODE);
            case LONG_CONTROL_FRAME, FRAGMENTED_CONTROL_FRAME, CLOSE_OF_ONE_OCTET ->
                    certain(Suspect.CLIENT_CONTROL_FRAME_WRONG, Suspect.SERVER_CONTROL_FRAME_WRONG);
            case COMPRESSED_DATA_CORRUPT ->
                    certain(Suspect.CLIENT_DEFLATES_WRONGLY, Suspect.SERVER_DEFLATES_WRONGLY);
            case COMPRESSED_CONTINUATION, COMPRESSED_CONTROL_FRAME -> {
                if (!addForeign(octets)) {
                    likely(Suspect.CLIENT_DEFLATES_WRONGLY, Suspect.SERVER_DEFLATES_WRONGLY);
                }
            }
            case CLOSE_REASON_NOT_UTF8 ->
                    certain(Suspect.CLIENT_SENDS_NO_UTF8, Suspect.SERVER_SENDS_NO_UTF8);
        }
        certain(Suspect.CLIENT_BROKE_PROTOCOL, Suspect.SERVER_BROKE_PROTOCOL);
    }

    /** What is not WebSocket at all breaks whichever rule its octets happen to break. */
    private boolean addForeign(Octets octets) {
        if (octets.areHttp()) {
            certain(Suspect.CLIENT_SENDS_HTTP, Suspect.SERVER_SENDS_HTTP);
        } else if (octets.areTls()) {
            likely(Suspect.CLIENT_SENDS_TLS, Suspect.SERVER_SENDS_TLS);
        } else if (who == Role.SERVER && octets.areChunk()) {
            findings.likely(Suspect.SERVER_SENDS_CHUNKS);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isCompressed(Violated violated) {
        byte[] header = Octets.parse(violated.header());
        int first = header.length == 0 ? 0 : header[0];
        int opcode = first & 0x0F;
        return (first & RESERVED) == RSV1 && (opcode == 1 || opcode == 2);
    }

    /** Where frames were well before, what now stands for a header is probably something else. */
    private void addOutOfStep() {
        if (leg.frames() > 0) {
            possible(Suspect.CLIENT_OUT_OF_STEP, Suspect.SERVER_OUT_OF_STEP);
        }
    }

    private void addText(Octets octets) {
        if (octets.areFrame(leg.lastMessage())) {
            likely(Suspect.CLIENT_FRAMES_TWICE, Suspect.SERVER_FRAMES_TWICE);
        } else if (octets.areBinary()) {
            likely(Suspect.CLIENT_SENDS_BINARY_AS_TEXT, Suspect.SERVER_SENDS_BINARY_AS_TEXT);
        } else if (octets.areLatin1()) {
            likely(Suspect.CLIENT_SENDS_LATIN_1, Suspect.SERVER_SENDS_LATIN_1);
        }
        certain(Suspect.CLIENT_SENDS_NO_UTF8, Suspect.SERVER_SENDS_NO_UTF8);
    }

    /** Who had masked as it should until now did not stop: it is not a header that was read. */
    private void addMasking(Suspect never) {
        if (leg.frames() == 0) {
            findings.certain(never);
        } else {
            likely(Suspect.CLIENT_OUT_OF_STEP, Suspect.SERVER_OUT_OF_STEP);
        }
    }

    private void certain(Suspect client, Suspect server) {
        findings.certain(who == Role.CLIENT ? client : server);
    }

    private void likely(Suspect client, Suspect server) {
        findings.likely(who == Role.CLIENT ? client : server);
    }

    private void possible(Suspect client, Suspect server) {
        findings.possible(who == Role.CLIENT ? client : server);
    }
}
