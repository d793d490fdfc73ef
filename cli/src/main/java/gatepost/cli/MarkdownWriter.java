package gatepost.cli;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Writes pages in Markdown (CommonMark with tables). */
final class MarkdownWriter implements PageWriter {
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private final PrintWriter out;
    private boolean gapDue;
    private int depth;

    MarkdownWriter(PrintWriter out) {
        this.out = out;
    }

    private void block(String text) {
        if (gapDue) {
            out.println();
        }
        gapDue = true;
        out.println(text);
    }

    @Override
    public void title(String text, String aside) {
        depth = Math.min(depth + 1, 2); // What follows the first title are parts of its page.
        block("#".repeat(depth) + " " + text);
        if (!aside.isEmpty()) {
            block("*" + aside + "*");
        }
    }

    @Override
    public void heading(String text) {
        block("#".repeat(depth + 1) + " " + text);
    }

    @Override
    public void subheading(String text) {
        block("#".repeat(depth + 2) + " " + text);
    }

    @Override
    public void paragraph(String text) {
        block(text);
    }

    @Override
    public void lead(String text) {
        block("**" + text + "**");
    }

    @Override
    public void note(String text) {
        block("*" + text + "*");
    }

    @Override
    public void bullets(List<String> items) {
        block("- " + String.join("\n- ", items));
    }

    @Override
    public void steps(List<String> items) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            list.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(items.get(i));
        }
        block(list.toString());
    }

    @Override
    public void pairs(List<Pair> pairs) {
        bullets(pairs.stream().map(pair -> pair.label() + ": " + pair.value()).toList());
    }

    @Override
    public void table(List<String> header, List<List<String>> rows) {
        block(row(header));
        out.println(row(Collections.nCopies(header.size(), "---")));
        rows.forEach(row -> out.println(row(row)));
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(MarkdownWriter::cell).toList()) + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\u00a0', ' ');
    }

    /** In backticks, which leaves nothing in it a meaning but backticks. */
    @Override
    public String literal(String text) {
        return text.isEmpty() ? "" : "`" + text.replace('`', '\'') + "`";
    }

    @Override
    public void literals(List<Pair> pairs) {
        int columns =
                pairs.stream().mapToInt(pair -> DisplayWidth.of(pair.label())).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        for (Pair pair : pairs) {
            String fill = " ".repeat(columns - DisplayWidth.of(pair.label()));
            String gap = columns == 0 ? "" : "  ";
            lines.append(pair.label()).append(fill).append(gap).append(pair.value()).append('\n');
        }
        String fence = fence(lines);
        block(fence + "text");
        out.print(lines);
        out.println(fence);
    }

    /** Longer than any row of backticks in it, so that none ends the block. */
    private static String fence(CharSequence text) {
        int longest =
                BACKTICKS
                        .matcher(text)
                        .results()
                        .mapToInt(row -> row.group().length())
                        .max()
                        .orElse(0);
        return "`".repeat(Math.max(3, longest + 1));
    }
}
