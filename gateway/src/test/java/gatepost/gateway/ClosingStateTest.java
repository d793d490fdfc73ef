package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.ClosingState.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosingStateTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    OPEN,          CLOSE_READ,      CLOSE_READ
                    OPEN,          CLOSE_WRITTEN,   CLOSE_WRITTEN
                    OPEN,          TRANSPORT_ENDED, CLOSED
                    CLOSE_WRITTEN, CLOSE_READ,      CLOSED
                    CLOSE_WRITTEN, CLOSE_WRITTEN,   CLOSE_WRITTEN
                    CLOSE_WRITTEN, TRANSPORT_ENDED, CLOSED
                    CLOSE_READ,    CLOSE_READ,      CLOSE_READ
                    CLOSE_READ,    CLOSE_WRITTEN,   CLOSED
                    CLOSE_READ,    TRANSPORT_ENDED, CLOSED
                    CLOSED,        CLOSE_READ,      CLOSED
                    CLOSED,        CLOSE_WRITTEN,   CLOSED
                    CLOSED,        TRANSPORT_ENDED, CLOSED
                    """)
    void everyStateAnswersEveryStep(ClosingState from, Step step, ClosingState to) {
        assertThat(from.after(step)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"OPEN, true", "CLOSE_READ, true", "CLOSE_WRITTEN, false", "CLOSED, false"})
    void framesAreWrittenOnlyBeforeAClose(ClosingState state, boolean takesFrames) {
        assertThat(state.takesFrames()).isEqualTo(takesFrames);
    }
}
