package gatepost.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Problems of a configuration as text for people. */
final class ProblemReport {
    private ProblemReport() {}

    /**
     * A line for each problem, with the line of the file below it where there is one.
     *
     * @param name of the file, as the user wrote it
     */
    static String of(String name, Optional<SourceText> source, List<Problem> problems, Ansi ansi) {
        StringBuilder report = new StringBuilder();
        for (Problem problem : problems) {
            report.append(Printable.of(name));
            problem.location()
                    .ifPresent(at -> report.append(":%d:%d".formatted(at.line(), at.column())));
            report.append(": ")
                    .append(label(problem.severity(), ansi))
                    .append(": ")
                    .append(problem.message())
                    .append(System.lineSeparator());
            source.flatMap(text -> problem.location().flatMap(text::excerpt))
                    .ifPresent(report::append);
        }
        return report.toString();
    }

    private static String label(Problem.Severity severity, Ansi ansi) {
        return switch (severity) {
            case ERROR -> ansi.string("@|bold,red error|@");
            case WARNING -> ansi.string("@|bold,yellow warning|@");
        };
    }

    /** {@code 2 errors, 1 warning}. */
    static String count(List<Problem> problems) {
        long errors = count(problems, Problem.Severity.ERROR);
        long warnings = count(problems, Problem.Severity.WARNING);
        String text = counted(errors, "error");
        return warnings == 0 ? text : text + ", " + counted(warnings, "warning");
    }

    private static long count(List<Problem> problems, Problem.Severity severity) {
        return problems.stream().filter(problem -> problem.severity() == severity).count();
    }

    /** {@code 1 route}, {@code 2 routes}. */
    static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
