package gatepost.cli;

import gatepost.gateway.Limits;
import java.time.Duration;

/** Makes of {@code limits} how much clients may ask of the gateway as a whole. */
final class LimitsBinder {
    private static final SizeRange HEADER_SIZE = SizeRange.of(1 << 10, 1 << 20);

    private LimitsBinder() {}

    static Limits bind(Value value) {
        int connections = value.at("connections").number(Limits.DEFAULT.connections());
        Value perIpValue = value.at("connections-per-ip");
        int perIp = perIpValue.number(Limits.DEFAULT.connectionsPerIp());
        if (connections != 0 && perIp > connections) {
            perIpValue.warning(
                    "connections-per-ip: %d are never reached, because connections allows %d in all"
                            .formatted(perIp, connections));
        }
        int handshakes =
                value.at("handshakes-per-second-per-ip")
                        .number(Limits.DEFAULT.handshakesPerSecondPerIp());
        int headerSize =
                value.at("header-size")
                        .size(HEADER_SIZE)
                        .map(Math::toIntExact)
                        .orElse(Limits.DEFAULT.headerSize());
        Duration handshakeTimeout =
                value.at("handshake-timeout").duration(Limits.DEFAULT.handshakeTimeout());
        return new Limits(connections, perIp, handshakes, headerSize, handshakeTimeout);
    }
}
