package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeFaultTest {
    @ParameterizedTest
    @EnumSource(HandshakeFault.class)
    void namesTheSectionOfItsRule(HandshakeFault fault) {
        assertThat(fault.section()).matches("RFC (6455|7692) §[0-9]+(\\.[0-9]+)*");
    }
}
