package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Traffic.Received;
import org.junit.jupiter.api.Test;

class LoopTrafficTest {
    private final LoopTraffic traffic = new LoopTraffic();

    @Test
    void beginsWithNothing() {
        assertThat(traffic.soFar()).isEqualTo(Traffic.NONE);
    }

    @Test
    void addsUpForEachSide() {
        traffic.opened();
        traffic.opened();
        traffic.received(Side.CLIENT, 3, 2, 100);
        traffic.received(Side.UPSTREAM, 5, 4, 1000);
        traffic.received(Side.CLIENT, 30, 20, 1_000_000_000_000L);
        traffic.closed();

        assertThat(traffic.soFar())
                .isEqualTo(
                        new Traffic(
                                1,
                                new Received(33, 22, 1_000_000_000_100L),
                                new Received(5, 4, 1000)));
    }

    @Test
    void isAddedToThatOfOtherLoops() {
        Traffic one = new Traffic(1, new Received(2, 3, 4), new Received(5, 6, 7));
        Traffic other = new Traffic(10, new Received(20, 30, 40), new Received(50, 60, 70));

        assertThat(one.plus(other))
                .isEqualTo(new Traffic(11, new Received(22, 33, 44), new Received(55, 66, 77)));
    }
}
