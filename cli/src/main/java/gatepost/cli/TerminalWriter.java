package gatepost.cli;

import gatepost.cli.StyledText.Line;
import gatepost.cli.StyledText.Style;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Writes pages for a terminal: no line is wider than it is, and columns are aligned. */
final class TerminalWriter implements PageWriter {
    private static final int INDENT = 2;
    private static final int GAP = 2;
    private static final int LEAST_VALUE = 24;

    private final PrintWriter out;
    private final StyledText text;
    private final StyledText plain;
    private final int columns;
    private boolean gapDue;

    /**
     * @param columns how wide a line may be
     */
    TerminalWriter(PrintWriter out, StyledText text, int columns) {
        this.out = out;
        this.text = text;
        this.plain = new StyledText(false, text.locale());
        this.columns = columns;
    }

    private void gap() {
        if (gapDue) {
            out.println();
        }
        gapDue = true;
    }

    private void lines(String first, String others, String content) {
        lines(first, others, content, text);
    }

    private void lines(String first, String others, String content, StyledText layout) {
        String prefix = first;
        int indent = Math.max(DisplayWidth.of(first), DisplayWidth.of(others));
        for (Line line : layout.wrapped(content, columns - indent)) {
            out.println((prefix + line.text()).stripTrailing());
            prefix = others;
        }
    }

    private void styled(int indent, String content, Style style) {
        for (Line line : plain.wrapped(content, columns - indent)) {
            out.println(" ".repeat(indent) + text.styled(line.text(), style).text());
        }
    }

    @Override
    public void title(String content, String aside) {
        gap();
        styled(0, content, Style.BOLD);
        if (!aside.isEmpty()) {
            styled(0, aside, Style.DIM);
        }
    }

    @Override
    public void heading(String content) {
        gap();
        styled(0, content, Style.HEADING);
        gapDue = false; // What it heads follows at once.
    }

    @Override
    public void subheading(String content) {
        gap();
        styled(INDENT, content, Style.BOLD);
        gapDue = false;
    }

    @Override
    public void paragraph(String content) {
        gap();
        lines("", "", content);
    }

    @Override
    public void lead(String content) {
        paragraph(content);
    }

    @Override
    public void note(String content) {
        gap();
        styled(0, content, Style.DIM);
    }

    @Override
    public void bullets(List<String> items) {
        gap();
        items.forEach(item -> lines("  • ", "    ", item));
    }

    @Override
    public void steps(List<String> items) {
        gap();
        for (int i = 0; i < items.size(); i++) {
            lines("  %d. ".formatted(i + 1), "     ", items.get(i));
        }
    }

    @Override
    public void pairs(List<Pair> pairs) {
        gap();
        aligned(pairs, text, 0);
    }

    /** Backticks would be taken for the begin and end of colours. */
    @Override
    public String literal(String text) {
        return text.replace('`', '\'');
    }

    @Override
    public void literals(List<Pair> pairs) {
        gap();
        // Where a label has several values, the next line of one could be taken for another.
        boolean several = pairs.stream().anyMatch(pair -> pair.label().isEmpty());
        aligned(pairs, plain, several ? INDENT : 0);
    }

    /**
     * The values stand in a column of their own, or, where there is no room, below their labels.
     *
     * @param hanging how much further in than the first the other lines of a value begin
     */
    private void aligned(List<Pair> pairs, StyledText layout, int hanging) {
        List<Line> labels =
                pairs.stream().map(pair -> text.wrapped(pair.label(), columns).getFirst()).toList();
        int widest = labels.stream().mapToInt(Line::width).max().orElse(0);
        int room = columns - INDENT - widest - GAP;
        for (int i = 0; i < pairs.size(); i++) {
            String indent = " ".repeat(INDENT);
            String value = pairs.get(i).value();
            if (room < LEAST_VALUE) {
                lines(indent, indent, pairs.get(i).label());
                lines(indent + indent, indent + indent, value, layout);
                continue;
            }
            lines(
                    indent + labels.get(i).padded(widest + GAP),
                    " ".repeat(INDENT + widest + GAP + hanging),
                    value,
                    layout);
        }
    }

    @Override
    public void table(List<String> header, List<List<String>> rows) {
        gap();
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        int[] widths = widths(all);
        for (int i = 0; i < all.size(); i++) {
            row(all.get(i), widths, i == 0);
        }
    }

    private void row(List<String> cells, int[] widths, boolean header) {
        List<List<Line>> wrapped = new ArrayList<>();
        int height = 0;
        for (int i = 0; i < cells.size(); i++) {
            List<Line> lines = text.wrapped(cells.get(i), widths[i]);
            wrapped.add(lines);
            height = Math.max(height, lines.size());
        }
        for (int y = 0; y < height; y++) {
            StringBuilder line = new StringBuilder(" ".repeat(INDENT));
            for (int i = 0; i < cells.size(); i++) {
                Line cell = y < wrapped.get(i).size() ? wrapped.get(i).get(y) : new Line("", 0);
                Line shown = header ? text.styled(cell.text(), Style.BOLD) : cell;
                line.append(new Line(shown.text(), cell.width()).padded(widths[i] + GAP));
            }
            // Where a line may end is decided now; who searches for it will type a space.
            out.println(line.toString().replace('\u00a0', ' ').stripTrailing());
        }
    }

    /** As wide as their cells are; where that is too much, the widest give way. */
    private int[] widths(List<List<String>> rows) {
        int count = rows.getFirst().size();
        int[] widths = new int[count];
        int[] least = new int[count]; // So that no word has to be cut.
        for (List<String> row : rows) {
            for (int i = 0; i < count; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
                for (String word : row.get(i).split(" ", -1)) {
                    least[i] = Math.max(least[i], width(word));
                }
            }
        }
        int room = columns - INDENT - GAP * (count - 1);
        while (sum(widths) > room && narrow(widths, least)) {}
        int[] none = new int[count];
        while (sum(widths) > room && narrow(widths, none)) {}
        return widths;
    }

    private int width(String content) {
        return text.wrapped(content, Integer.MAX_VALUE).getFirst().width();
    }

    /** Makes the widest that can give way narrower; returns whether there is one. */
    private static boolean narrow(int[] widths, int[] least) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > Math.max(1, least[i]) && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        if (widest >= 0) {
            widths[widest]--;
        }
        return widest >= 0;
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }
}
