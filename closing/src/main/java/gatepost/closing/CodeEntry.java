package gatepost.closing;

import static java.util.Objects.requireNonNull;

import gatepost.protocol.CloseCode;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known, as data, about a close code, or about a range of numbers that have no names of
 * their own.
 *
 * @param first the number, or the lowest of the range
 * @param last the same number, or the highest of the range
 * @param registeredName as in IANA's registry; empty where that has none
 * @param reference where the code is defined
 * @param senders who may send it; nobody where it may not stand in a Close frame
 * @param browserEvent what a page is shown
 * @param fault which end is to be looked at
 * @param reconnecting whether a client does well to connect again
 * @param httpStatus what HTTP says in the nearest case, where there is one
 * @param related keys of entries that have to do with it
 * @param confusedWith keys of entries that it is taken for, or that are taken for it
 */
public record CodeEntry(
        int first,
        int last,
        String registeredName,
        String reference,
        Set<Role> senders,
        BrowserEvent browserEvent,
        Fault fault,
        Reconnecting reconnecting,
        OptionalInt httpStatus,
        List<String> related,
        List<String> confusedWith) {

    public CodeEntry {
        requireNonNull(registeredName, "registeredName");
        requireNonNull(reference, "reference");
        requireNonNull(browserEvent, "browserEvent");
        requireNonNull(fault, "fault");
        requireNonNull(reconnecting, "reconnecting");
        requireNonNull(httpStatus, "httpStatus");
        if (first < 0 || last < first || last > 0xFFFF) {
            throw new IllegalArgumentException("no range of close codes: " + first + "-" + last);
        }
        senders = Set.copyOf(senders);
        related = List.copyOf(related);
        confusedWith = List.copyOf(confusedWith);
    }

    /** How it is named in texts and in commands: {@code 1006}, or {@code 4000-4999}. */
    public String key() {
        return isRange() ? first + "-" + last : Integer.toString(first);
    }

    /** Whether it stands for more than one number. */
    public boolean isRange() {
        return first != last;
    }

    /** Whether a Close frame may carry it (RFC 6455 §7.4). */
    public boolean isLegalOnWire() {
        return CloseCode.isLegalOnWire(first);
    }

    /** Whether a browser's {@code close()} takes it: 1000 and 3000-4999 (WHATWG WebSockets). */
    public boolean isLegalInBrowserClose() {
        return first == CloseCode.NORMAL_CLOSURE.number() || (first >= 3000 && last <= 4999);
    }

    /** Whether a number belongs here. A registered one has an entry of its own before its range. */
    public boolean contains(int number) {
        return first <= number && number <= last;
    }

    /** The senders in their order. */
    public List<Role> sendersInOrder() {
        EnumSet<Role> inOrder = EnumSet.noneOf(Role.class);
        inOrder.addAll(senders);
        return List.copyOf(inOrder);
    }
}
