package gatepost.cli;

import gatepost.cli.ConfigurationFile.Content;
import gatepost.cli.Problem.Severity;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import java.util.List;

/** Loads configurations from texts, without a network. */
final class Loading {
    /** What a part that is tested stands in, so that only that part can be wrong. */
    static final String UPSTREAMS = "upstreams: {a: {endpoints: [ws://127.0.0.1:1]}}\n";

    static final String ROUTES = "routes: [{path: /**, upstream: a}]\n";

    private Loading() {}

    static Loaded load(String text) {
        return Configuration.of(
                        new Content.Text(new SourceText("gatepost.yaml", text)), Names::lookUp)
                .loaded();
    }

    /** The settings, which there have to be. */
    static Settings settings(String text) {
        return switch (load(text)) {
            case Loaded.Fine fine -> fine.settings();
            case Loaded.Faulty faulty -> throw new AssertionError(faulty.problems().toString());
        };
    }

    /** Line, column and message of each problem, if there is an error among them. */
    static List<String> errors(String text) {
        return switch (load(text)) {
            case Loaded.Fine _ -> List.of();
            case Loaded.Faulty(List<Problem> problems) ->
                    problems.stream().map(Loading::line).toList();
        };
    }

    /** Line, column and message of each problem; those that are warnings only say so. */
    static List<String> problems(String text) {
        return load(text).problems().stream().map(Loading::line).toList();
    }

    private static String line(Problem problem) {
        return problem.location().map(at -> at.line() + ":" + at.column() + " ").orElse("")
                + (problem.severity() == Severity.WARNING ? "warning: " : "")
                + problem.message();
    }

    /** A file whose one route has these keys, which begin on line 2 in column 3. */
    static String withRoute(String keys) {
        return "routes: [{path: /**, upstream: a,\n  " + keys + "\n}]\n" + UPSTREAMS;
    }

    /** The route of such a file. */
    static Route route(String keys) {
        return settings(withRoute(keys)).routes().getFirst();
    }
}
