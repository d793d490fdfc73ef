package gatepost.cli;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;

/** Writes pages in Markdown (CommonMark with tables). */
final class MarkdownWriter implements PageWriter {
    private final PrintWriter out;
    private boolean begun;

    MarkdownWriter(PrintWriter out) {
        this.out = out;
    }

    private void block(String text) {
        if (begun) {
            out.println();
        }
        begun = true;
        out.println(text);
    }

    @Override
    public void title(String text, String aside) {
        block("# " + text);
        if (!aside.isEmpty()) {
            block("*" + aside + "*");
        }
    }

    @Override
    public void heading(String text) {
        block("## " + text);
    }

    @Override
    public void subheading(String text) {
        block("### " + text);
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
        return "| "
                + String.join(" | ", cells.stream().map(each -> each.replace("|", "\\|")).toList())
                + " |";
    }

    @Override
    public void sequence(List<Pair> steps) {
        int columns =
                steps.stream().mapToInt(step -> DisplayWidth.of(step.label())).max().orElse(0);
        block("```text");
        for (Pair step : steps) {
            int fill = columns - DisplayWidth.of(step.label());
            out.println(step.label() + " ".repeat(fill) + "  " + step.value());
        }
        out.println("```");
    }
}
