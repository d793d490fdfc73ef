package gatepost.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** A database of a PostgreSQL server. Several gateways may write to it. */
record PostgresServer(String url) implements Database {
    static final String SCHEME = "jdbc:postgresql:";

    private static final String CONNECT_SECONDS = "10";

    /** What a server may take for one batch. A lost one is noticed by that. */
    private static final String ANSWER_SECONDS = "30";

    /** The word gatepost in ASCII: any number will do that no other program uses. */
    private static final long LOCK = 0x67617465706f7374L;

    private static final Pattern USER = Pattern.compile("//[^/]*@");

    @Override
    public String place() {
        int parameters = url.indexOf('?');
        String place = parameters < 0 ? url : url.substring(0, parameters);
        return USER.matcher(place).replaceFirst("//");
    }

    @Override
    public Connection connectToWrite() throws SQLException {
        Properties settings = settings();
        settings.setProperty("socketTimeout", ANSWER_SECONDS);
        settings.setProperty("reWriteBatchedInserts", "true");
        Connection connection = connect(settings);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection connectToRead() throws SQLException {
        Connection connection = connect(settings());
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection connect(Properties settings) throws SQLException {
        return DriverManager.getConnection(url, settings);
    }

    /** What the URL says goes before these. */
    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("ApplicationName", "gatepost");
        settings.setProperty("connectTimeout", CONNECT_SECONDS);
        settings.setProperty("tcpKeepAlive", "true");
        return settings;
    }

    @Override
    public Map<String, String> types() {
        return Map.of(
                "number",
                "bigint generated always as identity primary key",
                "sortable",
                // In the order of octets, as SQLite has it, whatever the locale.
                "text collate \"C\"");
    }

    /**
     * Lets only one gateway write at a time. So numbers become visible in their order, and who
     * follows the newest misses none.
     */
    @Override
    public void beginToWrite(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    /** The server is asked once for these. */
    @Override
    public int rowsAtATime() {
        return 50;
    }

    /**
     * By the newest thousand rows: counting all takes too long, and the size of the table says
     * nothing, since what deleted rows used remains with it.
     */
    @Override
    public long usedOctets(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet used =
                        statement.executeQuery(
                                """
                                select coalesce((
                                    select avg(pg_column_size(newest.*))
                                    from (select * from closures order by number desc limit 1000)
                                        newest)
                                    * (1 + (select max(number) from closures)
                                         - (select min(number) from closures)), 0)
                                """)) {
            used.next();
            return used.getLong(1);
        }
    }

    /** PostgreSQL does that by itself. */
    @Override
    public void giveBackSpace(Connection connection) {}
}
