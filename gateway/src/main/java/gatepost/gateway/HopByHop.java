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

    /** Whether a field, in lower case, is one by its name. */
    static boolean isNamed(String lower) {
        return NAMES.contains(lower);
    }

    /** Takes them out: those with a name of their own, and those that {@code Connection} lists. */
    static void remove(HttpHeaders headers) {
        removeListed(headers);
        removeNamed(headers);
    }

    /** Takes out those that {@code Connection} lists. */
    static void removeListed(HttpHeaders headers) {
        List<String> listed = new ArrayList<>();
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : value.split(",", -1)) {
                listed.add(name.strip());
            }
        }
        listed.stream().filter(name -> !name.isEmpty()).forEach(headers::remove);
    }

    /** Takes out those with a name of their own. */
    static void removeNamed(HttpHeaders headers) {
        NAMES.forEach(headers::remove);
    }
}
