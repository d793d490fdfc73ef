package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {
    private static final Headers HEADERS =
            Headers.of("Host", "a", "X-One", "1", "x-one", "2", "Host", "b");

    @Test
    void keepsLinesInTheirOrder() {
        assertThat(HEADERS)
                .containsExactly(
                        new Header("Host", "a"),
                        new Header("X-One", "1"),
                        new Header("x-one", "2"),
                        new Header("Host", "b"));
        assertThat(HEADERS.all()).containsExactlyElementsOf(HEADERS);
    }

    @Test
    void findsValuesWithoutRegardToTheCaseOfTheName() {
        assertThat(HEADERS.values("X-ONE")).containsExactly("1", "2");
        assertThat(HEADERS.first("host")).contains("a");
    }

    @Test
    void hasNothingForAnAbsentName() {
        assertThat(HEADERS.values("Hos")).isEmpty();
        assertThat(HEADERS.first("Hosts")).isEmpty();
        assertThat(HEADERS.elements("Connection")).isEmpty();
        assertThat(HEADERS.hasToken("Connection", "")).isFalse();
    }

    @Test
    void aNameWithoutValueIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.of("Host", "a", "Upgrade"))
                .withMessage("no value for Upgrade");
    }

    @Test
    void gathersTheElementsOfAllLines() {
        Headers headers =
                Headers.of("Connection", "keep-alive ,,\tUpgrade", "connection", "", "Via", "x")
                        .with("CONNECTION", ",close, ");
        assertThat(headers.elements("Connection"))
                .containsExactly("keep-alive", "Upgrade", "close");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    upgrade              | true
                    UPGRADE              | true
                    keep-alive, Upgrade  | true
                    'Upgrade,'           | true
                    upgraded             | false
                    up grade             | false
                    upgrade/1            | false
                    '"upgrade"'          | false
                    'upgrade\u00A0'      | false
                    ''                   | false
                    """)
    void tokensAreWholeElements(String value, boolean found) {
        assertThat(Headers.of("Connection", value).hasToken("connection", "Upgrade"))
                .isEqualTo(found);
    }

    @Test
    void changesAreCopies() {
        Headers more = HEADERS.with("Via", "c");
        assertThat(more.all()).hasSize(5).endsWith(new Header("Via", "c"));
        assertThat(more.without("HOST", "via")).isEqualTo(Headers.of("X-One", "1", "x-one", "2"));
        assertThat(more.without(Set.of("x-One")))
                .isEqualTo(Headers.of("Host", "a", "Host", "b", "Via", "c"));
        assertThat(HEADERS.all()).hasSize(4);
    }

    @Test
    void nobodyCanChangeTheLines() {
        List<Header> lines = new ArrayList<>(List.of(new Header("Host", "a")));
        Headers headers = Headers.of(lines);
        lines.clear();
        assertThat(headers.all()).hasSize(1);
        assertThatThrownBy(() -> headers.all().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalsWithTheSameLines() {
        assertThat(Headers.of(HEADERS.all())).isEqualTo(HEADERS).hasSameHashCodeAs(HEADERS);
        assertThat(HEADERS.with("Via", "c")).isNotEqualTo(HEADERS);
        assertThat(Headers.of("Host", "a")).hasToString("[Header[name=Host, value=a]]");
    }
}
