package gatepost.cli;

import gatepost.gateway.Settings;
import gatepost.journal.JournalSettings;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Everything that runs.
 *
 * @param settings of the gateway
 * @param admin where the admin server is; absent where there is none
 * @param journal which journal is written; absent where none is
 * @param log what the log has, and how
 */
record Setup(
        Settings settings,
        Optional<InetSocketAddress> admin,
        Optional<JournalSettings> journal,
        LogSettings log) {}
