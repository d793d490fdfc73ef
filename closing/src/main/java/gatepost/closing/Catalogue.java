package gatepost.closing;

import static gatepost.closing.BrowserEvent.AS_1006;
import static gatepost.closing.BrowserEvent.CODE_AND_REASON;
import static gatepost.closing.BrowserEvent.CODE_WITHOUT_REASON;
import static gatepost.closing.BrowserEvent.NEVER;
import static gatepost.closing.BrowserEvent.UNCLEAN;
import static gatepost.closing.Fault.NOBODY;
import static gatepost.closing.Fault.RECEIVER;
import static gatepost.closing.Fault.SENDER;
import static gatepost.closing.Fault.UNKNOWN;
import static gatepost.closing.Fault.UPSTREAM;
import static gatepost.closing.Reconnecting.AFTER_REPAIR;
import static gatepost.closing.Reconnecting.AT_ONCE;
import static gatepost.closing.Reconnecting.NO;
import static gatepost.closing.Reconnecting.WITH_BACK_OFF;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every registered close code, and every range between them, as data (RFC 6455 §7.4 and the IANA
 * registry that it founds). The words are in {@link Reference}.
 */
public final class Catalogue {
    private static final String RFC_6455 = "RFC 6455 §7.4.1";
    private static final String RFC_6455_RANGES = "RFC 6455 §7.4.2";
    private static final String HYBI = "IANA registry, from the hybi mailing list";
    private static final String IANA = "IANA registry";

    private static final Set<Role> NONE = Set.of();
    private static final Set<Role> ALL = Set.of(Role.values());
    private static final Set<Role> CLIENT_OR_SERVER = Set.of(Role.CLIENT, Role.SERVER);
    private static final Set<Role> SERVER_OR_GATEWAY = Set.of(Role.SERVER, Role.GATEWAY);

    private static final int NO_STATUS = 0;

    /** By number; a range stands before the registered codes that lie in it. */
    private static final List<CodeEntry> ENTRIES =
            Stream.of(
                            range(0, 999, RFC_6455_RANGES, NONE, NEVER)
                                    .means(SENDER, AFTER_REPAIR, NO_STATUS)
                                    .related("1002 4000-4999")
                                    .confusedWith("5000-65535"),
                            code(
                                            1000,
                                            "Normal Closure",
                                            RFC_6455,
                                            CLIENT_OR_SERVER,
                                            CODE_AND_REASON)
                                    .means(NOBODY, NO, 200)
                                    .related("1001 1005")
                                    .confusedWith("1005 1001 1006"),
                            code(1001, "Going Away", RFC_6455, ALL, CODE_AND_REASON)
                                    .means(NOBODY, WITH_BACK_OFF, NO_STATUS)
                                    .related("1000 1012")
                                    .confusedWith("1000 1005 1006 3008"),
                            code(1002, "Protocol error", RFC_6455, ALL, CODE_AND_REASON)
                                    .means(RECEIVER, AFTER_REPAIR, 400)
                                    .related("1003 1007")
                                    .confusedWith("1003 1007 1014"),
                            code(1003, "Unsupported Data", RFC_6455, ALL, CODE_AND_REASON)
                                    .means(RECEIVER, AFTER_REPAIR, 415)
                                    .related("1007 1009")
                                    .confusedWith("1002 1007 1008 1009 1014"),
                            code(1004, "Reserved", RFC_6455, NONE, NEVER)
                                    .means(SENDER, AFTER_REPAIR, NO_STATUS)
                                    .related("1009 1002")
                                    .confusedWith("1009"),
                            code(1005, "No Status Rcvd", RFC_6455, NONE, CODE_WITHOUT_REASON)
                                    .means(NOBODY, NO, NO_STATUS)
                                    .related("1000 1006")
                                    .confusedWith("1000 1001 1006"),
                            code(1006, "Abnormal Closure", RFC_6455, NONE, UNCLEAN)
                                    .means(UNKNOWN, WITH_BACK_OFF, NO_STATUS)
                                    .related("1005 1015")
                                    .confusedWith("1014 1015 1011 1001 1005 1000"),
                            code(1007, "Invalid frame payload data", RFC_6455, ALL, CODE_AND_REASON)
                                    .means(RECEIVER, AFTER_REPAIR, 400)
                                    .related("1002 1003")
                                    .confusedWith("1002 1003"),
                            code(1008, "Policy Violation", RFC_6455, ALL, CODE_AND_REASON)
                                    .means(RECEIVER, AFTER_REPAIR, 403)
                                    .related("3000 3003 1013")
                                    .confusedWith("1003 1009 3000 3003"),
                            code(1009, "Message Too Big", RFC_6455, ALL, CODE_AND_REASON)
                                    .means(RECEIVER, AFTER_REPAIR, 413)
                                    .related("1003 1008")
                                    .confusedWith("1003 1008 1014"),
                            code(
                                            1010,
                                            "Mandatory Ext.",
                                            RFC_6455,
                                            Set.of(Role.CLIENT, Role.GATEWAY),
                                            NEVER)
                                    .means(Fault.SERVER, AFTER_REPAIR, 501)
                                    .related("1002 1014")
                                    .confusedWith("1014"),
                            code(
                                            1011,
                                            "Internal Error",
                                            "RFC 6455 §7.4.1, erratum 3227",
                                            ALL,
                                            CODE_AND_REASON)
                                    .means(SENDER, WITH_BACK_OFF, 500)
                                    .related("1012 1013 1014")
                                    .confusedWith("1006 1012 1013 1014"),
                            code(1012, "Service Restart", HYBI, SERVER_OR_GATEWAY, CODE_AND_REASON)
                                    .means(NOBODY, WITH_BACK_OFF, 503)
                                    .related("1001 1013")
                                    .confusedWith("1011 1013 1014"),
                            code(1013, "Try Again Later", HYBI, SERVER_OR_GATEWAY, CODE_AND_REASON)
                                    .means(SENDER, WITH_BACK_OFF, 503)
                                    .related("1008 1012")
                                    .confusedWith("1011 1012 1014"),
                            code(1014, "", HYBI, Set.of(Role.GATEWAY), CODE_AND_REASON)
                                    .means(UPSTREAM, WITH_BACK_OFF, 502)
                                    .related("1006 1011")
                                    .confusedWith("1006 1002 1003 1009 1010 1011 1012 1013"),
                            code(1015, "TLS handshake", RFC_6455, NONE, AS_1006)
                                    .means(UNKNOWN, AFTER_REPAIR, NO_STATUS)
                                    .related("1006")
                                    .confusedWith("1006"),
                            range(1016, 2999, RFC_6455_RANGES, NONE, NEVER)
                                    .means(SENDER, AFTER_REPAIR, NO_STATUS)
                                    .related("1002 4000-4999")
                                    .confusedWith("3000-3999 4000-4999"),
                            range(3000, 3999, RFC_6455_RANGES, ALL, CODE_AND_REASON)
                                    .means(Fault.AS_DEFINED, Reconnecting.AS_DEFINED, NO_STATUS)
                                    .related("3000 3003 3008")
                                    .confusedWith("4000-4999 1016-2999"),
                            code(3000, "Unauthorized", IANA, SERVER_OR_GATEWAY, CODE_AND_REASON)
                                    .means(Fault.CLIENT, AFTER_REPAIR, 401)
                                    .related("3003 1008")
                                    .confusedWith("1008 3003"),
                            code(3003, "Forbidden", IANA, SERVER_OR_GATEWAY, CODE_AND_REASON)
                                    .means(Fault.CLIENT, AFTER_REPAIR, 403)
                                    .related("3000 1008")
                                    .confusedWith("1008 3000"),
                            code(3008, "Timeout", IANA, ALL, CODE_AND_REASON)
                                    .means(RECEIVER, AT_ONCE, 408)
                                    .related("1001 1006")
                                    .confusedWith("1001"),
                            range(4000, 4999, RFC_6455_RANGES, ALL, CODE_AND_REASON)
                                    .means(Fault.AS_DEFINED, Reconnecting.AS_DEFINED, NO_STATUS)
                                    .related("3000-3999")
                                    .confusedWith("3000-3999 1016-2999"),
                            range(5000, 65535, RFC_6455_RANGES, NONE, NEVER)
                                    .means(SENDER, AFTER_REPAIR, NO_STATUS)
                                    .related("1002 4000-4999")
                                    .confusedWith("0-999"))
                    .map(Draft::entry)
                    .toList();

