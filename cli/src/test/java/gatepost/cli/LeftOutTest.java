package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LeftOutTest {
    private static final Instant START = Endings.OPENED;

    private final LeftOut leftOut = new LeftOut(START);

    @Test
    void saysNothingWhereNothingWasLeftOut() {
        assertThat(leftOut.remark(START.plusSeconds(60), false)).isEmpty();
        assertThat(leftOut.remark(START.plusSeconds(61), true)).isEmpty();
    }

    @Test
    void saysOnceAMinuteWhatWasLeftOutSince() {
        leftOut.notSampled();
        assertThat(leftOut.remark(START.plusSeconds(59), false)).isEmpty();
        leftOut.notSampled();
        assertThat(said(START.plusSeconds(60), false))
                .contains(
                        "INFO left out of the log in 60 s: 2 normal endings because of"
                                + " log.normal-endings");
        leftOut.notSampled();
        assertThat(leftOut.remark(START.plusSeconds(119), false)).isEmpty();
        assertThat(said(START.plusSeconds(121), false))
                .contains(
                        "INFO left out of the log in 61 s: 1 normal ending because of"
                                + " log.normal-endings");
    }

    @Test
    void saysTheRestAtTheEnd() {
        leftOut.notSampled();
        assertThat(said(START.plusSeconds(1), true)).isPresent();
    }

    @Test
    void warnsOfWhatWasLost() {
        leftOut.notSampled();
        leftOut.lost(true);
        leftOut.lost(true);
        leftOut.lost(false);
        assertThat(said(START.plusSeconds(90), false))
                .contains(
                        "WARN left out of the log in 90 s: 1 normal ending because of"
                                + " log.normal-endings; 2 normal endings and 1 other line because"
                                + " standard output was not read fast enough");
    }

    private Optional<String> said(Instant at, boolean last) {
        return leftOut.remark(at, last)
                .map(remark -> {
                    assertThat(remark.at()).isEqualTo(at);
                    assertThat(remark.level()).isIn(Level.INFO, Level.WARN);
                    return remark.level() + " " + remark.message();
                });
    }
}
