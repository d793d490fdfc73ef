package gatepost.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. May block. */
@FunctionalInterface
interface NameLookup {
    /** By the system's resolver. */
    NameLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * At least one address.
     *
     * @param host a name, or an IP address; of version 6 in brackets
     * @throws UnknownHostException where there is none
     */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
