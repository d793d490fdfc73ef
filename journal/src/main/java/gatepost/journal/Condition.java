package gatepost.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What follows {@code where}: parts that all have to be true, and the values for their marks. */
final class Condition {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    static Condition of(Query query) {
        Condition condition = new Condition();
        query.since().ifPresent(time -> condition.and("closed >= ?", StoredTime.of(time)));
        query.until().ifPresent(time -> condition.and("closed < ?", StoredTime.of(time)));
        if (query.errorsOnly()) {
            condition.and("not normal");
        }
        condition.andCodes(query);
        condition.andOneOf("cause", query.causes());
        condition.andOneOf("route", stored(query.routes()));
        condition.andOneOf("endpoint", stored(query.endpoints()));
        query.client().map(AddressRange::parse).ifPresent(condition::andClient);
        return condition;
    }

    Condition and(String part, Object... itsValues) {
        parts.add(part);
        Collections.addAll(values, itsValues);
        return this;
    }

    private void andCodes(Query query) {
        if (query.codes().isEmpty()) {
            return;
        }
        List<String> columns =
                switch (query.leg()) {
                    case CLIENT -> List.of("client_received_code", "client_sent_code");
                    case UPSTREAM -> List.of("upstream_received_code", "upstream_sent_code");
                    case EITHER ->
                            List.of(
                                    "client_received_code",
                                    "client_sent_code",
                                    "upstream_received_code",
                                    "upstream_sent_code");
                };
        String marks = in(query.codes());
        parts.add("(" + String.join(marks + " or ", columns) + marks + ")");
        columns.forEach(_ -> values.addAll(query.codes()));
    }

    private void andOneOf(String column, Collection<String> wanted) {
        if (!wanted.isEmpty()) {
            and(column + in(wanted), wanted.toArray());
        }
    }

    private void andClient(AddressRange range) {
        and("client_ip between ? and ?", range.lowest(), range.highest());
        range.port().ifPresent(port -> and("client_address like ?", "%:" + port));
    }

    private static String in(Collection<?> wanted) {
        return " in (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")";
    }

    private static List<String> stored(Collection<String> wanted) {
        return wanted.stream().map(StoredText::of).toList();
    }

    /** With a space before it; empty where all rows are meant. */
    String where() {
        return parts.isEmpty() ? "" : " where " + String.join(" and ", parts);
    }

    /** Sets the first parameters of a statement. Returns how many. */
    int bind(PreparedStatement statement) throws SQLException {
        int last = 0;
        for (Object value : values) {
            statement.setObject(++last, value);
        }
        return last;
    }
}
