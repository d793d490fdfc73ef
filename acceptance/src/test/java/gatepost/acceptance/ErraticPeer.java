package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.CloseCode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One end of a connection that behaves badly at random. It sends this and that, whole and in
 * pieces, reads or does not, and ends in some way. What the gateway sends it has to be legal all
 * the same.
 */
final class ErraticPeer {
    private static final int MOST_ACTS = 20;
    private static final int SHORT_PAUSE = 50;
    private static final int PAUSE = 2000;
    private static final int LONG_PAUSE = 2500;
    private static final int SIP_PAUSE = 400;
    private static final int LARGEST_SIP = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(12);

    private enum Reading implements Chance.Weighted {
        LAWFUL(6),
        /** Neither a Ping nor a Close is answered. */
        WITHOUT_ANSWERS(2),
        SLOW(2),
        NEVER(2);

        private final int weight;

        Reading(int weight) {
            this.weight = weight;
        }

        @Override
        public int weight() {
            return weight;
        }
    }

    private enum Ending implements Chance.Weighted {
        CLOSE(6),
        FIN(3),
        FIN_WITHIN_A_FRAME(2),
        RST(3),
        RST_WITHIN_A_FRAME(2),
        DROP(2),
        /** It is left to the other peer, for a while. */
        NONE(3);

        private final int weight;

        Ending(int weight) {
            this.weight = weight;
        }

        @Override
        public int weight() {
            return weight;
        }
    }

    private final RawPeer peer;
    private final End end;
    private final Chance random;
    private final Collection<AssertionError> failures;
    private final boolean compressing;
    private final ReentrantLock sending = new ReentrantLock();

    /**
     * @param peer its handshake is complete
     * @param compressing whether permessage-deflate was agreed on
     * @param failures where what the gateway did wrong goes to
     */
    ErraticPeer(
            RawPeer peer,
            End end,
            Chance random,
            boolean compressing,
            Collection<AssertionError> failures) {
        this.peer = peer;
        this.end = end;
        this.random = random;
        this.compressing = compressing;
        this.failures = failures;
    }

    /** Returns when the connection has ended. */
    void live() throws InterruptedException {
        Reading reading = random.among(Reading.values());
        Chance ofReader = random.split();
        Thread reader = start(() -> read(reading, ofReader));
        Thread writer = start(this::write);
        writer.join(LONGEST_LIFE); // One that cannot write ends with the connection.
        reader.join(PATIENCE);
        peer.close();
        writer.join();
        reader.join();
    }

    private Thread start(Runnable part) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        part.run();
                    } catch (UncheckedIOException _) {
                        // The connection ended meanwhile, which is no surprise here.
                    } catch (AssertionError e) {
                        failures.add(e);
                    }
                });
    }

    private void write() {
        int acts = random.below(MOST_ACTS);
        for (int i = 0; i < acts && !random.isOver(); i++) {
            ErraticAct act = random.among(ErraticAct.values());
            if (act != ErraticAct.COMPRESSED || compressing) {
                send(act.octets(end, random));
            }
            random.pause(random.oneIn(8) ? LONG_PAUSE : PAUSE);
        }
        finish(random.among(Ending.values()));
    }

    private void send(byte[] octets) {
        sending.lock();
        try {
            if (random.oneIn(6)) {
                sendInPieces(peer, octets, random);
            } else {
                peer.sendOctets(octets);
            }
        } finally {
            sending.unlock();
        }
    }

    /** Cuts octets anywhere, and lets time pass between. */
    static void sendInPieces(RawPeer peer, byte[] octets, Chance random) {
        int pause = random.oneIn(4) ? LONG_PAUSE : SHORT_PAUSE;
        for (int at = 0; at < octets.length; ) {
            int length = random.oneIn(3) ? 1 : 1 + random.below(octets.length - at);
            peer.sendOctets(octets, at, length);
            at += length;
            if (random.oneIn(3)) {
                random.pause(pause);
            }
        }
    }

    private void finish(Ending ending) {
        switch (ending) {
            case CLOSE -> send(peer.octets(Frame.close(1000, "done")));
            case FIN -> peer.fin();
            case FIN_WITHIN_A_FRAME -> {
                sendBeginning();
                peer.fin();
            }
            case RST -> peer.rst();
            case RST_WITHIN_A_FRAME -> {
                sendBeginning();
                peer.rst();
            }
            case DROP -> peer.close();
            case NONE -> {}
        }
    }

    private void sendBeginning() {
        byte[] frame = peer.octets(Frame.text("this is not all"));
        peer.sendOctets(frame, 0, 1 + random.below(frame.length - 1));
    }

    private void read(Reading reading, Chance chance) {
        switch (reading) {
            case LAWFUL -> readFrames(true);
            case WITHOUT_ANSWERS -> readFrames(false);
            case SLOW -> {
                while (true) {
                    peer.readOctets(1 + chance.below(LARGEST_SIP));
                    chance.pause(SIP_PAUSE);
                }
            }
            case NEVER -> {}
        }
    }

    private void readFrames(boolean answering) {
        boolean within = false;
        Frame frame = peer.read();
        for (; frame.opcode() != 8; frame = peer.read()) {
            assertLegal(frame, within);
            if (frame.opcode() < 8) {
                within = !frame.fin();
            }
            if (frame.opcode() == 9 && answering) {
                answer(Frame.of(0x8A, frame.payload()));
            }
        }
        assertLegalClose(frame.payload());
        if (answering) {
            answer(frame);
        }
        assertThat(peer.ending()).isIn("FIN", "RST");
        if (answering) {
            peer.fin();
        }
    }

    /** Not where this end is within a frame, or cannot write at all. */
    private void answer(Frame frame) {
        if (sending.tryLock()) {
            try {
                peer.send(frame);
            } finally {
                sending.unlock();
            }
        }
    }

    /**
     * @param within a message of which more has to come
     */
    private void assertLegal(Frame frame, boolean within) {
        switch (frame.opcode()) {
            case 0 -> assertThat(within).as("continuation within a message").isTrue();
            case 1, 2 -> {
                assertThat(within).as("message within a message").isFalse();
                assertThat(compressing || !frame.rsv1()).as("RSV1 was agreed on").isTrue();
            }
            default -> {
                assertThat(frame.opcode()).isIn(9, 10);
                assertThat(frame.fin()).as("FIN of a control frame").isTrue();
                assertThat(frame.payload()).hasSizeLessThan(126);
            }
        }
    }

    private static void assertLegalClose(byte[] payload) {
        assertThat(payload).hasSizeLessThan(126);
        if (payload.length > 0) {
            int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
            assertThat(CloseCode.isLegalOnWire(code)).as("close code " + code).isTrue();
        }
    }
}
