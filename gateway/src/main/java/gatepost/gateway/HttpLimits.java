package gatepost.gateway;

import io.netty.handler.codec.http.HttpDecoderConfig;

/** How much HTTP may come before frames do, and how strictly it is read. */
final class HttpLimits {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEADER = 16 * 1024;

    private HttpLimits() {}

    static HttpDecoderConfig decoder() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADER)
                .setStrictLineParsing(true);
    }
}
