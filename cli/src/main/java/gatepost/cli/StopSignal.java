package gatepost.cli;

/** What a running gateway waits for. */
@FunctionalInterface
interface StopSignal {
    /** Returns when the program is to stop. */
    void await();
}
