package gatepost.journal;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void saysWhichCausesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.ALL.causes(Set.of("Sunspots")))
                .withMessage(
                        "no such cause: Sunspots; there are ClientClosed, ClientLost,"
                                + " ClientRefused, ClientSilent, ClientViolation, GatewayDraining,"
                                + " GatewayFault, GatewayFull, HandshakeRefused, IdleTimeout,"
                                + " NoHandshake, UpstreamClosed, UpstreamLost, UpstreamRefused,"
                                + " UpstreamSilent, UpstreamUnavailable, UpstreamViolation");
    }

    @Test
    void refusesAClientThatIsNoAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.ALL.client("somebody"))
                .withMessageEndingWith(": somebody");
    }
}
