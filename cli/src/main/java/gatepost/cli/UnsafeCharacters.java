package gatepost.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * What JSON writes as {@code \}{@code uXXXX}: beside what it has to, all that {@link Printable}
 * calls unsafe, because people look at these lines in terminals. Characters beyond U+FFFF are
 * written so too: a writer of JSON looks at one half of them at a time.
 */
final class UnsafeCharacters extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int DELETE = 0x7F;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DELETE] = ESCAPE_STANDARD;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int unit) {
        return Printable.isUnsafe(unit) ? new SerializedString("\\u%04X".formatted(unit)) : null;
    }
}
