package gatepost.journal;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Closure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingClosuresTest {
    private final WaitingClosures waiting = new WaitingClosures(4);

    @Test
    void givesErrorsFirstAndEachInItsOrder() {
        List<Closure> normals = addNormals(2);
        List<Closure> errors = addErrors(2);

        assertThat(waiting.size()).isEqualTo(4);
        assertThat(waiting.isFull()).isTrue();
        assertThat(waiting.take(3)).containsExactly(errors.get(0), errors.get(1), normals.get(0));
        assertThat(waiting.isFull()).isFalse();
        assertThat(waiting.take(3)).containsExactly(normals.get(1));
        assertThat(waiting.take(3)).isEmpty();
        assertDropped(0, 0);
    }

    @Test
    void dropsNormalsThatFindNoRoom() {
        List<Closure> normals = addNormals(5);

        assertThat(waiting.take(9)).containsExactlyElementsOf(normals.subList(0, 4));
        assertDropped(1, 0);
    }

    @Test
    void normalsMakeRoomForErrors() {
        List<Closure> normals = addNormals(4);
        List<Closure> errors = addErrors(3);

        assertThat(waiting.take(9))
                .containsExactly(errors.get(0), errors.get(1), errors.get(2), normals.get(3));
        assertDropped(3, 0);
    }

    @Test
    void oldErrorsMakeRoomForNewOnes() {
        addNormals(1);
        List<Closure> errors = addErrors(6);
        addNormals(1);

        assertThat(waiting.take(9)).containsExactlyElementsOf(errors.subList(2, 6));
        assertDropped(2, 2);
    }

    @Test
    void whereItIsKeptShortErrorsAloneHaveTheRestOfTheRoom() {
        waiting.keepShort(2);
        List<Closure> normals = addNormals(3);
        List<Closure> errors = addErrors(2);
        addNormals(1);

        assertThat(waiting.take(9))
                .containsExactly(errors.get(0), errors.get(1), normals.get(0), normals.get(1));
        assertDropped(2, 0);

        waiting.mayBeLong();
        assertThat(addNormals(4)).hasSize(waiting.size());
        assertDropped(2, 0);
    }

    @Test
    void mayBeLongWhereWhatWasTakenCannotBeWritten() {
        waiting.keepShort(2);
        List<Closure> normals = addNormals(2);
        waiting.putBack(waiting.take(1));
        normals.addAll(addNormals(2));

        assertThat(waiting.take(9)).containsExactlyElementsOf(normals);
        assertDropped(0, 0);
    }

    @Test
    void keepsShortWhatIsNoLonger() {
        waiting.keepShort(5);

        addNormals(5);

        assertThat(waiting.size()).isEqualTo(4);
        assertDropped(1, 0);
    }

    @Test
    void whatIsPutBackComesFirstAgain() {
        List<Closure> normals = addNormals(2);
        List<Closure> errors = addErrors(1);
        waiting.putBack(waiting.take(2));
        errors.addAll(addErrors(1));

        assertThat(waiting.take(9))
                .containsExactly(errors.get(0), errors.get(1), normals.get(0), normals.get(1));
        assertDropped(0, 0);
    }

    @Test
    void whatIsPutBackGivesWayToWhatCameMeanwhile() {
        addNormals(1);
        addErrors(2);
        List<Closure> taken = waiting.take(9);
        List<Closure> errors = addErrors(2);
        addNormals(1);

        waiting.putBack(taken);

        assertThat(waiting.take(9))
                .containsExactly(taken.get(0), taken.get(1), errors.get(0), errors.get(1));
        assertDropped(2, 0);
    }

    @Test
    void countsEverythingThatManyThreadsAdd() throws InterruptedException {
        WaitingClosures shared = new WaitingClosures(50);
        Closure normal = SomeClosures.normal(SomeClosures.NOON);
        Closure error = SomeClosures.error(SomeClosures.NOON);
        long taken = 0;
        List<Thread> threads =
                IntStream.range(0, 4)
                        .mapToObj(at ->
                                Thread.ofPlatform()
                                        .start(() -> {
                                            for (int i = 0; i < 20_000; i++) {
                                                shared.add((i + at) % 2 == 0 ? normal : error);
                                            }
                                        }))
                        .toList();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            List<Closure> some = shared.take(20);
            assertThat(some.size() + shared.size()).isLessThanOrEqualTo(70);
            taken += some.size();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(shared.size()).isLessThanOrEqualTo(50);
        taken += shared.take(100).size();

        assertThat(taken + shared.droppedNormals() + shared.droppedErrors()).isEqualTo(80_000);
        assertThat(shared.size()).isZero();
    }

    private List<Closure> addNormals(int count) {
        List<Closure> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(SomeClosures.normal(SomeClosures.NOON.plusSeconds(i)));
        }
        added.forEach(waiting::add);
        return added;
    }

    private List<Closure> addErrors(int count) {
        List<Closure> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(SomeClosures.error(SomeClosures.NOON.plusSeconds(i)));
        }
        added.forEach(waiting::add);
        return added;
    }

    private void assertDropped(long normals, long errors) {
        assertThat(waiting.droppedNormals()).isEqualTo(normals);
        assertThat(waiting.droppedErrors()).isEqualTo(errors);
    }
}
