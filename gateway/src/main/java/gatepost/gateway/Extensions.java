package gatepost.gateway;

import java.util.List;

/**
 * How extensions are agreed on.
 *
 * @param compression who negotiates permessage-deflate
 * @param contextTakeover where the gateway itself compresses: whether its peers may refer to
 *     earlier messages (RFC 7692 §7.1.1), which compresses small messages better and keeps 39 KiB
 *     for each of them as long as they are connected
 * @param required names of extensions that an upstream has to agree to
 */
public record Extensions(Compression compression, boolean contextTakeover, List<String> required) {
    /** The ends negotiate with each other, and need not agree on any. */
    public static final Extensions TUNNELLED = new Extensions(Compression.TUNNEL, false, List.of());

    public Extensions {
        required = List.copyOf(required);
    }
}
