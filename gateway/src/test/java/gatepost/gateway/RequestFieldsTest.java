package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Header;
import gatepost.protocol.Headers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFieldsTest {
    private static RequestFields requiring(String... names) {
        Map<String, Optional<String>> require = new LinkedHashMap<>();
        require.put("X-Any", Optional.empty());
        require.put("X-Key", Optional.of("s3cret"));
        for (String name : names) {
            require.put(name, Optional.empty());
        }
        return new RequestFields(require, Map.of(), List.of());
    }

    private static Headers headers(String lines) {
        return Headers.of(
                Arrays.stream(lines.split(" ", -1))
                        .map(line -> line.split("=", 2))
                        .map(parts -> new Header(parts[0], parts[1]))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Any=1 X-Key=s3cret               |
                    x-any= x-key=s3cret                |
                    X-Any=1 X-Any=2 X-Key=s3cret       |
                    X-Key=s3cret X-Any=1 X-Key=s3cret  |
                    X-Key=s3cret                       | X-Any is missing
                    X-Any=1                            | X-Key is missing
                    X-Other=1                          | X-Any is missing
                    X-Any=1 X-Key=                     | X-Key is not what it has to be
                    X-Any=1 X-Key=S3cret               | X-Key is not what it has to be
                    X-Any=1 X-Key=s3cret2              | X-Key is not what it has to be
                    X-Any=1 X-Key=s3cret X-Key=other   | X-Key is not what it has to be
                    """)
    void aRequestNeedsEveryFieldThatIsRequired(String lines, String problem) {
        assertThat(requiring().refusal(headers(lines)))
                .map(Refusal::answer)
                .map(PlainAnswer::toString)
                .isEqualTo(Optional.ofNullable(problem).map(each -> "403 gatepost: " + each));
    }

    @Test
    void theFirstOneThatIsMissingIsTold() {
        String[] names = {"X-1", "X-2", "X-3", "X-4", "X-5", "X-6", "X-7", "X-8"};
        Headers headers = headers("X-Any=1 X-Key=s3cret");

        for (String name : names) {
            assertThat(requiring(names).refusal(headers).orElseThrow().answer())
                    .hasToString("403 gatepost: " + name + " is missing");
            headers = headers.with(name, "1");
        }
    }

    @Test
    void nothingIsRequiredWhereNothingIsSaid() {
        assertThat(RequestFields.UNCHANGED.refusal(Headers.of())).isEmpty();
    }
}
