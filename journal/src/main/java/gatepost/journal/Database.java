package gatepost.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A kind of database, and where it is. The tables are the same in each. */
sealed interface Database permits SqliteFile, PostgresServer {
    /**
     * The database of a URL. Nothing is connected.
     *
     * @throws IllegalArgumentException if the URL is of another kind of database
     */
    static Database of(String url) {
        if (url.startsWith(SqliteFile.SCHEME)) {
            return SqliteFile.of(url);
        }
        if (url.startsWith(PostgresServer.SCHEME)) {
            return new PostgresServer(url);
        }
        throw new IllegalArgumentException(
                "a journal's URL begins with "
                        + SqliteFile.SCHEME
                        + " or "
                        + PostgresServer.SCHEME
                        + ": "
                        + url);
    }

    /** The URL without what may be secret in it. */
    String place();

    /** A connection that does not commit by itself; makes what is missing. */
    Connection connectToWrite() throws SQLException;

    /**
     * A connection that does not commit by itself, changes nothing, and sees one state of the data
     * until it is closed.
     *
     * @throws JournalException if there is no such database
     */
    Connection connectToRead() throws SQLException;

    /** As it was given. */
    String url();

    /** The types that differ, by their names in the schema's files. */
    Map<String, String> types();

    /** Comes first in a transaction that writes. */
    void beginToWrite(Connection connection) throws SQLException;

    /** How many rows the driver gets at a time. It keeps each as some ninety objects until then. */
    int rowsAtATime();

    /** How large the closures are; an estimate where only that can be had soon. */
    long usedOctets(Connection connection) throws SQLException;

    /** Gives a part of what deleted closures used to the file system, where that is ours to do. */
    void giveBackSpace(Connection connection) throws SQLException;
}
