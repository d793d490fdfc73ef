package gatepost.gateway;

import java.util.List;

/**
 * How extensions are agreed on.
 *
 * @param compression who negotiates permessage-deflate
 * @param contextTakeover where the gateway itself compresses: whether messages may refer to earlier
 *     ones (RFC 7692 §7.1.1), which makes small ones smaller and keeps up to 32 KiB for each peer
 *     as long as it is connected
 * @param required names of extensions that an upstream has to agree to
 */
public record Extensions(Compression compression, boolean contextTakeover, List<String> required) {
    /** The ends negotiate with each other, and need not agree on any. */
    public static final Extensions TUNNELLED = new Extensions(Compression.TUNNEL, false, List.of());

    public Extensions {
        required = List.copyOf(required);
    }
}
