package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.cli.PageWriter.Pair;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownWriterTest {
    private final StringWriter text = new StringWriter();
    private final PageWriter page = new MarkdownWriter(new PrintWriter(text));

    private String written() {
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void thePartsOfAPageStandBelowItsTitle() {
        page.title("page", "of something");
        page.heading("a");
        page.subheading("b");
        page.title("part", "");
        page.heading("c");
        page.title("another", "");

        assertThat(written())
                .isEqualTo(
                        """
                        # page

                        *of something*

                        ## a

                        ### b

                        ## part

                        ### c

                        ## another
                        """);
    }

    @Test
    void listsAndTablesAreTheirOwnBlocks() {
        page.paragraph("text");
        page.lead("point");
        page.note("remark");
        page.bullets(List.of("x", "y"));
        page.steps(List.of("x", "y"));
        page.pairs(List.of(new Pair("label", "value")));
        page.table(List.of("", "a|b"), List.of(List.of("c", "d")));

        assertThat(written())
                .isEqualTo(
                        """
                        text

                        **point**

                        *remark*

                        - x
                        - y

                        1. x
                        2. y

                        - label: value

                        |  | a\\|b |
                        | --- | --- |
                        | c | d |
                        """);
    }

    @Test
    void whatIsLiteralCannotEndItsBlock() {
        page.literals(List.of(new Pair("가", "plain"), new Pair("abc", "```` <b>")));

        assertThat(written())
                .isEqualTo(
                        """
                        `````text
                        가   plain
                        abc  ```` <b>
                        `````
                        """);
    }
}
