package gatepost.cli;

import gatepost.closing.Reference;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads constants as people write them: {@code after-repair} for {@code AFTER_REPAIR}.
 *
 * @param type whose constants these are
 */
record EnumWord<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {
    @Override
    public E convert(String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> Reference.word(each).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException(
                                "expected one of "
                                        + Arrays.stream(type.getEnumConstants())
                                                .map(Reference::word)
                                                .collect(Collectors.joining(", "))));
    }
}
