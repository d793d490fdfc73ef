package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPrefixTest {
    private static ClientPrefix prefix(String literal) {
        return ClientPrefix.of(InetAddress.ofLiteral(literal));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    192.0.2.1,          192.0.2.1,              true
                    192.0.2.1,          192.0.2.2,              false
                    255.255.255.255,    255.255.255.255,        true
                    127.0.0.1,          ::1,                    false
                    0.0.0.0,            ::,                     false
                    2001:db8:0:1::1,    2001:db8:0:1:ffff::2,   true
                    2001:db8:0:1::1,    2001:db8:0:2::1,        false
                    2001:db8:0:1::1,    2001:db9:0:1::1,        false
                    fe80::1,            fe80::2,                true
                    0:0:0:0:1::,        ::1,                    true
                    """)
    void oneClientIsAnAddressOfVersion4OrTheFirst64BitsOfOneOfVersion6(
            String one, String other, boolean same) {
        assertThat(prefix(one).equals(prefix(other))).isEqualTo(same);
    }

    /** Java turns such an address into one of version 4, but not where it is told not to. */
    @Test
    void aMappedAddressIsTheOneOfVersion4() throws UnknownHostException {
        byte[] octets = HexFormat.of().parseHex("00000000000000000000ffffc0000201");

        InetAddress mapped = Inet6Address.getByAddress(null, octets, 0);

        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(ClientPrefix.of(mapped)).isEqualTo(prefix("192.0.2.1"));
    }
}
