package gatepost.protocol;

import gatepost.protocol.DeflateTerms.Compressor;
import gatepost.protocol.PermessageDeflate.ClientMaxWindowBits;
import gatepost.protocol.PermessageDeflate.Reading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an end that negotiates permessage-deflate by itself would like to agree on (RFC 7692 §7).
 *
 * @param contextTakeover whether both ends may refer to earlier messages; if not, neither does
 */
public record DeflateWishes(boolean contextTakeover) {
    /**
     * What a client offers. It lets the server choose the client's window (§7.1.2.2), since any is
     * kept to, and asks for none of the server, since any is understood.
     */
    public PermessageDeflate offer() {
        return new PermessageDeflate(
                !contextTakeover,
                !contextTakeover,
                OptionalInt.empty(),
                new ClientMaxWindowBits.WithoutValue());
    }

    /**
     * What a server answers: it accepts the first offer that is valid, and declines the rest (§7).
     *
     * @param offered as the client preferred them; other extensions don't count
     * @return empty where none is accepted
     */
    public Optional<PermessageDeflate> answer(List<Extension> offered) {
        for (Extension extension : offered) {
            if (extension.name().equals(PermessageDeflate.NAME)
                    && PermessageDeflate.readOffer(extension)
                            instanceof Reading.Valid(PermessageDeflate offer)) {
                return Optional.of(answer(offer));
            }
        }
        return Optional.empty();
    }

    private PermessageDeflate answer(PermessageDeflate offer) {
        return new PermessageDeflate(
                !contextTakeover || offer.serverNoContextTakeover(),
                !contextTakeover || offer.clientNoContextTakeover(),
                offer.serverMaxWindowBits(),
                contextTakeover && !offer.clientNoContextTakeover()
                        ? confirmed(offer.clientMaxWindowBits())
                        : new ClientMaxWindowBits.Absent());
    }

    /**
     * A window that the client names is confirmed, as no more of what it sent has to be kept then.
     * To ask for a smaller one would make its messages larger.
     */
    private static ClientMaxWindowBits confirmed(ClientMaxWindowBits offered) {
        return switch (offered) {
            case ClientMaxWindowBits.Absent _, ClientMaxWindowBits.WithoutValue _ ->
                    new ClientMaxWindowBits.Absent();
            case ClientMaxWindowBits.Value _ -> offered;
        };
    }

    /**
     * What holds between a client and a server of which one has these wishes.
     *
     * @param answer fits the {@link #offer}, or is the {@link #answer(List) answer} itself
     */
    public DeflateTerms agreed(PermessageDeflate answer) {
        DeflateTerms terms = DeflateTerms.of(answer);
        if (contextTakeover) {
            return terms;
        }
        // §7.1.1.2: a client that offers client_no_context_takeover keeps to it, answered or not.
        return new DeflateTerms(new Compressor(false, terms.client().windowBits()), terms.server());
    }
}
