package gatepost.journal;

import static java.util.stream.Collectors.joining;

import gatepost.closing.Closure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

/** A closure as a row: what is written is read as an equal one. */
final class ClosureRow {
    /** Stands where a Close frame's code does, and no Close frame came: none can have it. */
    private static final int NO_CLOSE_FRAME = 1006;

    private static final List<String> OF_LEG =
            List.of(
                    "received_code",
                    "received_reason",
                    "sent_code",
                    "sent_reason",
                    "tcp",
                    "frames",
                    "messages",
                    "octets",
                    "largest_message",
                    "last_message",
                    "missing",
                    "last_received",
                    "last_sent",
                    "sent_before",
                    "ended");

    /** All that is written, in the order in which {@link Writer} and {@link Reader} go. */
    static final List<String> COLUMNS =
            Stream.of(
                            Stream.of(
                                    "id",
                                    "opened",
                                    "closed",
                                    "route",
                                    "endpoint",
                                    "client_address",
                                    "subprotocol",
                                    "extensions",
                                    "path",
                                    "request",
                                    "status",
                                    "answer",
                                    "handshake_octets"),
                            OF_LEG.stream().map("client_"::concat),
                            OF_LEG.stream().map("upstream_"::concat),
                            Stream.of(
                                    "cause",
                                    "cause_details",
                                    "ended_by",
                                    "normal",
                                    "evidence",
                                    "client_ip"))
                    .flatMap(columns -> columns)
                    .toList();

    /** A closure that is there already is left as it is: a batch may come twice. */
    static final String INSERT =
            "insert into closures ("
                    + String.join(", ", COLUMNS)
                    + ") values ("
                    + COLUMNS.stream().map(_ -> "?").collect(joining(", "))
                    + ") on conflict (id) do nothing";

    private ClosureRow() {}

    /** Sets the parameters of {@link #INSERT}. */
    static void write(Closure closure, PreparedStatement insert) throws SQLException {
        Writer out = new Writer(insert);
        out.ascii(closure.id().toString());
        out.time(closure.opened());
        out.time(closure.closed());
        out.text(closure.route());
        out.text(closure.endpoint());
        out.text(closure.clientAddress());
        out.text(closure.subprotocol());
        out.text(closure.extensions());
        HandshakeRecord handshake = closure.handshake();
        out.text(handshake.path());
        out.text(handshake.request());
        out.number(handshake.status());
        out.text(handshake.answer());
        out.text(handshake.octets());
        out.leg(closure.client());
        out.leg(closure.upstream());
        out.ascii(StoredCause.name(closure.cause()));
        out.ascii(StoredCause.details(closure.cause()));
        out.ascii(StoredEnum.of(closure.cause().endedBy()));
        out.flag(closure.isNormal());
        out.text(closure.cause().evidence());
        out.text(AddressRange.digits(closure.clientAddress()));
    }

    /** Reads what begins with {@link #COLUMNS}, from the current row. */
    static Closure read(ResultSet row) throws SQLException {
        Reader in = new Reader(row);
        return new Closure(
                UUID.fromString(in.text()),
                in.time(),
                in.time(),
                in.optionalText(),
                in.optionalText(),
                in.text(),
                in.optionalText(),
                in.text(),
                new HandshakeRecord(in.text(), in.text(), in.optionalInt(), in.text(), in.text()),
                in.leg(),
                in.leg(),
                StoredCause.read(in.text(), in.ascii()));
    }

    private static final class Writer {
        private final PreparedStatement insert;
        private int last;

        Writer(PreparedStatement insert) {
            this.insert = insert;
        }

        void leg(LegRecord leg) throws SQLException {
            code(leg.received(), leg.tcp() == TcpEnding.NEVER_OPENED);
            text(leg.received().map(CloseFrame::reason));
            code(leg.sent(), true);
            text(leg.sent().map(CloseFrame::reason));
            ascii(StoredEnum.of(leg.tcp()));
            number(leg.frames());
            number(leg.messages());
            number(leg.octets());
            number(leg.largestMessage());
            number(leg.lastMessage());
            number(leg.missing());
            time(leg.lastReceived());
            time(leg.lastSent());
            time(leg.sentBefore());
            time(leg.ended());
        }

        private void code(Optional<CloseFrame> frame, boolean mayBeAbsent) throws SQLException {
            if (frame.isPresent() || !mayBeAbsent) {
                insert.setInt(++last, frame.map(CloseFrame::code).orElse(NO_CLOSE_FRAME));
            } else {
                insert.setNull(++last, Types.INTEGER);
            }
        }

        void text(Optional<String> text) throws SQLException {
            if (text.isPresent()) {
                text(text.get());
            } else {
                insert.setNull(++last, Types.VARCHAR);
            }
        }

        void text(String text) throws SQLException {
            ascii(StoredText.of(text));
        }

        /** What needs no escaping. */
        void ascii(String text) throws SQLException {
            insert.setString(++last, text);
        }

        void time(Optional<Instant> time) throws SQLException {
            if (time.isPresent()) {
                time(time.get());
            } else {
                insert.setNull(++last, Types.VARCHAR);
            }
        }

        void time(Instant time) throws SQLException {
            ascii(StoredTime.of(time));
        }

        void number(OptionalInt number) throws SQLException {
            if (number.isPresent()) {
                insert.setInt(++last, number.getAsInt());
            } else {
                insert.setNull(++last, Types.INTEGER);
            }
        }

        void number(long number) throws SQLException {
            insert.setLong(++last, number);
        }

        void flag(boolean flag) throws SQLException {
            insert.setBoolean(++last, flag);
        }
    }

    private static final class Reader {
        private final ResultSet row;
        private int last;

        Reader(ResultSet row) {
            this.row = row;
        }

        LegRecord leg() throws SQLException {
            return new LegRecord(
                    frame(),
                    frame(),
                    StoredEnum.read(TcpEnding.class, ascii()),
                    number(),
                    number(),
                    number(),
                    number(),
                    number(),
                    number(),
                    optionalTime(),
                    optionalTime(),
                    optionalTime(),
                    optionalTime());
        }

        private Optional<CloseFrame> frame() throws SQLException {
            OptionalInt code = optionalInt();
            Optional<String> reason = optionalText();
            return code.isPresent() && code.getAsInt() != NO_CLOSE_FRAME
                    ? Optional.of(new CloseFrame(code.getAsInt(), reason.orElse("")))
                    : Optional.empty();
        }

        String ascii() throws SQLException {
            return row.getString(++last);
        }

        String text() throws SQLException {
            return StoredText.read(ascii());
        }

        Optional<String> optionalText() throws SQLException {
            return Optional.ofNullable(row.getString(++last)).map(StoredText::read);
        }

        Instant time() throws SQLException {
            return StoredTime.read(ascii());
        }

        Optional<Instant> optionalTime() throws SQLException {
            return Optional.ofNullable(row.getString(++last)).map(StoredTime::read);
        }

        OptionalInt optionalInt() throws SQLException {
            int number = row.getInt(++last);
            return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
        }

        long number() throws SQLException {
            return row.getLong(++last);
        }
    }
}
