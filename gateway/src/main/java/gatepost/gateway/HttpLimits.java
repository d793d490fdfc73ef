package gatepost.gateway;

import io.netty.handler.codec.http.HttpDecoderConfig;

/** How much HTTP may come before frames do, and how strictly it is read. */
final class HttpLimits {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEADER_OF_UPSTREAM = 16 * 1024;

    private HttpLimits() {}

    /** For the requests of clients. */
    static HttpDecoderConfig of(Limits limits) {
        return decoder(limits.headerSize());
    }

    /** For the answers of upstreams. */
    static HttpDecoderConfig ofUpstream() {
        return decoder(LONGEST_HEADER_OF_UPSTREAM);
    }

    private static HttpDecoderConfig decoder(int longestHeader) {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(longestHeader)
                .setStrictLineParsing(true);
    }
}
