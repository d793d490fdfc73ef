package gatepost.gateway;

/** The event that tells a client's channel to come to an end because the gateway stops. */
enum Drain {
    NOW
}
