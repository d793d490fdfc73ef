package gatepost.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a configuration file as text. */
final class ConfigurationFile {
    /**
     * Larger files are refused: no configuration needs them, and a wrong path might lead to one.
     */
    static final int LIMIT_OCTETS = 1 << 20;

    private ConfigurationFile() {}

    /** A file that cannot be read at all; the message is for people and names no file. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }

        UnreadableException(String message) {
            super(message);
        }
    }

    /** What a file holds: text, or why it is none. */
    sealed interface Content {
        record Text(SourceText source) implements Content {}

        record NoText(Problem problem) implements Content {}
    }

    /**
     * Reads at most {@value #LIMIT_OCTETS} octets and decodes them.
     *
     * @param name the path, as the user wrote it
     * @throws UnreadableException where the system does not let us read it
     */
    static Content read(String name) throws UnreadableException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnreadableException("is not the path of a file", e);
        }
        if (Files.isDirectory(path)) {
            throw new UnreadableException("is a directory, not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return decode(name, in.readNBytes(LIMIT_OCTETS + 1));
        } catch (NoSuchFileException e) {
            throw new UnreadableException("no such file", e);
        } catch (AccessDeniedException e) {
            throw new UnreadableException("permission denied", e);
        } catch (FileSystemException e) {
            throw new UnreadableException(
                    "cannot be read: " + Optional.ofNullable(e.getReason()).orElse("I/O error"), e);
        } catch (IOException e) {
            throw new UnreadableException("cannot be read: " + e.getMessage(), e);
        }
    }

    /** Checks and decodes the octets of a file. */
    static Content decode(String name, byte[] octets) {
        if (octets.length > LIMIT_OCTETS) {
            return new Content.NoText(
                    Problem.ofFile("is larger than 1 MiB; expected a configuration"));
        }
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(octets.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        SourceText source = new SourceText(name, withoutMark(out.flip().toString()));
        if (result.isError()) {
            return new Content.NoText(
                    Problem.error(
                            source.locationAt(source.text().length()),
                            Pointer.ROOT,
                            "expected UTF-8, found the octet 0x%02X; save the file as UTF-8"
                                    .formatted(in.get())));
        }
        return forbiddenCharacter(source)
                .<Content>map(Content.NoText::new)
                .orElseGet(() -> new Content.Text(source));
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** YAML 1.2 §5.1 allows no controls but tab and line ends, and no noncharacters. */
    private static Optional<Problem> forbiddenCharacter(SourceText source) {
        String text = source.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed =
                    (c >= ' ' && c < 0x7F)
                            || c == '\t'
                            || c == '\n'
                            || c == '\r'
                            || c == 0x85
                            || (c >= 0xA0 && c < 0xFFFE);
            if (!allowed) {
                return Optional.of(
                        Problem.error(
                                source.locationAt(i),
                                Pointer.ROOT,
                                "expected text, found the character U+%04X, which YAML forbids"
                                        .formatted((int) c)));
            }
        }
        return Optional.empty();
    }
}
