package gatepost.cli;

import gatepost.gateway.Settings;
import java.util.List;

/** What a configuration file came to. */
sealed interface Loaded {
    /** In the order of the file. */
    List<Problem> problems();

    /**
     * A gateway can be started.
     *
     * @param upstreams how many there are, used or not
     * @param problems warnings only
     */
    record Fine(Settings settings, LogSettings log, int upstreams, List<Problem> problems)
            implements Loaded {}

    /** No gateway can be started; at least one of the problems is an error. */
    record Faulty(List<Problem> problems) implements Loaded {}
}
