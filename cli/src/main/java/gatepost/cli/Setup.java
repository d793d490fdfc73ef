package gatepost.cli;

import gatepost.gateway.Settings;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Everything that runs.
 *
 * @param settings of the gateway
 * @param admin where the admin server is; absent where there is none
 */
record Setup(Settings settings, Optional<InetSocketAddress> admin) {}
