package gatepost.closing;

/** What a party is to a connection. */
public enum Role {
    CLIENT,
    SERVER,
    /** It is a server to its clients and a client of its upstreams. */
    GATEWAY
}
