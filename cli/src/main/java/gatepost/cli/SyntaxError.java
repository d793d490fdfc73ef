package gatepost.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says in plain words what a YAML parser complains about. */
final class SyntaxError {
    private static final Pattern ALIAS = Pattern.compile("\\*[^\\s,\\[\\]{}]*");

    private SyntaxError() {}

    static Problem in(SourceText source, JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            return of(source, marked);
        }
        TokenStreamLocation location = e.getLocation();
        boolean known = location != null && location.getLineNr() > 0;
        return Problem.error(
                known
                        ? new Location(location.getLineNr(), Math.max(1, location.getColumnNr()), 1)
                        : new Location(1, 1, 1),
                Pointer.ROOT,
                e.getOriginalMessage().startsWith("Expected a property name")
                        ? "expected a key, found a list, a mapping or an alias"
                        : notYaml(e.getOriginalMessage()));
    }

    private static Problem of(SourceText source, MarkedYamlEngineException e) {
        String context = Optional.ofNullable(e.getContext()).orElse("");
        String problem = Optional.ofNullable(e.getProblem()).orElse("a syntax error");
        Optional<Location> begun = e.getContextMark().map(SyntaxError::location);
        Location seen =
                e.getProblemMark()
                        .or(e::getContextMark)
                        .map(SyntaxError::location)
                        .orElse(new Location(1, 1, 1));
        if (context.equals("while scanning an alias") && begun.isPresent()) {
            return Problem.error(begun.get(), Pointer.ROOT, alias(source, begun.get()));
        }
        if (context.contains("quoted scalar") && problem.contains("end of stream")) {
            return Problem.error(
                    begun.orElse(seen),
                    Pointer.ROOT,
                    "expected a closing quote, found the end of the file");
        }
        if (problem.contains("\\t(TAB)")) {
            return Problem.error(
                    seen, Pointer.ROOT, "expected spaces, found a tab; YAML indents with spaces");
        }
        if (problem.contains("that cannot start any token")) {
            return Problem.error(
                    seen,
                    Pointer.ROOT,
                    "expected a value, found %s, which begins none; put the text in quotes"
                            .formatted(Printable.of(characterAt(source, seen))));
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return Problem.error(
                    seen,
                    Pointer.ROOT,
                    "expected the end of the value, found another \":\"; put the value in quotes,"
                            + " or indent its line like its neighbours");
        }
        String since =
                begun.map(location ->
                                " (%s that begins on line %d)"
                                        .formatted(
                                                context.replaceFirst("while \\w+ ", "in "),
                                                location.line()))
                        .filter(_ -> context.startsWith("while "))
                        .orElse("");
        return Problem.error(seen, Pointer.ROOT, notYaml(problem + since));
    }

    private static String alias(SourceText source, Location begun) {
        String line = source.line(begun.line());
        Matcher matcher =
                ALIAS.matcher(line.substring(line.offsetByCodePoints(0, begun.column() - 1)));
        String text = matcher.lookingAt() ? Printable.clipped(matcher.group(), 60) : "*";
        return "expected a plain value, found *, which begins an alias in YAML; put the text in"
                + " quotes: \"%s\"".formatted(text);
    }

    private static String characterAt(SourceText source, Location location) {
        int[] points = source.line(location.line()).codePoints().toArray();
        return location.column() > points.length
                ? "the end of the line"
                : Character.toString(points[location.column() - 1]);
    }

    private static String notYaml(String message) {
        String line = message.lines().findFirst().orElse("");
        return "not YAML: " + Printable.clipped(line.strip(), 200);
    }

    /** Marks count from 0. */
    private static Location location(Mark mark) {
        return new Location(mark.getLine() + 1, mark.getColumn() + 1, 1);
    }
}
