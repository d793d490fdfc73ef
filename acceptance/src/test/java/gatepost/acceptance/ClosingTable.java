package gatepost.acceptance;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of docs/closing.md.
 *
 * @param rows by what happened
 */
record ClosingTable(Map<String, Row> rows) {
    private static final String HEADING = "| what happened |";
    private static final int COLUMNS = 5;

    /** What can come of one thing that happens. */
    record Row(Cell client, Cell upstream, Cell cause, Cell endedBy) {}

    /**
     * What a page says of one column.
     *
     * @param alternatives as they stand there between {@code "; or "}
     */
    record Cell(List<String> alternatives) {
        private static final Pattern TOLD =
                Pattern.compile("(HTTP [0-9]{3}|[0-9]{4})(?: `([^`]*)`)?.*");

        /**
         * The alternatives that are met.
         *
         * @param seen a code with its reason, {@code HTTP} with a status, or words of the page
         */
        List<String> met(String seen) {
            return alternatives.stream().filter(each -> isMet(each, seen)).toList();
        }

        private static boolean isMet(String alternative, String seen) {
            Matcher told = TOLD.matcher(alternative);
            if (!told.matches()) {
                return seen.equals(alternative.replace("`", ""));
            }
            return seen.matches(Pattern.quote(told.group(1)) + reason(told));
        }

        /** An ellipsis stands for anything, and where no reason is named, it can be any. */
        private static String reason(Matcher told) {
            return told.group(2) == null
                    ? "( .*)?"
                    : Stream.of((" " + told.group(2)).split("…", -1))
                            .map(Pattern::quote)
                            .collect(joining(".+"));
        }
    }

    static ClosingTable read() {
        Path page = Gatepost.root().resolve("docs/closing.md");
        try (Stream<String> lines = Files.lines(page)) {
            return new ClosingTable(
                    lines.dropWhile(line -> !line.startsWith(HEADING))
                            .skip(2)
                            .takeWhile(line -> line.startsWith("|"))
                            .map(ClosingTable::cells)
                            .collect(
                                    toMap(
                                            List::getFirst,
                                            ClosingTable::row,
                                            ClosingTable::twice,
                                            LinkedHashMap::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells =
                Stream.of(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList();
        if (cells.size() != COLUMNS) {
            throw new AssertionError(cells.size() + " cells in " + line);
        }
        return cells;
    }

    private static Row row(List<String> cells) {
        List<Cell> columns =
                cells.stream().map(cell -> new Cell(List.of(cell.split("; or ", -1)))).toList();
        return new Row(columns.get(1), columns.get(2), columns.get(3), columns.get(4));
    }

    private static Row twice(Row one, Row other) {
        throw new AssertionError("one thing twice: " + one + " and " + other);
    }
}
