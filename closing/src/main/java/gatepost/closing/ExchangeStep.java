package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A step of an example: what one party sends to another, or what happens at one.
 *
 * @param from who sends it, or where it happens
 * @param to who receives it; nobody where it happens at one party
 * @param what as on the wire or in an API, the same in every language
 */
public record ExchangeStep(Role from, Optional<Role> to, String what) {
    public ExchangeStep {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(what, "what");
    }

    /** The example of an entry; the key is {@link CodeEntry#key}. */
    static List<ExchangeStep> of(String key) {
        Map<String, String> lines = Resource.properties("exchanges.properties");
        List<ExchangeStep> steps = new ArrayList<>();
        for (String line = lines.get(key + ".1");
                line != null;
                line = lines.get(key + "." + (steps.size() + 1))) {
            steps.add(parse(line));
        }
        return steps;
    }

    /** {@code client > server | FIN}, or {@code client | …}. */
    private static ExchangeStep parse(String line) {
        String[] parts = line.split(" \\| ", 2);
        String[] ends = parts[0].split(" > ", 2);
        return new ExchangeStep(
                role(ends[0]),
                ends.length == 2 ? Optional.of(role(ends[1])) : Optional.empty(),
                parts[1]);
    }

    private static Role role(String word) {
        return Role.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
