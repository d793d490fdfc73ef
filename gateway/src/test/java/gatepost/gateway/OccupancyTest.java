package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccupancyTest {
    private static final ClientPrefix A = prefix("192.0.2.1");
    private static final ClientPrefix B = prefix("192.0.2.2");

    private static ClientPrefix prefix(String literal) {
        return ClientPrefix.of(InetAddress.ofLiteral(literal));
    }

    private static Occupancy limited(int connections, int perAddress) {
        return new Occupancy(new Limits(connections, perAddress, 0, 1024, Duration.ofSeconds(1)));
    }

    private static String enter(Occupancy occupancy, ClientPrefix client) {
        return occupancy.enter(client).map(refusal -> refusal.answer().toString()).orElse("in");
    }

    /** Who enters, one after the other, and what the last one is told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    3 | 0 | AB    | in
                    3 | 0 | ABA   | in
                    3 | 0 | ABAB  | 503 gatepost: full: connections reached the limit of 3
                    0 | 2 | A     | in
                    0 | 2 | AA    | in
                    0 | 2 | AAA   | 429 gatepost: connections from this address reached the limit of 2
                    0 | 2 | AAB   | in
                    0 | 2 | AABB  | in
                    3 | 2 | AAA   | 429 gatepost: connections from this address reached the limit of 2
                    3 | 2 | AABA  | 503 gatepost: full: connections reached the limit of 3
                    0 | 0 | AAAAA | in
                    """)
    void asManyEnterAsMay(int connections, int perAddress, String clients, String last) {
        Occupancy occupancy = limited(connections, perAddress);
        for (char client : clients.substring(0, clients.length() - 1).toCharArray()) {
            assertThat(enter(occupancy, client == 'A' ? A : B)).isEqualTo("in");
        }

        assertThat(enter(occupancy, clients.endsWith("A") ? A : B)).isEqualTo(last);
    }

    @Test
    void whoeverLeavesMakesRoom() {
        Occupancy occupancy = limited(1, 1);
        assertThat(enter(occupancy, A)).isEqualTo("in");
        assertThat(enter(occupancy, B)).startsWith("503");

        occupancy.leave(A);

        assertThat(enter(occupancy, B)).isEqualTo("in");
    }

    @Test
    void whoeverIsRefusedTakesNoPlace() {
        Occupancy occupancy = limited(2, 1);
        assertThat(enter(occupancy, A)).isEqualTo("in");
        assertThat(enter(occupancy, A)).startsWith("429");

        assertThat(enter(occupancy, B)).isEqualTo("in");
        assertThat(occupancy.connections()).isEqualTo(2);
    }

    @Test
    void anAddressIsForgottenWithItsLastConnection() {
        Occupancy occupancy = limited(0, 3);
        for (ClientPrefix client : List.of(A, A, B)) {
            assertThat(enter(occupancy, client)).isEqualTo("in");
        }
        assertThat(occupancy.addresses()).isEqualTo(2);

        occupancy.leave(B);
        occupancy.leave(A);
        assertThat(occupancy.addresses()).isEqualTo(1);

        occupancy.leave(A);
        assertThat(occupancy.addresses()).isZero();
        assertThat(occupancy.connections()).isZero();
    }

    @Test
    void noLimitIsPassedByManyAtOnce() throws InterruptedException {
        long seed = new Random().nextLong();
        Occupancy occupancy = limited(5, 3);
        List<Future<?>> tasks = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                Random random = new Random(seed + i);
                tasks.add(threads.submit(() -> comeAndGo(occupancy, random)));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("with seed " + seed, e);
        }
        assertThat(occupancy.connections()).as("seed " + seed).isZero();
        assertThat(occupancy.addresses()).as("seed " + seed).isZero();
    }

    private static void comeAndGo(Occupancy occupancy, Random random) {
        List<ClientPrefix> inside = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextBoolean() && !inside.isEmpty()) {
                occupancy.leave(inside.removeLast());
            } else {
                ClientPrefix client = random.nextBoolean() ? A : B;
                if (occupancy.enter(client).isEmpty()) {
                    inside.add(client);
                }
            }
            assertThat(occupancy.connections()).isBetween(0, 5);
            assertThat(inside).filteredOn(A::equals).hasSizeLessThanOrEqualTo(3);
        }
        inside.forEach(occupancy::leave);
    }
}