    private Catalogue() {}

    /** All entries, by number; a range stands before the registered codes that lie in it. */
    public static List<CodeEntry> entries() {
        return ENTRIES;
    }

    /** The entry that tells most about a number; none where two octets cannot say it. */
    public static Optional<CodeEntry> entry(int number) {
        // Of a range and a registered code in it, the code stands behind.
        return ENTRIES.stream()
                .filter(entry -> entry.contains(number))
                .reduce((range, code) -> code);
    }

    /** The entry with this {@link CodeEntry#key}. */
    public static Optional<CodeEntry> entry(String key) {
        return ENTRIES.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    private static Draft code(
            int number, String name, String reference, Set<Role> senders, BrowserEvent event) {
        return new Draft(number, number, name, reference, senders, event);
    }

    private static Draft range(
            int first, int last, String reference, Set<Role> senders, BrowserEvent event) {
        return new Draft(first, last, "", reference, senders, event);
    }

    /** So that each line of the table says what its values are. */
    private static final class Draft {
        private final int first;
        private final int last;
        private final String name;
        private final String reference;
        private final Set<Role> senders;
        private final BrowserEvent event;
        private Fault fault = UNKNOWN;
        private Reconnecting reconnecting = NO;
        private OptionalInt httpStatus = OptionalInt.empty();
        private List<String> related = List.of();
        private List<String> confusedWith = List.of();

        Draft(
                int first,
                int last,
                String name,
                String reference,
                Set<Role> senders,
                BrowserEvent event) {
            this.first = first;
            this.last = last;
            this.name = name;
            this.reference = reference;
            this.senders = senders;
            this.event = event;
        }

        Draft means(Fault fault, Reconnecting reconnecting, int httpStatus) {
            this.fault = fault;
            this.reconnecting = reconnecting;
            this.httpStatus =
                    httpStatus == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(httpStatus);
            return this;
        }

        Draft related(String keys) {
            related = List.of(keys.split(" ", -1));
            return this;
        }

        Draft confusedWith(String keys) {
            confusedWith = List.of(keys.split(" ", -1));
            return this;
        }

        CodeEntry entry() {
            return new CodeEntry(
                    first,
                    last,
                    name,
                    reference,
                    senders,
                    event,
                    fault,
                    reconnecting,
                    httpStatus,
                    related,
                    confusedWith);
        }
    }
}
