package gatepost.protocol;

/** UTF-8 as the grammar of RFC 3629 §4 is written, one line of it after another. */
final class SlowUtf8 {
    /** Each row is the ranges of the octets of one kind of sequence. */
    private static final int[][] SEQUENCES = {
        {0x00, 0x7F},
        {0xC2, 0xDF, 0x80, 0xBF},
        {0xE0, 0xE0, 0xA0, 0xBF, 0x80, 0xBF},
        {0xE1, 0xEC, 0x80, 0xBF, 0x80, 0xBF},
        {0xED, 0xED, 0x80, 0x9F, 0x80, 0xBF},
        {0xEE, 0xEF, 0x80, 0xBF, 0x80, 0xBF},
        {0xF0, 0xF0, 0x90, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
        {0xF1, 0xF3, 0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
        {0xF4, 0xF4, 0x80, 0x8F, 0x80, 0xBF, 0x80, 0xBF}
    };

    private SlowUtf8() {}

    /** The index of the first octet that no text has there, or the length where there is none. */
    static int firstImpossible(byte[] octets) {
        int at = startOfLast(octets);
        int most = 0;
        for (int[] sequence : SEQUENCES) {
            most = Math.max(most, matching(sequence, octets, at));
        }
        return at + most;
    }

    /** Whether possible octets end with a whole sequence. */
    static boolean isComplete(byte[] octets) {
        return startOfLast(octets) == octets.length;
    }

    /** Where the first sequence begins that is not whole, for whatever reason, or the length. */
    private static int startOfLast(byte[] octets) {
        int at = 0;
        boolean whole = true;
        while (whole) {
            whole = false;
            for (int[] sequence : SEQUENCES) {
                if (matching(sequence, octets, at) == sequence.length / 2) {
                    at += sequence.length / 2;
                    whole = true;
                    break;
                }
            }
        }
        return at;
    }

    private static int matching(int[] sequence, byte[] octets, int at) {
        int matching = 0;
        while (matching < sequence.length / 2
                && at + matching < octets.length
                && Byte.toUnsignedInt(octets[at + matching]) >= sequence[2 * matching]
                && Byte.toUnsignedInt(octets[at + matching]) <= sequence[2 * matching + 1]) {
            matching++;
        }
        return matching;
    }
}
