package gatepost.cli;

import gatepost.cli.ConfigurationFile.Content;
import gatepost.cli.Problem.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A configuration file with everything that is known about it.
 *
 * @param source absent where the file is no text
 */
record Configuration(Optional<SourceText> source, Loaded loaded) {
    static Configuration of(Content content, NameLookup names) {
        return switch (content) {
            case Content.NoText(Problem problem) ->
                    new Configuration(Optional.empty(), new Loaded.Faulty(List.of(problem)));
            case Content.Text(SourceText source) ->
                    new Configuration(Optional.of(source), load(source, names));
        };
    }

    private static Loaded load(SourceText source, NameLookup names) {
        Document document = YamlReader.read(source);
        if (document.root().isEmpty()) {
            return new Loaded.Faulty(document.problems());
        }
        JsonNode root = document.root().get();
        List<Problem> problems = new ArrayList<>(document.problems());
        problems.addAll(SchemaErrors.of(ConfigurationSchema.INSTANCE, document, root));
        // What is wrong by its form is not to be complained about again for its meaning.
        Set<String> faulty = new HashSet<>();
        problems.forEach(problem -> faulty.add(problem.pointer()));
        Binder.Bound bound = Binder.bind(document, root, faulty, names);
        problems.addAll(bound.problems());
        problems.sort(Problem.ORDER);
        return bound.settings().isPresent()
                        && problems.stream().noneMatch(p -> p.severity() == Severity.ERROR)
                ? new Loaded.Fine(bound.settings().get(), bound.log(), bound.upstreams(), problems)
                : new Loaded.Faulty(problems);
    }
}
