package gatepost.gateway;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as the address of one client: an address of version 4, or the first 64 bits of one of
 * version 6, because whoever has one of those has all that begin like it (RFC 4291 §2.5.1).
 *
 * @param bits of version 4 the last 32, of version 6 the first 64
 */
record ClientPrefix(boolean version6, long bits) {
    private static final int MAPPED_FROM = 12;

    static ClientPrefix of(InetAddress address) {
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
        if (octets.capacity() == Integer.BYTES) {
            return new ClientPrefix(false, octets.getInt(0) & 0xFFFF_FFFFL);
        }
        // As a socket of both versions may show version 4 (RFC 4291 §2.5.5.2): the prefix of those
        // would be that of them all.
        return octets.getLong(0) == 0 && octets.getInt(Long.BYTES) == 0xFFFF
                ? new ClientPrefix(false, octets.getInt(MAPPED_FROM) & 0xFFFF_FFFFL)
                : new ClientPrefix(true, octets.getLong(0));
    }
}
