package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointerTest {
    @Test
    void escapesWhatSeparates() {
        assertThat(Pointer.child("/upstreams", "a/b~c")).isEqualTo("/upstreams/a~1b~0c");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    '',                       ''
                    /routes,                  routes
                    /routes/0,                routes
                    /routes/0/path,           path
                    /upstreams/a~1b~0c,       a/b~c
                    /routes/10/pass-statuses/3, pass-statuses
                    """)
    void namesAValueAsAPersonWould(String pointer, String name) {
        assertThat(Pointer.name(pointer)).isEqualTo(name);
    }
}
