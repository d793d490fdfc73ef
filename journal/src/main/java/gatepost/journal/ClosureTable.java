package gatepost.journal;

import gatepost.closing.Closure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/** The table, as the one who writes sees it. Each call is a transaction. For one thread. */
final class ClosureTable implements AutoCloseable {
    /** Few enough that nobody waits long for a deletion. */
    static final int DELETED_AT_A_TIME = 1000;

    private final Database database;
    private final Connection connection;

    private ClosureTable(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /**
     * Connects, and makes the table where there is none.
     *
     * @throws JournalException if it is of a newer version
     */
    static ClosureTable open(Database database) throws SQLException {
        Connection connection = database.connectToWrite();
        try {
            Schema.prepare(database, connection);
            return new ClosureTable(database, connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Inserts all or none. Lets other threads run every few rows. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing but how soon event loops run depends on it.
    void insert(List<Closure> closures) throws SQLException {
        int atATime = database.rowsAtATime();
        database.beginToWrite(connection);
        try (PreparedStatement insert = connection.prepareStatement(ClosureRow.INSERT)) {
            for (int from = 0; from < closures.size(); from += atATime) {
                int to = Math.min(from + atATime, closures.size());
                for (Closure closure : closures.subList(from, to)) {
                    ClosureRow.write(closure, insert);
                    insert.addBatch();
                }
                insert.executeBatch();
                Thread.yield();
            }
        }
        connection.commit();
    }

    /** Undoes what an {@link #insert} did that failed. */
    void rollBack() throws SQLException {
        connection.rollback();
    }

    /** Deletes some of what is older. Returns how many. */
    int deleteClosedBefore(Instant time) throws SQLException {
        database.beginToWrite(connection);
        try (PreparedStatement delete =
                connection.prepareStatement(
                        """
                        delete from closures where number in (
                            select number from closures where closed < ?
                            order by closed, number limit ?)
                        """)) {
            delete.setString(1, StoredTime.of(time));
            delete.setInt(2, DELETED_AT_A_TIME);
            int deleted = delete.executeUpdate();
            connection.commit();
            return deleted;
        }
    }

    /** Deletes some of the oldest while all are larger than that. Returns how many. */
    int deleteDownTo(long maxOctets) throws SQLException {
        database.beginToWrite(connection);
        long used = database.usedOctets(connection);
        int deleted = used > maxOctets ? deleteOldest((used - maxOctets) / (double) used) : 0;
        connection.commit();
        return deleted;
    }

    private int deleteOldest(double share) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet numbers =
                        statement.executeQuery(
                                """
                                select (select min(number) from closures),
                                       (select max(number) from closures)
                                """)) {
            numbers.next();
            long oldest = numbers.getLong(1);
            if (numbers.wasNull()) {
                return 0;
            }
            long newest = numbers.getLong(2);
            long below =
                    oldest
                            + Math.clamp(
                                    (long) ((newest - oldest + 1) * share), 1, DELETED_AT_A_TIME);
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from closures where number < ?")) {
                delete.setLong(1, below);
                return delete.executeUpdate();
            }
        }
    }

    void giveBackSpace() throws SQLException {
        database.giveBackSpace(connection);
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
