package gatepost.protocol;

import static java.util.Objects.requireNonNull;

import gatepost.protocol.PermessageDeflate.ClientMaxWindowBits;

/**
 * What permessage-deflate lets each end of a connection do when it compresses (RFC 7692 §7.1).
 *
 * @param client what the client keeps to
 * @param server what the server keeps to
 */
public record DeflateTerms(Compressor client, Compressor server) {
    public DeflateTerms {
        requireNonNull(client, "client");
        requireNonNull(server, "server");
    }

    /**
     * What one end keeps to when it compresses.
     *
     * @param contextTakeover whether a message may refer to earlier ones (§7.1.1)
     * @param windowBits the base-2 logarithm of the largest distance that it refers back, in
     *     octets: 8 to 15 (§7.1.2)
     */
    public record Compressor(boolean contextTakeover, int windowBits) {
        /**
         * @throws IllegalArgumentException where window bits are not from 8 to 15
         */
        public Compressor {
            PermessageDeflate.requireBits(windowBits);
        }
    }

    /** What a server's answer says, whoever gave it and whoever passed it on. */
    public static DeflateTerms of(PermessageDeflate answer) {
        return new DeflateTerms(
                new Compressor(
                        !answer.clientNoContextTakeover(),
                        switch (answer.clientMaxWindowBits()) {
                            case ClientMaxWindowBits.Absent _ -> PermessageDeflate.MOST_BITS;
                            case ClientMaxWindowBits.WithoutValue _ ->
                                    throw new IllegalArgumentException(
                                            "not an answer: " + answer.extension());
                            case ClientMaxWindowBits.Value(int bits) -> bits;
                        }),
                new Compressor(
                        !answer.serverNoContextTakeover(),
                        answer.serverMaxWindowBits().orElse(PermessageDeflate.MOST_BITS)));
    }

    /** What an end keeps to when it compresses. */
    public Compressor of(Sender sender) {
        return switch (sender) {
            case CLIENT -> client;
            case SERVER -> server;
        };
    }
}
