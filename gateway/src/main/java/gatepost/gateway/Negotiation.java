package gatepost.gateway;

import gatepost.protocol.DeflateTerms;
import gatepost.protocol.DeflateWishes;
import gatepost.protocol.Extension;
import gatepost.protocol.PermessageDeflate;
import java.util.List;
import java.util.Optional;

/**
 * Who negotiates which extensions with whom on one connection (RFC 6455 §9.1, RFC 7692 §7).
 *
 * @param rules those of the route
 * @param offered what the client offered
 */
record Negotiation(Extensions rules, List<Extension> offered) {
    /**
     * What came of it.
     *
     * @param offered what the client offered
     * @param toUpstream what the upstream was offered
     * @param toClient what the client is answered
     * @param fromUpstream what the upstream answered
     * @param client what holds on the client's leg; empty without permessage-deflate
     * @param upstream what holds on the upstream's leg; empty without permessage-deflate
     */
    record Agreed(
            List<Extension> offered,
            List<Extension> toUpstream,
            List<Extension> toClient,
            List<Extension> fromUpstream,
            Optional<DeflateTerms> client,
            Optional<DeflateTerms> upstream) {
        /** Nothing on either leg. */
        static final Agreed NOTHING =
                new Agreed(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());

        /** What holds on a leg. */
        Optional<DeflateTerms> on(Side side) {
            return side == Side.CLIENT ? client : upstream;
        }

        /** Who offered and answered what, for a client that missed something. */
        String inWords() {
            return "the client offered "
                    + inWords(offered)
                    + ", the gateway offered "
                    + inWords(toUpstream)
                    + ", the upstream answered "
                    + inWords(fromUpstream)
                    + ", the gateway answered "
                    + inWords(toClient);
        }

        private static String inWords(List<Extension> extensions) {
            return extensions.isEmpty() ? "no extension" : Extension.format(extensions);
        }
    }

    /** What the upstream is offered. */
    List<Extension> toUpstream() {
        return switch (rules.compression()) {
            case TUNNEL, INSPECT ->
                    offered.stream()
                            .filter(each -> each.name().equals(PermessageDeflate.NAME))
                            .toList();
            case BRIDGE -> List.of(wishes().offer().extension());
            case OFF -> List.of();
        };
    }

    /**
     * What the upstream's answer makes of it.
     *
     * @param answered fits what it was offered
     */
    Agreed agreed(List<Extension> answered) {
        Optional<PermessageDeflate> answer = PermessageDeflate.agreed(answered);
        return switch (rules.compression()) {
            case TUNNEL, INSPECT, OFF -> {
                Optional<DeflateTerms> terms = answer.map(DeflateTerms::of);
                yield new Agreed(offered, toUpstream(), answered, answered, terms, terms);
            }
            case BRIDGE -> {
                Optional<PermessageDeflate> own = wishes().answer(offered);
                yield new Agreed(
                        offered,
                        toUpstream(),
                        own.map(PermessageDeflate::extension).stream().toList(),
                        answered,
                        own.map(wishes()::agreed),
                        answer.map(wishes()::agreed));
            }
        };
    }

    /** Which extensions the route requires, the upstream was offered, and did not agree to. */
    List<String> missing(List<Extension> answered) {
        return rules.required().stream()
                .filter(name -> has(toUpstream(), name) && !has(answered, name))
                .toList();
    }

    private static boolean has(List<Extension> extensions, String name) {
        return extensions.stream().anyMatch(each -> each.name().equals(name));
    }

    private DeflateWishes wishes() {
        return new DeflateWishes(rules.contextTakeover());
    }
}
