package gatepost.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/** A file of SQLite. One process writes; others may read at the same time, with any tool. */
record SqliteFile(String url, Path path) implements Database {
    static final String SCHEME = "jdbc:sqlite:";

    /** How long to wait for another who writes: somebody with a tool of their own. */
    private static final int BUSY_MILLIS = 5000;

    /** Frees at most 4 MiB at a time, in pages of SQLite's usual size. */
    private static final int PAGES_AT_A_TIME = 1024;

    static SqliteFile of(String url) {
        String name = url.substring(SCHEME.length());
        if (name.isEmpty() || name.startsWith(":") || name.contains("?")) {
            throw new IllegalArgumentException(
                    "a journal in SQLite has the path of a file behind " + SCHEME + ": " + url);
        }
        return new SqliteFile(url, Path.of(name));
    }

    @Override
    public String place() {
        return url;
    }

    @Override
    public Connection connectToWrite() throws SQLException {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new SQLException("cannot create the folder: " + e, e);
        }
        return with(
                DriverManager.getConnection(url),
                "pragma busy_timeout = " + BUSY_MILLIS,
                // Only means something before the first page of the file is written.
                "pragma auto_vacuum = incremental",
                "pragma journal_mode = wal",
                // Makes each commit last through a loss of power; commits are few, of many rows.
                "pragma synchronous = full",
                "pragma journal_size_limit = 67108864");
    }

    @Override
    public Connection connectToRead() throws SQLException {
        // SQLite would make an empty one.
        if (!Files.exists(path)) {
            throw new JournalException("There is no journal at " + path + ".");
        }
        Properties settings = new Properties();
        settings.setProperty("open_mode", "1");
        return with(
                DriverManager.getConnection(url, settings), "pragma busy_timeout = " + BUSY_MILLIS);
    }

    private static Connection with(Connection connection, String... pragmas) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Map<String, String> types() {
        // Without autoincrement, a number comes back when the newest rows are deleted.
        return Map.of("number", "integer primary key autoincrement", "sortable", "text");
    }

    /**
     * Deletes nothing: a transaction whose first statement writes waits for others who write, one
     * that has read before fails.
     */
    @Override
    public void beginToWrite(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from closures where false");
        }
    }

    /** As few as that, since all the work is done in this process, and by this thread. */
    @Override
    public int rowsAtATime() {
        return 4;
    }

    @Override
    public long usedOctets(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet used =
                        statement.executeQuery(
                                """
                                select (page_count - freelist_count) * page_size
                                from pragma_page_count, pragma_freelist_count, pragma_page_size
                                """)) {
            used.next();
            return used.getLong(1);
        }
    }

    /**
     * Leaves a tenth of the file free for the closures to come: they would make it grow again at
     * once.
     */
    @Override
    public void giveBackSpace(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet free =
                        statement.executeQuery(
                                """
                                select freelist_count > 16 and freelist_count > page_count / 10
                                from pragma_page_count, pragma_freelist_count
                                """)) {
            free.next();
            if (!free.getBoolean(1)) {
                return;
            }
        }
        try (Statement statement = connection.createStatement()) {
            // Not execute, which makes one step: each frees one page.
            statement.executeUpdate("pragma incremental_vacuum(" + PAGES_AT_A_TIME + ")");
        }
    }
}
