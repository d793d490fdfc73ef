package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassStatusesTest {
    @ParameterizedTest
    @CsvSource({
        "200, false", "299, false", "300, true", "399, true", "400, false", "401, true",
        "402, false", "403, true", "404, false", "407, true", "429, true", "500, false"
    })
    void redirectionsAndWhatConcernsTheClientPassByDefault(int status, boolean passes) {
        assertThat(PassStatuses.DEFAULT.contains(status)).isEqualTo(passes);
    }

    @Test
    void aClassIsAllOfItsStatuses() {
        PassStatuses statuses = PassStatuses.parse(List.of("5xx"));

        for (int status = 100; status < 600; status++) {
            assertThat(statuses.contains(status)).as("%d", status).isEqualTo(status >= 500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "1xx", "600", "6xx", "40", "4x", "xx", "", "4XX"})
    void refusesWhatIsNoFinalStatus(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PassStatuses.parse(List.of(text)));
    }
}
