package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ZlibPoolTest {
    /** What was ended says so when it is used. */
    private static void assertEnded(ThrowingCallable use) {
        assertThatIllegalStateException().isThrownBy(use);
    }

    @Test
    void keepsAtMostSoManyOfEachKindAndFreesTheRest() {
        ZlibPool pool = new ZlibPool(1);
        Inflater inflater = pool.takeInflater();
        Inflater tooMany = pool.takeInflater();
        Deflater deflater = pool.takeDeflater();
        Deflater oneMore = pool.takeDeflater();
        assertThat(pool.lent()).isEqualTo(4);
        assertThat(pool.idle()).isZero();
        pool.giveBack(inflater);
        pool.giveBack(tooMany);
        pool.giveBack(deflater);
        pool.giveBack(oneMore);
        assertThat(pool.lent()).isZero();
        assertThat(pool.idle()).isEqualTo(2);
        assertEnded(tooMany::reset);
        assertEnded(oneMore::reset);
        assertThat(pool.takeInflater()).isSameAs(inflater);
        assertThat(pool.takeDeflater()).isSameAs(deflater);
        inflater.end();
        deflater.end();
    }

    @Test
    void freesAllWhenItIsClosedAndWhateverComesBackThen() {
        ZlibPool pool = new ZlibPool(2);
        Inflater inflater = pool.takeInflater();
        Inflater inUse = pool.takeInflater();
        Deflater deflater = pool.takeDeflater();
        Deflater deflaterInUse = pool.takeDeflater();
        pool.giveBack(inflater);
        pool.giveBack(deflater);
        pool.close();
        assertThat(pool.idle()).isZero();
        assertEnded(inflater::reset);
        assertEnded(deflater::reset);
        pool.giveBack(inUse);
        pool.giveBack(deflaterInUse);
        assertThat(pool.idle()).isZero();
        assertThat(pool.lent()).isZero();
        assertEnded(inUse::reset);
        assertEnded(deflaterInUse::reset);
    }

    @Test
    void lendsWhatHasForgottenItsLastUser() throws DataFormatException {
        ZlibPool pool = new ZlibPool(1);
        Inflater inflater = pool.takeInflater();
        inflater.setInput(new byte[] {(byte) 0xF2, 0x48});
        inflater.inflate(new byte[10]);
        pool.giveBack(inflater);
        assertThat(pool.takeInflater().getBytesRead()).isZero();
        Deflater deflater = pool.takeDeflater();
        deflater.setInput(new byte[10]);
        deflater.deflate(new byte[10], 0, 10, Deflater.SYNC_FLUSH);
        pool.giveBack(deflater);
        assertThat(pool.takeDeflater().getBytesRead()).isZero();
        pool.giveBack(inflater);
        pool.giveBack(deflater);
        pool.close();
    }

    @Test
    void cannotKeepLessThanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZlibPool(-1))
                .withMessage("cannot keep -1");
    }
}
