package gatepost.protocol;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The parameters of permessage-deflate, as a client offers them or as a server accepts them (RFC
 * 7692 §7.1).
 *
 * @param serverNoContextTakeover in an offer: the server has to forget its window after each
 *     message; in an answer: it will (§7.1.1.1)
 * @param clientNoContextTakeover in an offer: the client will forget its window after each message;
 *     in an answer: it has to (§7.1.1.2)
 * @param serverMaxWindowBits the base-2 logarithm of the server's largest window in octets, 8 to
 *     15; 15 where it is not given (§7.1.2.1)
 * @param clientMaxWindowBits the same of the client's window (§7.1.2.2)
 */
public record PermessageDeflate(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        OptionalInt serverMaxWindowBits,
        ClientMaxWindowBits clientMaxWindowBits) {

    /** The extension's registered name. */
    public static final String NAME = "permessage-deflate";

    private static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
    private static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";
    private static final String CLIENT_MAX_WINDOW_BITS = "client_max_window_bits";
    private static final int LEAST_BITS = 8;

    /** What holds where no window bits are given. */
    static final int MOST_BITS = 15;

    /**
     * @throws IllegalArgumentException where window bits are not from 8 to 15
     */
    public PermessageDeflate {
        serverMaxWindowBits.ifPresent(PermessageDeflate::requireBits);
        requireNonNull(clientMaxWindowBits, "clientMaxWindowBits");
    }

    /** What client_max_window_bits says. */
    public sealed interface ClientMaxWindowBits {
        /** In an offer: the client cannot be told to use a smaller window. */
        record Absent() implements ClientMaxWindowBits {}

        /** Only in an offer: the client can be told to use a smaller window. */
        record WithoutValue() implements ClientMaxWindowBits {}

        /** In an offer: the client uses no larger window anyway. In an answer: it has to. */
        record Value(int bits) implements ClientMaxWindowBits {
            /**
             * @throws IllegalArgumentException where they are not from 8 to 15
             */
            public Value {
                requireBits(bits);
            }
        }
    }

    /** What the parameters of an extension are read as. */
    public sealed interface Reading {
        /** They keep the rules of §7.1. */
        record Valid(PermessageDeflate parameters) implements Reading {
            public Valid {
                requireNonNull(parameters, "parameters");
            }
        }

        /**
         * They break a rule: a server declines the offer, a client fails the connection (§7).
         *
         * @param description a short phrase in printable ASCII, at most 90 octets
         */
        record Invalid(String description) implements Reading {
            public Invalid {
                requireNonNull(description, "description");
            }
        }
    }

    private enum Side {
        OFFER,
        ANSWER
    }

    /**
     * Reads what a client offers.
     *
     * @throws IllegalArgumentException where it is another extension
     */
    public static Reading readOffer(Extension offer) {
        return read(offer, Side.OFFER);
    }

    /**
     * Reads what a server answers, without regard to what was offered.
     *
     * @throws IllegalArgumentException where it is another extension
     */
    static Reading readAnswer(Extension answer) {
        return read(answer, Side.ANSWER);
    }

    /**
     * Reads what a server answers, and demands that it fits one of the offers. Which of them the
     * server accepted an answer does not say; where it fits none, the first one that was valid
     * tells why.
     *
     * @param offered what the client had sent; other extensions and invalid offers don't count
     * @throws IllegalArgumentException where the answer is another extension
     */
    public static Reading readAnswer(Extension answer, List<Extension> offered) {
        return switch (readAnswer(answer)) {
            case Reading.Invalid invalid -> invalid;
            case Reading.Valid valid -> fitting(valid, offered);
        };
    }

    /**
     * Reads what two ends agreed on, from the extensions of an answer that was checked.
     *
     * @return empty where they agreed on no permessage-deflate
     * @throws IllegalArgumentException where the parameters are not legal in an answer
     */
    public static Optional<PermessageDeflate> agreed(List<Extension> accepted) {
        return accepted.stream()
                .filter(extension -> extension.name().equals(NAME))
                .map(PermessageDeflate::requireAnswer)
                .findFirst();
    }

    private static PermessageDeflate requireAnswer(Extension answer) {
        return switch (readAnswer(answer)) {
            case Reading.Valid(PermessageDeflate parameters) -> parameters;
            case Reading.Invalid(String description) ->
                    throw new IllegalArgumentException(description);
        };
    }

    private static Reading fitting(Reading.Valid answer, List<Extension> offered) {
        List<String> misfits = new ArrayList<>();
        for (Extension extension : offered) {
            if (extension.name().equals(NAME)
                    && readOffer(extension) instanceof Reading.Valid(PermessageDeflate offer)) {
                Optional<String> misfit = answer.parameters().misfit(offer);
                if (misfit.isEmpty()) {
                    return answer;
                }
                misfits.add(misfit.get());
            }
        }
        return new Reading.Invalid(
                misfits.isEmpty() ? NAME + " had no valid offer" : misfits.getFirst());
    }

    /** Why this answer does not fit that offer. */
    private Optional<String> misfit(PermessageDeflate offer) {
        if (offer.serverNoContextTakeover && !serverNoContextTakeover) {
            return Optional.of(SERVER_NO_CONTEXT_TAKEOVER + " was offered, but not accepted");
        }
        // §7.1.2.1 has a server name the window that it accepts. Where the offer is 15, silence
        // means
        // the same and harms nobody.
        int offeredBits = offer.serverMaxWindowBits.orElse(MOST_BITS);
        int bits = serverMaxWindowBits.orElse(MOST_BITS);
        if (bits > offeredBits) {
            return Optional.of(tooLarge(SERVER_MAX_WINDOW_BITS, bits, offeredBits));
        }
        return switch (clientMaxWindowBits) {
            case ClientMaxWindowBits.Absent _, ClientMaxWindowBits.WithoutValue _ ->
                    Optional.empty();
            case ClientMaxWindowBits.Value(int demanded) ->
                    switch (offer.clientMaxWindowBits) {
                        case ClientMaxWindowBits.Absent _ ->
                                Optional.of(CLIENT_MAX_WINDOW_BITS + " was not offered");
                        case ClientMaxWindowBits.WithoutValue _ -> Optional.empty();
                        case ClientMaxWindowBits.Value(int most) ->
                                demanded <= most
                                        ? Optional.empty()
                                        : Optional.of(
                                                tooLarge(CLIENT_MAX_WINDOW_BITS, demanded, most));
                    };
        };
    }

    private static String tooLarge(String name, int bits, int offeredBits) {
        return name + " is " + bits + ", offered was " + offeredBits;
    }

    private static Reading read(Extension extension, Side side) {
        if (!extension.name().equals(NAME)) {
            throw new IllegalArgumentException("not " + NAME + ": " + extension);
        }
        boolean serverNoContextTakeover = false;
        boolean clientNoContextTakeover = false;
        OptionalInt serverMaxWindowBits = OptionalInt.empty();
        ClientMaxWindowBits clientMaxWindowBits = new ClientMaxWindowBits.Absent();
        Set<String> names = new HashSet<>();
        for (Extension.Parameter parameter : extension.parameters()) {
            if (!names.add(parameter.name())) {
                return invalid(parameter, "is repeated");
            }
            OptionalInt bits = windowBits(parameter);
            switch (parameter.name()) {
                case SERVER_NO_CONTEXT_TAKEOVER -> serverNoContextTakeover = true;
                case CLIENT_NO_CONTEXT_TAKEOVER -> clientNoContextTakeover = true;
                case SERVER_MAX_WINDOW_BITS -> serverMaxWindowBits = bits;
                case CLIENT_MAX_WINDOW_BITS ->
                        clientMaxWindowBits =
                                bits.isPresent()
                                        ? new ClientMaxWindowBits.Value(bits.getAsInt())
                                        : new ClientMaxWindowBits.WithoutValue();
                default -> {
                    return invalid(parameter, "is unknown");
                }
            }
            if (!hasLegalValue(parameter, bits, side)) {
                return invalid(
                        parameter,
                        parameter
                                .value()
                                .map(value -> "cannot be " + Excerpt.of(value))
                                .orElse("has no value"));
            }
        }
        return new Reading.Valid(
                new PermessageDeflate(
                        serverNoContextTakeover,
                        clientNoContextTakeover,
                        serverMaxWindowBits,
                        clientMaxWindowBits));
    }

    private static boolean hasLegalValue(
            Extension.Parameter parameter, OptionalInt bits, Side side) {
        return switch (parameter.name()) {
            case SERVER_MAX_WINDOW_BITS -> bits.isPresent();
            case CLIENT_MAX_WINDOW_BITS ->
                    bits.isPresent() || (side == Side.OFFER && parameter.value().isEmpty());
            default -> parameter.value().isEmpty();
        };
    }

    /** The value as window bits: 8 to 15, in decimal without leading zeros. */
    private static OptionalInt windowBits(Extension.Parameter parameter) {
        for (int bits = LEAST_BITS; bits <= MOST_BITS; bits++) {
            if (parameter.value().equals(Optional.of(Integer.toString(bits)))) {
                return OptionalInt.of(bits);
            }
        }
        return OptionalInt.empty();
    }

    private static Reading invalid(Extension.Parameter parameter, String problem) {
        return new Reading.Invalid(Excerpt.of(parameter.name()) + " " + problem);
    }

    static void requireBits(int bits) {
        if (bits < LEAST_BITS || bits > MOST_BITS) {
            throw new IllegalArgumentException("window bits are from 8 to 15, not " + bits);
        }
    }

    /** As an element of Sec-WebSocket-Extensions. */
    public Extension extension() {
        List<Extension.Parameter> parameters = new ArrayList<>();
        if (serverNoContextTakeover) {
            parameters.add(new Extension.Parameter(SERVER_NO_CONTEXT_TAKEOVER, Optional.empty()));
        }
        if (clientNoContextTakeover) {
            parameters.add(new Extension.Parameter(CLIENT_NO_CONTEXT_TAKEOVER, Optional.empty()));
        }
        serverMaxWindowBits.ifPresent(
                bits -> parameters.add(bitsParameter(SERVER_MAX_WINDOW_BITS, bits)));
        switch (clientMaxWindowBits) {
            case ClientMaxWindowBits.Absent _ -> {}
            case ClientMaxWindowBits.WithoutValue _ ->
                    parameters.add(
                            new Extension.Parameter(CLIENT_MAX_WINDOW_BITS, Optional.empty()));
            case ClientMaxWindowBits.Value(int bits) ->
                    parameters.add(bitsParameter(CLIENT_MAX_WINDOW_BITS, bits));
        }
        return new Extension(NAME, parameters);
    }

    private static Extension.Parameter bitsParameter(String name, int bits) {
        return new Extension.Parameter(name, Optional.of(Integer.toString(bits)));
    }
}
