package gatepost.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import org.flywaydb.core.Flyway;

/** The version of the tables. */
final class Schema {
    /** The newest that this program knows. */
    static final int VERSION = 1;

    /** Of its own name, since the database of a server may have other programs' tables. */
    static final String HISTORY = "gatepost_schema_history";

    private Schema() {}

    /**
     * Makes the tables, or changes those of an older version.
     *
     * @throws JournalException if they are of a newer version
     */
    static void prepare(Database database, Connection connection) throws SQLException {
        OptionalInt version = version(connection);
        connection.commit();
        if (version.isPresent()) {
            refuseNewer(database, version.getAsInt());
        }
        // What makes tables is slow to begin with, and usually has nothing to do.
        if (version.orElse(0) < VERSION) {
            Flyway.configure()
                    .dataSource(database.url(), null, null)
                    .locations("classpath:gatepost/journal/schema")
                    .table(HISTORY)
                    .placeholders(database.types())
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
    }

    /**
     * @throws JournalException if there are no tables, or those of another version
     */
    static void check(Database database, Connection connection) throws SQLException {
        int version = version(connection).orElse(0);
        refuseNewer(database, version);
        if (version == 0) {
            throw new JournalException("There is no journal at " + database.place() + ".");
        }
        if (version < VERSION) {
            throw new JournalException(
                    "The journal at "
                            + database.place()
                            + " has tables of version "
                            + version
                            + ". A gateway of this version brings them to version "
                            + VERSION
                            + " when it starts.");
        }
    }

    private static void refuseNewer(Database database, int version) {
        if (version > VERSION) {
            throw new JournalException(
                    "The journal at "
                            + database.place()
                            + " has tables of version "
                            + version
                            + ". This version of Gatepost knows them up to "
                            + VERSION
                            + ".");
        }
    }

    /** Absent where there are no tables. */
    private static OptionalInt version(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
            if (!tables.next()) {
                return OptionalInt.empty();
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet newest =
                        statement.executeQuery(
                                "select coalesce(max(cast(version as integer)), 0) from "
                                        + HISTORY
                                        + " where success")) {
            newest.next();
            return OptionalInt.of(newest.getInt(1));
        }
    }
}
