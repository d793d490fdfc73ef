package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the reference says about a close code or a range, in one language. What people type or read
 * literally stands in backticks.
 *
 * @param entry what it is about
 * @param name a short name
 * @param summary one sentence
 * @param description what the code states, who states it, and what it does not say
 * @param when situations in which one sees it
 * @param onClient what to do for whoever writes or runs the client, in this order
 * @param onServer the same for the server
 * @param between the same for whoever runs what stands between
 * @param exampleIntroduction says what {@code example} shows
 * @param practice what well-known software does with it, which is no standard
 * @param reconnecting whether and how to connect again, and why
 * @param facts what is known as data, in words
 */
public record Explanation(
        CodeEntry entry,
        String name,
        String summary,
        String description,
        List<String> when,
        List<String> onClient,
        List<String> onServer,
        List<String> between,
        String exampleIntroduction,
        List<ExchangeStep> example,
        List<String> practice,
        String reconnecting,
        List<Fact> facts) {
    public Explanation {
        requireNonNull(entry, "entry");
        when = List.copyOf(when);
        onClient = List.copyOf(onClient);
        onServer = List.copyOf(onServer);
        between = List.copyOf(between);
        example = List.copyOf(example);
        practice = List.copyOf(practice);
        facts = List.copyOf(facts);
    }
}
