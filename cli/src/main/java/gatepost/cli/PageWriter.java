package gatepost.cli;

import java.util.List;

/**
 * Writes a page of the reference, from top to bottom. In texts, what a person types or reads
 * literally stands in backticks.
 */
interface PageWriter {
    /** What the page is about, and where it stems from; again for each part of it. */
    void title(String text, String aside);

    void heading(String text);

    void subheading(String text);

    void paragraph(String text);

    /** Something that stands out: the page's point. */
    void lead(String text);

    /** A remark about the page itself. */
    void note(String text);

    void bullets(List<String> items);

    /** What is to be done in this order. */
    void steps(List<String> items);

    /** Pairs of a label and a value. */
    void pairs(List<Pair> pairs);

    /** A table; each row has as many cells as the header. */
    void table(List<String> header, List<List<String>> rows);

    /** What somebody else has written, as a cell or a part of a text that changes nothing else. */
    String literal(String text);

    /** Pairs of a label and what is literal as a whole, such as what somebody else has written. */
    void literals(List<Pair> pairs);

    /** A label and its value. */
    record Pair(String label, String value) {}
}
