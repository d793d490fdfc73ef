package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/**
 * A client and an upstream, with the gateway between and both handshakes complete.
 *
 * @param asked what the upstream was asked
 * @param answered what the client was answered
 */
record Connected(
        Testbed testbed, RawPeer client, RawPeer upstream, HttpHead asked, HttpHead answered)
        implements AutoCloseable {

    RawPeer at(End end) {
        return end == End.CLIENT ? client : upstream;
    }

    /** The record of the end. */
    Map<String, String> closure() {
        return testbed.gatepost().awaitClosure(client);
    }

    /** Waits for the record, which has to have these pairs among others. */
    void expectClosure(String... pairs) {
        Map<String, String> closure = closure();
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(closure).containsEntry(pairs[i], pairs[i + 1]);
        }
    }

    /** Ends both peers where a test did not. */
    @Override
    public void close() {
        client.close();
        upstream.close();
    }
}
