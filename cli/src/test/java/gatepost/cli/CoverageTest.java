package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.PathPattern;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            textBlock =
                    """
                    /**,        /chat,        true
                    /**,        /,            true
                    /**,        /**,          true
                    /chat,      /chat,        true
                    /chat,      /Chat,        false
                    /chat,      /chat/,       false
                    /chat/**,   /chat,        true
                    /chat/**,   /chat/a/b,    true
                    /chat/**,   /chat/*/x/**, true
                    /chat/**,   /chatter,     false
                    /chat/*,    /chat/a,      true
                    /chat/*,    /chat/*,      true
                    /chat/*,    /chat/,       false
                    /chat/*,    /chat/a/b,    false
                    /chat/*,    /chat/**,     false
                    /chat/a,    /chat/*,      false
                    /**/x,      /a/b/x,       true
                    /**/x,      /x,           true
                    /**/x,      /**/x,        true
                    /**/x,      /a/*/x,       true
                    /**/x,      /**,          false
                    /a/**/b/**, /a/c/b/d,     true
                    """)
    void comparesPaths(String earlier, String later, boolean included) {
        PathPattern.parse(earlier);
        PathPattern.parse(later);
        assertThat(Coverage.of(earlier, List.of()).includes(Coverage.of(later, List.of())))
                .isEqualTo(included);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            textBlock =
                    """
                    '',            '',               true
                    '',            a.example,        true
                    a.example,     '',               false
                    a.example,     A.example,        true
                    a.example,     b.example,        false
                    a.example|b.example, b.example,  true
                    a.example,     a.example|b.example, false
                    *.example,     a.example,        true
                    *.example,     a.b.example,      true
                    *.example,     *.b.example,      true
                    *.example,     example,          false
                    *.b.example,   *.example,        false
                    *.example,     *.example,        true
                    """)
    void comparesHosts(String earlier, String later, boolean included) {
        assertThat(Coverage.of("/", hosts(earlier)).includes(Coverage.of("/", hosts(later))))
                .isEqualTo(included);
    }

    private static List<String> hosts(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\|", -1));
    }
}
