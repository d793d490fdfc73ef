package gatepost.gateway;

/** What a peer speaks that is not HTTP: an event of a channel's pipeline. */
enum Foreign {
    TLS
}
