package gatepost.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the value of one Sec-WebSocket-Extensions line (RFC 6455 §9.1). The grammar is written in
 * RFC 2616's terms: white space may stand between any two of its parts, also around the equals
 * sign, and elements of the list may be empty. For one line, by one thread.
 */
final class ExtensionHeaderReader {
    private final String value;
    private int position;

    ExtensionHeaderReader(String value) {
        this.value = value;
    }

    /** Where reading has stopped: behind the end, or where the problem is. */
    int position() {
        return position;
    }

    /** Adds what the line lists. Returns the problem where it breaks the grammar. */
    Optional<String> readInto(List<Extension> extensions) {
        while (true) {
            skipWhiteSpace();
            if (position == value.length()) {
                return Optional.empty();
            }
            if (!skip(',')) {
                Optional<String> problem = readExtension(extensions);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
    }

    private Optional<String> readExtension(List<Extension> extensions) {
        String name = readToken();
        if (name.isEmpty()) {
            return Optional.of("no extension name");
        }
        List<Extension.Parameter> parameters = new ArrayList<>();
        while (skip(';')) {
            Optional<String> problem = readParameter(parameters);
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (position < value.length() && value.charAt(position) != ',') {
            return Optional.of("unexpected character");
        }
        extensions.add(new Extension(name, parameters));
        return Optional.empty();
    }

    private Optional<String> readParameter(List<Extension.Parameter> parameters) {
        skipWhiteSpace();
        String name = readToken();
        if (name.isEmpty()) {
            return Optional.of("no parameter name");
        }
        if (!skip('=')) {
            parameters.add(new Extension.Parameter(name, Optional.empty()));
            return Optional.empty();
        }
        skipWhiteSpace();
        int start = position;
        if (position < value.length() && value.charAt(position) == '"') {
            Optional<String> text = readQuoted();
            if (text.isEmpty()) {
                return Optional.of("quote without end");
            }
            if (!Token.isToken(text.get())) {
                position = start;
                return Optional.of("value is no token");
            }
            parameters.add(new Extension.Parameter(name, text));
            return Optional.empty();
        }
        String text = readToken();
        if (text.isEmpty()) {
            return Optional.of("no parameter value");
        }
        parameters.add(new Extension.Parameter(name, Optional.of(text)));
        return Optional.empty();
    }

    /** Reads a quoted string, and says what it means; nothing where it does not end. */
    private Optional<String> readQuoted() {
        StringBuilder text = new StringBuilder();
        for (position++; position < value.length(); position++) {
            char character = value.charAt(position);
            if (character == '"') {
                position++;
                skipWhiteSpace();
                return Optional.of(text.toString());
            }
            if (character == '\\') {
                position++;
                if (position == value.length()) {
                    return Optional.empty();
                }
                character = value.charAt(position);
            }
            text.append(character);
        }
        return Optional.empty();
    }

    /** Reads a token and the white space behind it; empty where none is here. */
    private String readToken() {
        int start = position;
        position = Token.end(value, start);
        String token = value.substring(start, position);
        skipWhiteSpace();
        return token;
    }

    private boolean skip(char expected) {
        boolean found = position < value.length() && value.charAt(position) == expected;
        if (found) {
            position++;
        }
        return found;
    }

    private void skipWhiteSpace() {
        while (position < value.length() && Token.isWhiteSpace(value.charAt(position))) {
            position++;
        }
    }
}
