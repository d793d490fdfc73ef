package gatepost.cli;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer of {@code gatepost check --json}: {@code file}, {@code fine}, then where it is fine
 * the numbers of {@code listeners}, {@code routes} and {@code upstreams}, then {@code problems}: of
 * each {@code severity} (error or warning), {@code line} and {@code column} from 1 (absent where it
 * concerns the whole file), {@code pointer} (RFC 6901) and {@code message}.
 */
final class CheckJson {
    private static final JsonMapper MAPPER = TerminalJson.INDENTED;

    private CheckJson() {}

    static String of(String file, Loaded loaded) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.put("file", file);
        switch (loaded) {
            case Loaded.Fine fine -> {
                answer.put("fine", true);
                answer.put("listeners", fine.settings().listen().size());
                answer.put("routes", fine.settings().routes().size());
                answer.put("upstreams", fine.upstreams());
            }
            case Loaded.Faulty _ -> answer.put("fine", false);
        }
        append(answer, loaded.problems());
        return MAPPER.writeValueAsString(answer);
    }

    private static void append(ObjectNode answer, List<Problem> problems) {
        var list = answer.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode node = list.addObject();
            node.put(
                    "severity",
                    switch (problem.severity()) {
                        case ERROR -> "error";
                        case WARNING -> "warning";
                    });
            problem.location()
                    .ifPresent(at -> node.put("line", at.line()).put("column", at.column()));
            node.put("pointer", problem.pointer());
            node.put("message", problem.message());
        }
    }
}
