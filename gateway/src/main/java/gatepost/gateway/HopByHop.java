package gatepost.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fields that concern one connection only and do not travel further (RFC 9110 §7.6.1). */
final class HopByHop {
    private static final Set<String> NAMES =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private HopByHop() {}

    /** Takes them out: those with a name of their own, and those that {@code Connection} lists. */
    static void remove(HttpHeaders headers) {
        List<String> listed = new ArrayList<>();
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : value.split(",", -1)) {
                listed.add(name.strip());
            }
        }
        listed.stream().filter(name -> !name.isEmpty()).forEach(headers::remove);
        NAMES.forEach(headers::remove);
    }
}
