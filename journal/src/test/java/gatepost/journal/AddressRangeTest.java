package gatepost.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            textBlock =
                    """
                    203.0.113.7,         00000000000000000000ffffcb007107, 00000000000000000000ffffcb007107,
                    203.0.113.7:40000,   00000000000000000000ffffcb007107, 00000000000000000000ffffcb007107, 40000
                    203.0.113.7/24,      00000000000000000000ffffcb007100, 00000000000000000000ffffcb0071ff,
                    203.0.113.7/32,      00000000000000000000ffffcb007107, 00000000000000000000ffffcb007107,
                    0.0.0.0/0,           00000000000000000000ffff00000000, 00000000000000000000ffffffffffff,
                    2001:db8::7,         20010db8000000000000000000000007, 20010db8000000000000000000000007,
                    [2001:db8::7],       20010db8000000000000000000000007, 20010db8000000000000000000000007,
                    [2001:DB8:0::7]:443, 20010db8000000000000000000000007, 20010db8000000000000000000000007, 443
                    2001:db8::/32,       20010db8000000000000000000000000, 20010db8ffffffffffffffffffffffff,
                    ::/0,                00000000000000000000000000000000, ffffffffffffffffffffffffffffffff,
                    fe80::1%eth0,        fe800000000000000000000000000001, fe800000000000000000000000000001,
                    """)
    void readsAddressesAndNetworks(String text, String lowest, String highest, String port) {
        AddressRange range = AddressRange.parse(text);

        assertThat(range.lowest()).isEqualTo(lowest);
        assertThat(range.highest()).isEqualTo(highest);
        assertThat(range.port().orElse(null)).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "203.0.113.7/33",
                "203.0.113.7/-1",
                "203.0.113.7/",
                "2001:db8::/129",
                "203.0.113.7:x",
                "203.0.113.7:",
                "%",
                "203.0.113.256"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessage(
                        "neither an address nor a network, such as 203.0.113.7 or 203.0.113.0/24: "
                                + text);
    }

    @Test
    void hasNoDigitsForOtherKindsOfAddresses() {
        assertThat(AddressRange.digits("unix:/run/gate.sock")).isEmpty();
        assertThat(AddressRange.digits("127.0.0.1:40000"))
                .contains("00000000000000000000ffff7f000001");
    }
}
