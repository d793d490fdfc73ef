package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            textBlock =
                    """
                    /,            /,          true
                    /,            /a,         false
                    /chat,        /chat,      true
                    /chat,        /Chat,      false
                    /chat,        /chat/,     false
                    /chat,        /chats,     false
                    /chat,        /cha,       false
                    /chat/,       /chat/,     true
                    /chat/,       /chat,      false
                    /**,          /,          true
                    /**,          /a,         true
                    /**,          /a/b/c,     true
                    /chat/**,     /chat,      true
                    /chat/**,     /chat/,     true
                    /chat/**,     /chat/a/b,  true
                    /chat/**,     /chatter,   false
                    /chat/**,     /a/chat,    false
                    /**/live,     /live,      true
                    /**/live,     /a/b/live,  true
                    /**/live,     /a/live/b,  false
                    /a/**/z,      /a/z,       true
                    /a/**/z,      /a/b/c/z,   true
                    /a/**/z,      /a/b/c,     false
                    /a/**/b/**,   /a/x/b,     true
                    /a/**/b/**,   /a/b/b/c,   true
                    /*,           /a,         true
                    /*,           /,          false
                    /*,           /a/b,       false
                    /*/b,         /a/b,       true
                    /*/b,         //b,        false
                    /a/*,         /a/,        false
                    /a/*,         /a/b,       true
                    /a/*/**,      /a/b,       true
                    /a/*/**,      /a,         false
                    """)
    void matchesSegmentBySegment(String pattern, String path, boolean matches) {
        assertThat(PathPattern.parse(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void aManyStarredPatternIsTriedInBoundedTime() {
        PathPattern pattern = PathPattern.parse("/**/a/**/a/**/a/**/b");

        assertThat(pattern.matches("/a".repeat(4000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"chat", "/a*b", "/a/***", "''"})
    void refusesWhatIsNoPattern(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse(text));
    }

    @Test
    void isWrittenAsItWasRead() {
        assertThat(PathPattern.parse("/a/*/**")).hasToString("/a/*/**");
    }
}
