package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for whatever an end sends. A seed makes each case, and is named where it fails. */
final class InboundCheckPropertyTest {
    private static final int SEEDS = 800;

    @Test
    void findsTheFramesOfALegalStreamAndNothingElse() {
        for (long seed = 0; seed < SEEDS; seed++) {
            LegalStream stream = new LegalStream(seed);
            assertThat(Recorder.record(stream.sender(), stream.compression(), stream.octets()))
                    .as("seed %d", seed)
                    .isEqualTo(stream.expected());
        }
    }

    @Test
    void findsTheSameHoweverALegalStreamIsCut() {
        for (long seed = 0; seed < SEEDS; seed++) {
            LegalStream stream = new LegalStream(seed);
            int[] cuts = new RandomOctets(new Random(seed)).cuts(stream.octets().length);
            assertThat(
                            Recorder.record(
                                    stream.sender(), stream.compression(), stream.octets(), cuts))
                    .as("seed %d, cut before %s", seed, cuts)
                    .isEqualTo(stream.expected());
        }
    }

    /**
     * Legal or not, and however it is cut: what is passed over would not have been told otherwise.
     */
    @Test
    void comesToTheSameEndWhereItPassesOverWholeMessages() {
        long passed = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            LegalStream stream = new LegalStream(seed);
            Random random = new Random(seed);
            byte[] octets = stream.octets().clone();
            if (random.nextBoolean() && octets.length > 0) {
                octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
            }
            TwoWays both = new TwoWays(stream.sender(), stream.compression(), 2000, "seed " + seed);
            int from = 0;
            for (int cut : new RandomOctets(random).cuts(octets.length)) {
                both.feed(ByteBuffer.wrap(octets, from, cut - from));
                from = cut;
            }
            both.feed(ByteBuffer.wrap(octets, from, octets.length - from));
            passed += both.passed();
        }
        assertThat(passed).isPositive();
    }

    @Test
    void findsTheSameInALegalStreamThatArrivesOctetByOctet() {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            LegalStream stream = new LegalStream(seed);
            assertThat(Recorder.recordEach(stream.sender(), stream.compression(), stream.octets()))
                    .as("seed %d", seed)
                    .isEqualTo(stream.expected());
        }
    }

    @Test
    void looksOnlyAtWhatLiesBetweenPositionAndLimitOfABuffer() {
        for (long seed = 0; seed < SEEDS; seed++) {
            LegalStream stream = new LegalStream(seed);
            byte[] octets = stream.octets();
            RandomOctets random = new RandomOctets(new Random(seed));
            Recorder recorder = new Recorder(stream.sender(), stream.compression());
            int from = 0;
            for (int cut : random.cuts(octets.length)) {
                recorder.feed(random.buffer(octets, from, cut));
                from = cut;
            }
            recorder.feed(random.buffer(octets, from, octets.length));
            assertThat(recorder.found()).as("seed %d", seed).isEqualTo(stream.expected());
        }
    }

    @Test
    void findsInADamagedStreamWhatTheSlowCheckFinds() {
        for (long seed = 0; seed < SEEDS; seed++) {
            LegalStream stream = new LegalStream(seed);
            byte[] octets = new RandomOctets(new Random(seed)).damaged(stream.octets());
            assertThat(Recorder.record(stream.sender(), stream.compression(), octets))
                    .as("seed %d", seed)
                    .isEqualTo(SlowCheck.of(stream.sender(), stream.compression(), octets));
        }
    }

    @Test
    void findsTheSameHoweverADamagedStreamIsCut() {
        for (long seed = 0; seed < SEEDS; seed++) {
            LegalStream stream = new LegalStream(seed);
            RandomOctets random = new RandomOctets(new Random(seed));
            byte[] octets = random.damaged(stream.octets());
            List<Found> whole = Recorder.record(stream.sender(), stream.compression(), octets);
            int[] cuts = random.cuts(octets.length);
            assertThat(Recorder.record(stream.sender(), stream.compression(), octets, cuts))
                    .as("seed %d, cut before %s", seed, cuts)
                    .isEqualTo(whole);
        }
    }

    @Test
    void needsNothingBehindTheOctetThatDecides() {
        int broken = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            LegalStream stream = new LegalStream(seed);
            byte[] octets = new RandomOctets(new Random(seed)).damaged(stream.octets());
            List<Found> whole = Recorder.record(stream.sender(), stream.compression(), octets);
            if (!whole.isEmpty() && whole.getLast() instanceof Found.Broken violation) {
                broken++;
                int octet = (int) violation.octet();
                Recorder recorder = new Recorder(stream.sender(), stream.compression());
                recorder.feed(ByteBuffer.wrap(octets, 0, octet));
                assertThat(recorder.found())
                        .as("seed %d, before octet %d", seed, octet)
                        .noneMatch(Found.Broken.class::isInstance);
                recorder.feed(ByteBuffer.wrap(octets, octet, 1));
                assertThat(recorder.found())
                        .as("seed %d, with octet %d", seed, octet)
                        .isEqualTo(whole);
            }
        }
        assertThat(broken).isGreaterThan(SEEDS / 4);
    }

    @Test
    void findsInNoiseWhatTheSlowCheckFinds() {
        for (long seed = 0; seed < 10 * SEEDS; seed++) {
            Random random = new Random(seed);
            Sender sender = random.nextBoolean() ? Sender.CLIENT : Sender.SERVER;
            boolean compression = random.nextBoolean();
            byte[] octets = new RandomOctets(random).octets(random.nextInt(40));
            assertThat(Recorder.recordEach(sender, compression, octets))
                    .as("seed %d", seed)
                    .isEqualTo(SlowCheck.of(sender, compression, octets));
        }
    }
}
