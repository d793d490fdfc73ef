package gatepost.protocol;

/** Which end of a connection the octets come from: a client must mask, a server must not. */
public enum Sender {
    CLIENT,
    SERVER
}
